// Reads a TensorProto: raw data as a view on the file, the older typed data fields turned into raw bytes.
import type { InBoth } from '../../core/language.ts'
import { concatBytes } from '../bytes.ts'
import { WireReader } from '../protobuf/read.ts'
import { onnxDataTypes } from './model.ts'
import type { OnnxDataType, OnnxTensor } from './model.ts'
import { say } from '../../core/say.ts'
import { formatWords } from '../words.ts'

const words = formatWords.onnx

/** Makes the errors of the reader; `found` is a noun phrase. */
export interface Problem {
  invalid(found: InBoth<string>): Error
  unsupported(found: InBoth<string>): Error
}

/** No operation we know goes beyond 8 axes. */
const maxAxes = 32
/** Typed data may arrive value by value, each costing us an object; every writer we know packs them into one piece. */
const maxPieces = 65_536

/** Reads one tensor and checks that it holds as many bytes as its shape needs. */
export function readTensor(reader: WireReader, problem: Problem): OnnxTensor {
  const shape: number[] = []
  const pieces: Uint8Array[] = []
  let name = ''
  let code = 0
  let raw: Uint8Array | undefined
  while (reader.next()) {
    if (reader.field === 1) reader.ints(shape) // dims
    else if (reader.field === 2) code = reader.int() // data_type
    else if (reader.field === 8) name = reader.string() // name
    else if (reader.field === 9) raw = reader.bytes() // raw_data
    else if (isTypedData(reader.field)) pieces.push(reader.packedBytes())
    else if (reader.field === 13) throw problem.unsupported(say(words.external, { name })) // external_data
    if (pieces.length > maxPieces) throw problem.invalid(say(words.pieces, { name, max: maxPieces }))
  }
  const type = dataTypeOf(code, name, problem)
  const count = countOf(shape)
  if (count === undefined) throw problem.invalid(say(words.shape, { name, shape: shape.slice(0, 8).join(', ') }))
  const data = raw ?? fromTypedData(concatBytes(pieces), { type, count, name, problem })
  const needed = count * onnxDataTypes[type].size
  if (data.length !== needed) throw problem.invalid(say(words.bytes, { name, bytes: data.length, needed }))
  return { name, type, shape, data }
}

/** The element type of a `TensorProto.DataType` number. */
export function dataTypeOf(code: number, name: string, problem: Problem): OnnxDataType {
  const known = Object.entries(onnxDataTypes).find(([, type]) => type.code === code)
  if (known === undefined) throw problem.unsupported(say(words.type, { name, code }))
  return known[0] as OnnxDataType
}

/** float_data, int32_data, int64_data, double_data; text and unsigned 64-bit data are not read. */
function isTypedData(field: number): boolean {
  return field === 4 || field === 5 || field === 7 || field === 10
}

/** The number of elements, or undefined for a shape that no tensor can have. */
function countOf(shape: readonly number[]): number | undefined {
  if (shape.length > maxAxes) return undefined
  let count = 1
  for (const extent of shape) count *= extent
  return shape.every((extent) => extent >= 0) && Number.isSafeInteger(count) ? count : undefined
}

interface TypedTensor {
  readonly type: OnnxDataType
  readonly count: number
  readonly name: string
  readonly problem: Problem
}

function fromTypedData(packed: Uint8Array, { type, count, name, problem }: TypedTensor): Uint8Array {
  if (type === 'float32' || type === 'float64') return packed // packed little-endian numbers are the raw data
  if (count > packed.length) throw problem.invalid(say(words.fewer, { name }))
  const { size } = onnxDataTypes[type]
  const data = new Uint8Array(count * size)
  const view = new DataView(data.buffer)
  let index = 0
  new WireReader(packed, (found) => problem.invalid(say(words.inTensor, { problem: found, name }))).varints(
    (low, high) => {
      const at = index++ * size
      if (index > count) throw problem.invalid(say(words.more, { name }))
      if (size === 1) view.setUint8(at, low)
      else if (size === 2) view.setUint16(at, low, true)
      else view.setUint32(at, low, true)
      if (size === 8) view.setUint32(at + 4, high, true)
    },
  )
  if (index < count) throw problem.invalid(say(words.values, { name, index, count }))
  return data
}
