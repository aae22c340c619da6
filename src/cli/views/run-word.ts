// The word by which a run is found again in a command that is suggested.
import { dirname, resolve } from 'node:path'
import { defaultWorkdirs } from '../../run/layout.ts'
import { shownPath } from '../text/format.ts'

/** A name or the id where the run lies in the usual folder, else its path. */
export function runWord(run: {
  readonly id: string
  readonly folder: string
  readonly names: readonly string[]
}): string {
  const isUsual = dirname(run.folder) === resolve(defaultWorkdirs)
  return isUsual ? (run.names[0] ?? run.id) : shownPath(run.folder)
}
