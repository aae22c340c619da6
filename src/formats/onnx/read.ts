// Reads an ONNX model from untrusted bytes: the mirror of write.ts, one field a line with its official name.
import type { InBoth } from '../../core/language.ts'
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { UserError } from '../../core/errors.ts'
import { plainBytes } from '../bytes.ts'
import { WireReader } from '../protobuf/read.ts'
import { onnxAttributeTypes } from './model.ts'
import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor, OnnxValueInfo } from './model.ts'
import { dataTypeOf, readTensor } from './read-tensor.ts'
import type { Problem } from './read-tensor.ts'
import { formatWords } from '../words.ts'

const words = formatWords.onnx

/**
 * Reads a model. Tensor data are views on `bytes` where the file holds raw data.
 * @param where the file's path, for messages
 * @throws UserError `onnx-invalid` for damaged or foreign bytes, `onnx-unsupported` for parts of ONNX that we do not
 * read (subgraphs, external data, sparse or text tensors)
 */
export function decodeModel(bytes: Uint8Array, where: string): OnnxModel {
  return readModel(
    new WireReader(plainBytes(bytes), (problem, offset) => invalid(say(words.at, { problem, at: offset }), where)),
    {
      invalid: (found) => invalid(found, where),
      unsupported: (found) => unsupported(found, where),
    },
  )
}

function invalid(found: InBoth<string>, where: string): UserError {
  return new UserError({
    code: 'onnx-invalid',
    message: say(errorDetails['onnx-invalid'].message),
    expected: say(errorDetails['onnx-invalid'].expected),
    found,
    where,
    next: say(errorDetails['onnx-invalid'].next),
  })
}

function unsupported(found: InBoth<string>, where: string): UserError {
  return new UserError({
    code: 'onnx-unsupported',
    message: say(errorDetails['onnx-unsupported'].message),
    expected: say(errorDetails['onnx-unsupported'].expected),
    found,
    where,
    next: say(errorDetails['onnx-unsupported'].next),
  })
}

function readModel(reader: WireReader, problem: Problem): OnnxModel {
  let irVersion = 0
  let producerName = ''
  let producerVersion = ''
  let graph: OnnxGraph | undefined
  const opsets: [string, number][] = []
  const metadata: [string, string][] = []
  while (reader.next()) {
    if (reader.field === 1) irVersion = reader.int() // ir_version
    else if (reader.field === 2) producerName = reader.string() // producer_name
    else if (reader.field === 3) producerVersion = reader.string() // producer_version
    else if (reader.field === 7) graph = readGraph(reader.message(), problem) // graph
    else if (reader.field === 8) opsets.push(readOpset(reader.message())) // opset_import
    else if (reader.field === 14) metadata.push(readEntry(reader.message())) // metadata_props
    else if (reader.field === 25) throw problem.unsupported(say(words.functions)) // functions
  }
  if (graph === undefined) throw problem.invalid(say(words.noGraph))
  if (irVersion < 1) throw problem.invalid(say(words.noVersion))
  const { graphName, nodes, inputs, outputs, initializers } = graph
  return {
    irVersion,
    opsets: Object.fromEntries(opsets),
    producerName,
    producerVersion,
    graphName,
    nodes,
    inputs,
    outputs,
    initializers,
    metadata: Object.fromEntries(metadata),
  }
}

type OnnxGraph = Pick<OnnxModel, 'graphName' | 'nodes' | 'inputs' | 'outputs' | 'initializers'>

function readGraph(reader: WireReader, problem: Problem): OnnxGraph {
  let graphName = ''
  const nodes: OnnxNode[] = []
  const inputs: OnnxValueInfo[] = []
  const outputs: OnnxValueInfo[] = []
  const initializers: OnnxTensor[] = []
  while (reader.next()) {
    if (reader.field === 1) nodes.push(readNode(reader.message(), problem)) // node
    else if (reader.field === 2) graphName = reader.string() // name
    else if (reader.field === 5) initializers.push(readTensor(reader.message(), problem)) // initializer
    else if (reader.field === 11) inputs.push(readValueInfo(reader.message(), problem)) // input
    else if (reader.field === 12) outputs.push(readValueInfo(reader.message(), problem)) // output
    else if (reader.field === 15) throw problem.unsupported(say(words.sparse)) // sparse_initializer
  }
  return { graphName, nodes, inputs, outputs, initializers }
}

function readOpset(reader: WireReader): [string, number] {
  let domain = ''
  let version = 0
  while (reader.next()) {
    if (reader.field === 1) domain = reader.string() // domain
    else if (reader.field === 2) version = reader.int() // version
  }
  return [domain, version]
}

function readEntry(reader: WireReader): [string, string] {
  let key = ''
  let value = ''
  while (reader.next()) {
    if (reader.field === 1) key = reader.string() // key
    else if (reader.field === 2) value = reader.string() // value
  }
  return [key, value]
}

function readNode(reader: WireReader, problem: Problem): OnnxNode {
  let name = ''
  let op = ''
  let domain = ''
  const inputs: string[] = []
  const outputs: string[] = []
  const attributes: [string, OnnxAttribute][] = []
  while (reader.next()) {
    if (reader.field === 1) inputs.push(reader.string()) // input
    else if (reader.field === 2) outputs.push(reader.string()) // output
    else if (reader.field === 3) name = reader.string() // name
    else if (reader.field === 4) op = reader.string() // op_type
    else if (reader.field === 5) attributes.push(readAttribute(reader.message(), problem)) // attribute
    else if (reader.field === 7) domain = reader.string() // domain
  }
  if (op === '') throw problem.invalid(say(words.noOperation, { name }))
  const standard = { op, name, inputs, outputs, attributes: Object.fromEntries(attributes) }
  return domain === '' ? standard : { ...standard, domain }
}

function readAttribute(reader: WireReader, problem: Problem): [string, OnnxAttribute] {
  let name = ''
  let type = 0
  let f = 0
  let i = 0
  let s = ''
  let t: OnnxTensor | undefined
  const floats: number[] = []
  const ints: number[] = []
  const strings: string[] = []
  while (reader.next()) {
    if (reader.field === 1) name = reader.string() // name
    else if (reader.field === 2) f = reader.float() // f
    else if (reader.field === 3) i = reader.int() // i
    else if (reader.field === 4) s = reader.string() // s
    else if (reader.field === 5) t = readTensor(reader.message(), problem) // t
    else if (reader.field === 7) reader.floats(floats) // floats
    else if (reader.field === 8) reader.ints(ints) // ints
    else if (reader.field === 9) strings.push(reader.string()) // strings
    else if (reader.field === 20) type = reader.int() // type
  }
  if (type === onnxAttributeTypes.float) return [name, { type: 'float', value: f }]
  if (type === onnxAttributeTypes.int) return [name, { type: 'int', value: i }]
  if (type === onnxAttributeTypes.string) return [name, { type: 'string', value: s }]
  if (type === onnxAttributeTypes.tensor && t !== undefined) return [name, { type: 'tensor', value: t }]
  if (type === onnxAttributeTypes.floats) return [name, { type: 'floats', value: floats }]
  if (type === onnxAttributeTypes.ints) return [name, { type: 'ints', value: ints }]
  if (type === onnxAttributeTypes.strings) return [name, { type: 'strings', value: strings }]
  throw problem.unsupported(say(words.attribute, { name, type }))
}

function readValueInfo(reader: WireReader, problem: Problem): OnnxValueInfo {
  let name = ''
  let code = 0
  let shape: (number | string)[] = []
  while (reader.next()) {
    if (reader.field === 1) name = reader.string() // name
    else if (reader.field === 2)
      for (const type of messages(reader.message(), 1))
        // type.tensor_type
        while (type.next()) {
          if (type.field === 1) code = type.int() // elem_type
          else if (type.field === 2) shape = [...messages(type.message(), 1)].map(readDimension) // shape.dim
        }
  }
  if (code === 0) throw problem.unsupported(say(words.notTensor, { name }))
  return { name, type: dataTypeOf(code, name, problem), shape }
}

function readDimension(reader: WireReader): number | string {
  let extent: number | string = '?'
  while (reader.next()) {
    if (reader.field === 1) extent = reader.int() // dim_value
    else if (reader.field === 2) extent = reader.string() // dim_param
  }
  return extent
}

function* messages(reader: WireReader, field: number): Generator<WireReader> {
  while (reader.next()) if (reader.field === field) yield reader.message()
}
