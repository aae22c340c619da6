// Readings of runs that go on where the last one ended, so that a page of a long run costs what is new in it.
import { readRun, type Run } from '../../run/reader.ts'

/** Histories of long runs take tens of megabytes. */
const mostKept = 12

const kept = new Map<string, Run>()

/** The run as it stands now. */
export function currentRun(folder: string): Run {
  const previous = kept.get(folder)
  const run = readRun(folder, previous === undefined ? {} : { previous })
  kept.delete(folder)
  kept.set(folder, run)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return run
}
