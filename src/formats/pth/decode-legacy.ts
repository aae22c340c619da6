// Reads the checkpoints of torch.save before 1.6: five pickles in a row, then the elements of every storage.
// Source: torch/serialization.py (_legacy_save) of PyTorch.
import { readPickle } from '../pickle/read.ts'
import type { PthProblem } from './errors.ts'
import { finishValue } from './finish.ts'
import { pthHooks } from './rebuild.ts'
import type { StorageRef } from './rebuild.ts'
import { pthTypes } from './types.ts'
import type { PthValue } from './types.ts'
import { say } from '../../core/say.ts'
import { formatWords } from '../words.ts'

const words = formatWords.pth

/** The first pickle of a file. */
const magicNumber = 0x1950a86a20f9469cfc6cn
/** The second one. */
const protocolVersion = 1001
/** PROTO 2, LONG1 of 10 bytes, which are the magic number, STOP. */
const magicPickle = Buffer.from('80028a0a6cfc9c46f9206aa850192e', 'hex')

/** Whether the bytes begin like a legacy checkpoint, as far as they go. */
export function looksLikeLegacyPth(bytes: Uint8Array): boolean {
  return magicPickle.equals(bytes.subarray(0, magicPickle.length))
}

/** Reads a checkpoint in the legacy format. */
export function decodeLegacyPth(bytes: Uint8Array, problem: PthProblem): PthValue {
  const storages = new Map<string, StorageRef>()
  const hooks = pthHooks(problem, storages)
  let at = 0
  const next = (): unknown => {
    const { value, end } = readPickle(bytes, hooks, at)
    at = end
    return value
  }
  if (next() !== magicNumber) throw problem.foreign(say(words.pickle))
  if (next() !== protocolVersion) throw problem.unsupported(say(words.legacyVersion))
  checkByteOrder(next(), problem)
  const value = next()
  const elements = readStorages(bytes, { keys: next(), at, storages, problem })
  const fetch = ({ key }: StorageRef): Uint8Array => {
    const data = elements.get(key)
    if (data === undefined) throw problem.damaged(say(words.noElements, { key }))
    return data
  }
  return finishValue(value, fetch, problem)
}

function checkByteOrder(systemInfo: unknown, problem: PthProblem): void {
  if (!(systemInfo instanceof Map)) throw problem.damaged(say(words.noSystem))
  if (systemInfo.get('little_endian') !== true) throw problem.unsupported(say(words.bigEndian))
}

/** Each storage is its element count (int64) and its elements, in the order of `keys`. */
function readStorages(
  bytes: Uint8Array,
  {
    keys,
    at,
    storages,
    problem,
  }: { keys: unknown; at: number; storages: Map<string, StorageRef>; problem: PthProblem },
): Map<string, Uint8Array> {
  if (!Array.isArray(keys)) throw problem.damaged(say(words.noStorages))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const elements = new Map<string, Uint8Array>()
  let start = at
  for (const key of keys) {
    const storage = typeof key === 'string' ? storages.get(key) : undefined
    if (storage === undefined) throw problem.damaged(say(words.strayElements))
    const size = storage.count * pthTypes[storage.dtype].size
    if (start + 8 + size > bytes.length) throw problem.damaged(say(words.storageCut, { key: storage.key }))
    if (view.getBigInt64(start, true) !== BigInt(storage.count))
      throw problem.damaged(say(words.twoSizes, { key: storage.key }))
    elements.set(storage.key, bytes.subarray(start + 8, start + 8 + size))
    start += 8 + size
  }
  return elements
}
