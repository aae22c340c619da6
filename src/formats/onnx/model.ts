// The parts of an ONNX model that we use, as plain objects, and makers for attributes and tensors.
// Source: onnx.proto of https://github.com/onnx/onnx (messages ModelProto to TensorProto).
import { assert } from '../../core/assert.ts'
import { elementCount } from '../../core/tensor.ts'

/** Element types we read and write. */
export type OnnxDataType = 'float32' | 'uint8' | 'int8' | 'int32' | 'int64' | 'bool' | 'float16' | 'float64'

/** `TensorProto.DataType` number and bytes per element of every element type. */
export const onnxDataTypes: Readonly<Record<OnnxDataType, { readonly code: number; readonly size: number }>> = {
  float32: { code: 1, size: 4 },
  uint8: { code: 2, size: 1 },
  int8: { code: 3, size: 1 },
  int32: { code: 6, size: 4 },
  int64: { code: 7, size: 8 },
  bool: { code: 9, size: 1 },
  float16: { code: 10, size: 2 },
  float64: { code: 11, size: 8 },
}

/** A named setting of a node. Integers beyond 2^53 are the nearest number; on writing they are clamped to int64. */
export type OnnxAttribute =
  | { readonly type: 'int'; readonly value: number }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'ints'; readonly value: readonly number[] }
  | { readonly type: 'floats'; readonly value: readonly number[] }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'tensor'; readonly value: OnnxTensor }

/** `AttributeProto.AttributeType` number of every attribute type. */
export const onnxAttributeTypes: Readonly<Record<OnnxAttribute['type'], number>> = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  floats: 6,
  ints: 7,
  strings: 8,
}

/** A constant: row-major, `data` in little-endian raw bytes. */
export interface OnnxTensor {
  readonly name: string
  readonly type: OnnxDataType
  readonly shape: readonly number[]
  readonly data: Uint8Array
}

/** One operation; an empty input or output name is an omitted one. `domain` is absent for the standard operations. */
export interface OnnxNode {
  readonly op: string
  readonly name: string
  readonly domain?: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Readonly<Record<string, OnnxAttribute>>
}

/** A graph input or output; a dimension is an extent or the name of a free one (`?` when it has no name). */
export interface OnnxValueInfo {
  readonly name: string
  readonly type: OnnxDataType
  readonly shape: readonly (number | string)[]
}

/** A whole model. `opsets` maps a domain (`''` is the standard one) to its version; nodes are in execution order. */
export interface OnnxModel {
  readonly irVersion: number
  readonly opsets: Readonly<Record<string, number>>
  readonly producerName: string
  readonly producerVersion: string
  readonly graphName: string
  readonly nodes: readonly OnnxNode[]
  readonly inputs: readonly OnnxValueInfo[]
  readonly outputs: readonly OnnxValueInfo[]
  readonly initializers: readonly OnnxTensor[]
  readonly metadata: Readonly<Record<string, string>>
}

/** A whole-number attribute. */
export function intAttribute(value: number): OnnxAttribute {
  return { type: 'int', value }
}

/** A float32 attribute. */
export function floatAttribute(value: number): OnnxAttribute {
  return { type: 'float', value }
}

/** A text attribute. */
export function stringAttribute(value: string): OnnxAttribute {
  return { type: 'string', value }
}

/** A list of whole numbers. */
export function intsAttribute(value: readonly number[]): OnnxAttribute {
  return { type: 'ints', value }
}

/** A list of float32 numbers. */
export function floatsAttribute(value: readonly number[]): OnnxAttribute {
  return { type: 'floats', value }
}

/** A list of texts. */
export function stringsAttribute(value: readonly string[]): OnnxAttribute {
  return { type: 'strings', value }
}

/** A tensor attribute, as in `Constant`. */
export function tensorAttribute(value: OnnxTensor): OnnxAttribute {
  return { type: 'tensor', value }
}

/** A float32 tensor that shares the memory of `values` (no copy): do not change them before the model is written. */
export function floatTensor(name: string, shape: readonly number[], values: Float32Array): OnnxTensor {
  return onnxTensor(name, 'float32', shape, values)
}

/** An int64 tensor of whole numbers. */
export function int64Tensor(name: string, shape: readonly number[], values: readonly number[]): OnnxTensor {
  return onnxTensor(name, 'int64', shape, BigInt64Array.from(values, BigInt))
}

/** A tensor of any type that shares the memory of `values`, which must have exactly the bytes that the shape needs. */
export function onnxTensor(
  name: string,
  type: OnnxDataType,
  shape: readonly number[],
  values: ArrayBufferView,
): OnnxTensor {
  const needed = elementCount(shape) * onnxDataTypes[type].size
  assert(values.byteLength === needed, `tensor "${name}" needs ${needed} bytes, got ${values.byteLength}`)
  return { name, type, shape, data: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) }
}

/** The values of a float32 tensor, copied (raw data may lie unaligned in the file). */
export function floatValues(tensor: OnnxTensor): Float32Array {
  assert(tensor.type === 'float32', `tensor "${tensor.name}" is ${tensor.type}, not float32`)
  return new Float32Array(Uint8Array.from(tensor.data).buffer)
}

/** The values of an int64 tensor, as the nearest numbers. */
export function int64Values(tensor: OnnxTensor): number[] {
  assert(tensor.type === 'int64', `tensor "${tensor.name}" is ${tensor.type}, not int64`)
  return Array.from(new BigInt64Array(Uint8Array.from(tensor.data).buffer), Number)
}

/** Bits of the two highest bytes of a number that are all set exactly when it is NaN or infinite (IEEE 754 exponents). */
const exponentBits: Partial<Record<OnnxDataType, number>> = { float16: 0x7c00, float32: 0x7f80, float64: 0x7ff0 }

/** Index of the first element that is NaN or infinite, or -1 (always for whole numbers). */
export function firstNotFinite({ type, data }: OnnxTensor): number {
  const bits = exponentBits[type]
  if (bits === undefined) return -1
  const { size } = onnxDataTypes[type]
  for (let end = size; end <= data.length; end += size)
    if ((((data[end - 1] << 8) | data[end - 2]) & bits) === bits) return end / size - 1
  return -1
}
