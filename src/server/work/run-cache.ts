// Readings of runs that go on where the last one ended, so that a page of a long run costs what is new in it.
import { NewestMap } from '../../core/newest-map.ts'
import { readRun, type Run } from '../../run/reader.ts'

/** Histories of long runs take tens of megabytes. */
const mostKept = 12

const kept = new NewestMap<string, Run>(mostKept)

/** The run as it stands now. */
export function currentRun(folder: string): Run {
  const previous = kept.get(folder)
  const run = readRun(folder, previous === undefined ? {} : { previous })
  kept.set(folder, run)
  return run
}
