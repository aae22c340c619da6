// Which entries an archive may hold: nothing that reaches out of the run folder, and nothing that would run as somebody else.
import { posix, win32 } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import type { InBoth } from '../../core/language.ts'
import { say } from '../../core/say.ts'
import type { TreeEntry } from './tree.ts'

const words = errorDetails['not-archivable']

/** Permission bits that make a program run as its owner or group. */
const setIdBits = 0o6000

/** What is wrong with an entry, as a noun phrase; undefined for one that does no harm wherever it is restored. */
export function harmOf({
  path,
  kind,
  mode,
  target = '',
}: Pick<TreeEntry, 'path' | 'kind' | 'mode' | 'target'>): InBoth<string> | undefined {
  if (kind === 'link' && leadsOut(path, target))
    return say(words.foundLink, { link: JSON.stringify(path), target: JSON.stringify(target) })
  if (kind === 'file' && (mode & setIdBits) !== 0)
    return say(words.foundMode, { file: JSON.stringify(path), mode: mode.toString(8) })
  return undefined
}

/**
 * Whether a link leads out of the folder. Steps up may only stand at its start: there they leave real folders, while a step up
 * behind a name could leave another link.
 */
function leadsOut(path: string, target: string): boolean {
  const parts = target.split(/[\\/]/)
  const steps = parts.findIndex((part) => part !== '..')
  const stepsUp = steps < 0 ? parts.length : steps
  const isWinding = parts.slice(stepsUp).includes('..')
  return posix.isAbsolute(target) || win32.isAbsolute(target) || isWinding || stepsUp > path.split('/').length - 1
}
