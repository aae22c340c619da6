// Turns what the pickle built into checkpoint values: checks every value and fetches the elements of every tensor.
import { elementCount, sameShape, stridesOf } from '../../core/tensor.ts'
import type { PthProblem } from './errors.ts'
import { TensorRef } from './rebuild.ts'
import type { StorageRef } from './rebuild.ts'
import { pthTypes } from './types.ts'
import type { PthDict, PthTensor, PthValue } from './types.ts'
import { say } from '../../core/say.ts'
import { formatWords } from '../words.ts'

const words = formatWords.pth

/** Deeper values are a loop made by a hostile file; checkpoints have about five levels. */
const maxDepth = 64
/** How many values are visited: shared values count each time, so that a small file cannot unfold without end. */
const maxVisits = 1_000_000
/** Axes of a tensor. */
const maxAxes = 32
/** Tensors may share elements (tied weights) or repeat them (expanded tensors): up to so many times what is stored... */
const maxGrowth = 4
/** ...and this much besides. */
const freeBytes = 2 ** 24

/** The raw little-endian bytes of a whole storage. */
export type FetchStorage = (storage: StorageRef) => Uint8Array

/**
 * The checkpoint's value. Each tensor gets its own memory, contiguous, so that the file's bytes can be let go.
 * `fetch` is called once for each storage.
 */
export function finishValue(value: unknown, fetch: FetchStorage, problem: PthProblem): PthValue {
  return new Finisher(problem, fetch).value(value, 0)
}

class Finisher {
  readonly #problem: PthProblem
  readonly #fetch: FetchStorage
  readonly #tensors = new Map<TensorRef, PthTensor>()
  readonly #storages = new Map<string, Uint8Array>()
  #bytesLeft = freeBytes
  #visitsLeft = maxVisits

  constructor(problem: PthProblem, fetch: FetchStorage) {
    this.#problem = problem
    this.#fetch = fetch
  }

  value(value: unknown, depth: number): PthValue {
    if (depth > maxDepth) throw this.#problem.damaged(say(words.tooDeep, { max: maxDepth }))
    if (this.#visitsLeft-- <= 0) throw this.#problem.damaged(say(words.tooMany, { max: maxVisits }))
    if (value === null || typeof value === 'boolean' || typeof value === 'number') return value
    if (typeof value === 'bigint' || typeof value === 'string') return value
    if (Array.isArray(value)) return value.map((item) => this.value(item, depth + 1))
    if (value instanceof Map) return this.#dict(value, depth)
    if (value instanceof TensorRef) return this.#tensor(value)
    throw this.#problem.unsupported(say(words.classAsValue))
  }

  #dict(dict: ReadonlyMap<unknown, unknown>, depth: number): PthDict {
    const result = new Map<string | number, PthValue>()
    for (const [key, value] of dict) {
      if (typeof key !== 'string' && typeof key !== 'number') throw this.#problem.unsupported(say(words.keys))
      result.set(key, this.value(value, depth + 1))
    }
    return result
  }

  #tensor(ref: TensorRef): PthTensor {
    const known = this.#tensors.get(ref)
    if (known !== undefined) return known
    const { dtype } = ref.storage
    const data = pthTypes[dtype].view(this.#elements(ref))
    const tensor = { dtype, shape: [...ref.shape], data } as PthTensor
    this.#tensors.set(ref, tensor)
    return tensor
  }

  /** The elements in row-major order. */
  #elements({ storage, offset, shape, strides }: TensorRef): ArrayBuffer {
    const { size } = pthTypes[storage.dtype]
    const count = elementCount(shape)
    if (shape.length > maxAxes || !Number.isSafeInteger(count))
      throw this.#problem.damaged(say(words.shape, { shape: shape.slice(0, 8).join(', ') }))
    if (count === 0) return new ArrayBuffer(0)
    const first = storage.first + offset
    const last = shape.reduce((sum, extent, axis) => sum + (extent - 1) * strides[axis], first)
    const bytes = this.#storage(storage)
    if (!((last + 1) * size <= bytes.length))
      throw this.#problem.damaged(say(words.beyondStorage, { key: storage.key }))
    const contiguous = isContiguous(shape, strides)
    this.#spend((last + 1 - first) * size + (contiguous ? 0 : count * size))
    const span = new Uint8Array(bytes.subarray(first * size, (last + 1) * size))
    return contiguous ? span.buffer : gather(span, { size, shape, strides })
  }

  #storage(storage: StorageRef): Uint8Array {
    const known = this.#storages.get(storage.key)
    if (known !== undefined) return known
    const bytes = this.#fetch(storage)
    this.#storages.set(storage.key, bytes)
    this.#bytesLeft += maxGrowth * bytes.length
    return bytes
  }

  #spend(bytes: number): void {
    this.#bytesLeft -= bytes
    if (this.#bytesLeft < 0) throw this.#problem.damaged(say(words.tooLarge))
  }
}

/** The stride of an axis with one element says nothing. */
function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  const axes = shape.map((_, axis) => axis).filter((axis) => shape[axis] !== 1)
  const dense = stridesOf(axes.map((axis) => shape[axis]))
  return sameShape(
    dense,
    axes.map((axis) => strides[axis]),
  )
}

/** Copies elements of `size` bytes into row-major order. */
function gather(
  source: Uint8Array,
  { size, shape, strides }: { size: number; shape: readonly number[]; strides: readonly number[] },
): ArrayBuffer {
  const result = new Uint8Array(elementCount(shape) * size)
  const index = shape.map(() => 0)
  let from = 0
  for (let to = 0; to < result.length; to += size) {
    for (let byte = 0; byte < size; byte++) result[to + byte] = source[from * size + byte]
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]
      if (++index[axis] < shape[axis]) break
      from -= strides[axis] * shape[axis]
      index[axis] = 0
    }
  }
  return result.buffer
}
