// What a .pth checkpoint can hold, as plain values, and the table of its tensor types.

/** The array that holds the elements of each tensor type; float16 and bfloat16 are kept as their 16 bits. */
export interface PthArrays {
  float32: Float32Array
  float64: Float64Array
  float16: Uint16Array
  bfloat16: Uint16Array
  int64: BigInt64Array
  int32: Int32Array
  int16: Int16Array
  int8: Int8Array
  uint8: Uint8Array
  bool: Uint8Array
}

/** Tensor types, with torch's names. */
export type PthDtype = keyof PthArrays

/** A dense row-major tensor; `data.length` is the product of `shape` (1 for a scalar, `[]`). */
export type PthTensor = {
  readonly [D in PthDtype]: { readonly dtype: D; readonly shape: readonly number[]; readonly data: PthArrays[D] }
}[PthDtype]

/** A number that is a `float` in Python even when it is whole; made by `pthFloat`, never returned by the reader. */
export interface PthFloat {
  readonly float: number
}

/** A `dict`, in the order of the file. Python tells the key 0 from the key '0', and so do we. */
export type PthDict = ReadonlyMap<string | number, PthValue>

/** Any value. Whole numbers are `int` in Python, others `float`; arrays are lists (tuples are read as arrays). */
export type PthValue = null | boolean | number | bigint | string | PthFloat | PthTensor | readonly PthValue[] | PthDict

interface PthType<A> {
  /** Name of the storage class in module `torch`. */
  readonly storage: string
  /** Bytes per element. */
  readonly size: number
  /** Views memory as elements; the buffer's length must be a multiple of `size`. */
  view(buffer: ArrayBuffer): A
}

/** Storage class, element size and array of every tensor type. */
export const pthTypes: { readonly [D in PthDtype]: PthType<PthArrays[D]> } = {
  float32: { storage: 'FloatStorage', size: 4, view: (buffer) => new Float32Array(buffer) },
  float64: { storage: 'DoubleStorage', size: 8, view: (buffer) => new Float64Array(buffer) },
  float16: { storage: 'HalfStorage', size: 2, view: (buffer) => new Uint16Array(buffer) },
  bfloat16: { storage: 'BFloat16Storage', size: 2, view: (buffer) => new Uint16Array(buffer) },
  int64: { storage: 'LongStorage', size: 8, view: (buffer) => new BigInt64Array(buffer) },
  int32: { storage: 'IntStorage', size: 4, view: (buffer) => new Int32Array(buffer) },
  int16: { storage: 'ShortStorage', size: 2, view: (buffer) => new Int16Array(buffer) },
  int8: { storage: 'CharStorage', size: 1, view: (buffer) => new Int8Array(buffer) },
  uint8: { storage: 'ByteStorage', size: 1, view: (buffer) => new Uint8Array(buffer) },
  bool: { storage: 'BoolStorage', size: 1, view: (buffer) => new Uint8Array(buffer) },
}

/** A number written as a Python `float`, even when it is whole: `pthFloat(1)` is `1.0`. */
export function pthFloat(value: number): PthFloat {
  return { float: value }
}

/** Whether a value is a dictionary. */
export function isPthDict(value: PthValue | undefined): value is PthDict {
  return value instanceof Map
}

/** Whether a value is a tensor. */
export function isPthTensor(value: PthValue | undefined): value is PthTensor {
  return typeof value === 'object' && value !== null && 'dtype' in value
}
