// Which entries an archive may hold: nothing that reaches out of the run folder, and nothing that would run as somebody else.
import { posix, win32 } from 'node:path'
import type { TreeEntry } from './tree.ts'

/** Permission bits that make a program run as its owner or group. */
const setIdBits = 0o6000

/** What is wrong with an entry, as a noun phrase; undefined for one that does no harm wherever it is restored. */
export function harmOf({
  path,
  kind,
  mode,
  target = '',
}: Pick<TreeEntry, 'path' | 'kind' | 'mode' | 'target'>): string | undefined {
  if (kind === 'link' && leadsOut(path, target))
    return `the link ${JSON.stringify(path)}, which leads out of the run folder, to ${JSON.stringify(target)}`
  if (kind === 'file' && (mode & setIdBits) !== 0)
    return `the file ${JSON.stringify(path)} with the mode ${mode.toString(8)}, which would run as its owner`
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
