// Removes a run for good, after somebody confirmed it by its id.
import { commandLine } from '../../core/command-line.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { summaryOfEnded } from '../../run/archive/archive.ts'
import { removeRunFolder } from '../../run/archive/remove.ts'
import { workdirsOf } from '../../run/list/list.ts'
import type { RunSummary } from '../../run/list/summary.ts'
import { removeNames } from '../../run/names.ts'
import { resolveOwnRun, resolveRun } from '../../run/resolve.ts'

export interface RemoveReport {
  readonly id: string
  readonly folder: string
  readonly bytes: number
  /** Names that went with it. */
  readonly names: readonly string[]
}

/** The run that would go. @throws UserError `run-unknown`, `run-linked`, `run-running` */
export function runToRemove(run: string, workdirs: string): RunSummary {
  return summaryOfEnded(resolveOwnRun(run, workdirs))
}

/**
 * Removes a run and its names.
 * @param confirmed the id of the run, typed by a person or a script
 * @throws UserError `not-confirmed` when it is another word, `run-running`
 */
export function removeRun({ id, folder }: Pick<RunSummary, 'id' | 'folder'>, confirmed: string): RemoveReport {
  if (confirmed !== id)
    throw new UserError({
      code: 'not-confirmed',
      message: say(errorDetails['not-confirmed'].message),
      expected: id,
      found: confirmed === '' ? say(errorDetails['not-confirmed'].foundNothing) : `"${confirmed}"`,
      where: folder,
      next: say(errorDetails['not-confirmed'].next, { command: commandLine('ocrdet', 'rm', folder, '--yes', id) }),
    })
  const entry = resolveRun(folder)
  const { bytes } = summaryOfEnded(entry)
  removeRunFolder(folder)
  return { id, folder, bytes, names: removeNames(folder, workdirsOf(entry)) }
}
