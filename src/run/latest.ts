// Which run `latest` means: the newest that trained or trains. Starts that were refused are skipped, and that is said.
import { notice } from '../core/notices.ts'
import { listCheckpoints, readRun } from './reader.ts'
import type { RunEntry } from './run-entry.ts'
import { runPaths } from './layout.ts'
import { isGoingOn } from './state-names.ts'

/** More runs than this are counted, not named. */
const maxNamed = 3

/**
 * The newest run that is meant; where none is, the newest of all. Runs that are skipped are told in a notice.
 * @param runs newest first, at least one
 * @param lacks what a run lacks to be meant, as the end of `skipped ...`; undefined where it is meant
 */
export function latestOf(
  runs: readonly RunEntry[],
  lacks: (entry: RunEntry) => string | undefined = lacksTraining,
): RunEntry {
  const passedOver: string[] = []
  for (const entry of runs) {
    const why = lacks(entry)
    if (why === undefined) {
      if (passedOver.length > 0) notice(`note: latest is ${entry.id}; skipped: ${named(passedOver)}`)
      return entry
    }
    passedOver.push(`${entry.id} (${why})`)
  }
  return runs[0]
}

/** A run trains or has trained when there is a checkpoint, a step or a score of it, or its process is there. */
function lacksTraining({ folder }: RunEntry): string | undefined {
  if (listCheckpoints(runPaths(folder).checkpoints).length > 0) return undefined
  const { history, state } = readRun(folder)
  if (isGoingOn(state) || history.train.step.length > 0 || history.val.length > 0) return undefined
  return `it never trained: ${state.error ?? state.reason}`
}

function named(runs: readonly string[]): string {
  const rest = runs.length > maxNamed ? ` and ${runs.length - maxNamed} more` : ''
  return `${runs.slice(0, maxNamed).join(', ')}${rest}`
}
