// What the Python classes and functions of a checkpoint mean to us: a closed table, everything else is refused.
import type { PickleGlobal, PickleHooks } from '../pickle/read.ts'
import type { PthProblem } from './errors.ts'
import { pthTypes } from './types.ts'
import type { PthDtype } from './types.ts'
import { say } from '../../core/say.ts'
import { formatWords } from '../words.ts'

const words = formatWords.pth

/** The elements of one or more tensors, named by the pickle and found elsewhere in the file. */
export class StorageRef {
  readonly dtype: PthDtype
  readonly key: string
  /** Elements of the storage. */
  readonly count: number
  /** First element of a view on the storage (legacy files), else 0. */
  readonly first: number

  constructor(parts: { dtype: PthDtype; key: string; count: number; first: number }) {
    this.dtype = parts.dtype
    this.key = parts.key
    this.count = parts.count
    this.first = parts.first
  }
}

/** A tensor whose elements are still to be fetched; offset and strides count elements. */
export class TensorRef {
  readonly storage: StorageRef
  readonly offset: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]

  constructor(parts: { storage: StorageRef; offset: number; shape: readonly number[]; strides: readonly number[] }) {
    this.storage = parts.storage
    this.offset = parts.offset
    this.shape = parts.shape
    this.strides = parts.strides
  }
}

/** Pickle hooks for checkpoints. Every storage named by the pickle is entered in `storages` under its key. */
export function pthHooks(problem: PthProblem, storages: Map<string, StorageRef>): PickleHooks {
  return {
    global: (module, name) => findGlobal(`${module}.${name}`, problem),
    persistent(id) {
      const storage = readStorageId(id, problem)
      const known = storages.get(storage.key)
      if (known !== undefined && (known.dtype !== storage.dtype || known.count !== storage.count))
        throw problem.damaged(say(words.twoTypes, { key: storage.key }))
      storages.set(storage.key, storage)
      return storage
    },
    fail: problem.damaged,
  }
}

/** A storage class: never called, only named in persistent ids. */
interface StorageClass extends PickleGlobal {
  readonly dtype: PthDtype
}

type Rebuild = (args: readonly unknown[], problem: PthProblem) => unknown

/** What each function or class makes of its arguments. */
const rebuilds: Readonly<Record<string, Rebuild>> = {
  'collections.OrderedDict': ([items = []], problem) => {
    if (!isArray(items)) throw problem.damaged(say(words.noPairs))
    return new Map(items.map((pair) => pairOf(pair, problem)))
  },
  'torch.Size': ([extents = []]) => extents,
  'torch._utils._rebuild_tensor': rebuildTensor,
  'torch._utils._rebuild_tensor_v2': rebuildTensor,
  'torch._utils._rebuild_parameter': ([data], problem) => {
    if (!(data instanceof TensorRef)) throw problem.damaged(say(words.noTensor))
    return data
  },
}

function findGlobal(name: string, problem: PthProblem): PickleGlobal | StorageClass {
  const storage = Object.entries(pthTypes).find(([, type]) => name === `torch.${type.storage}`)
  if (storage !== undefined) {
    const call = (): never => {
      throw problem.unsupported(say(words.strayStorage, { name }))
    }
    return { name, dtype: storage[0] as PthDtype, call }
  }
  if (!Object.hasOwn(rebuilds, name)) throw problem.unsupported(say(words.pythonObject, { name: JSON.stringify(name) }))
  return { name, call: (args) => rebuilds[name](args, problem) }
}

/** `_rebuild_tensor_v2(storage, storage_offset, size, stride, ...)` */
function rebuildTensor([storage, offset, shape, strides]: readonly unknown[], problem: PthProblem): TensorRef {
  if (!(storage instanceof StorageRef)) throw problem.damaged(say(words.noStorage))
  if (!isExtent(offset) || !isExtents(shape) || !isExtents(strides) || shape.length !== strides.length)
    throw problem.damaged(say(words.noShape))
  return new TensorRef({ storage, offset, shape, strides })
}

/** `('storage', class, key, location, count[, None | (view key, first element, view size)])` */
function readStorageId(id: unknown, problem: PthProblem): StorageRef {
  if (!isArray(id) || id[0] !== 'storage') throw problem.unsupported(say(words.strayReference))
  const [, storageClass, key, , count, view = null] = id
  if (!isStorageClass(storageClass)) throw problem.unsupported(say(words.storageType))
  if (typeof key !== 'string' || !isExtent(count)) throw problem.damaged(say(words.storageName))
  const first = view === null ? 0 : isArray(view) ? view[1] : undefined
  if (!isExtent(first)) throw problem.damaged(say(words.damagedView, { key }))
  return new StorageRef({ dtype: storageClass.dtype, key, count, first })
}

function isStorageClass(value: unknown): value is StorageClass {
  return typeof value === 'object' && value !== null && 'dtype' in value && 'call' in value
}

function pairOf(pair: unknown, problem: PthProblem): [unknown, unknown] {
  if (!isArray(pair) || pair.length !== 2) throw problem.damaged(say(words.noPairs))
  return [pair[0], pair[1]]
}

function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function isExtent(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isExtents(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isExtent)
}
