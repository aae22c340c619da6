// Reads the checkpoints that torch.save has written since 1.6: a ZIP archive with data.pkl and one entry for each storage.
import { readPickle } from '../pickle/read.ts'
import { openZip } from '../zip/read.ts'
import type { PthProblem } from './errors.ts'
import { finishValue } from './finish.ts'
import { pthHooks } from './rebuild.ts'
import type { StorageRef } from './rebuild.ts'
import type { PthValue } from './types.ts'
import { say } from '../../core/say.ts'
import { formatWords } from '../words.ts'

const words = formatWords.pth

/** Reads a checkpoint in the ZIP format. */
export function decodeZipPth(bytes: Uint8Array, problem: PthProblem): PthValue {
  const archive = openZip(bytes, problem.damaged)
  const pickleName = archive.names.find((name) => /^(?:[^/]*\/)?data\.pkl$/.test(name))
  if (pickleName === undefined) throw problem.foreign(say(words.zipWithoutPickle))
  const folder = pickleName.slice(0, -'data.pkl'.length)
  if (archive.names.includes(`${folder}constants.pkl`)) throw problem.unsupported(say(words.torchScript))
  const text = (name: string): string => new TextDecoder().decode(archive.read(folder + name)?.subarray(0, 16))
  if (text('byteorder') === 'big') throw problem.unsupported(say(words.bigEndian))
  const pickle = archive.read(pickleName)
  if (pickle === undefined) throw problem.damaged(say(words.zipWithoutPickle))
  const { value } = readPickle(pickle, pthHooks(problem, new Map()))
  const fetch = ({ key }: StorageRef): Uint8Array => {
    const data = archive.read(`${folder}data/${key}`)
    if (data === undefined) throw problem.damaged(say(words.noElements, { key }))
    return data
  }
  return finishValue(value, fetch, problem)
}
