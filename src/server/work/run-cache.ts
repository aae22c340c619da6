// Readings of runs that go on where the last one ended, so that a page of a long run costs what is new in it.
import { BoundedMap } from '../../core/bounded-map.ts'
import { readRun, type Run } from '../../run/reader.ts'

/** Histories of long runs take tens of megabytes. */
const maxKept = 12

const kept = new BoundedMap<string, Run>(maxKept)

/** The run as it stands now. */
export function currentRun(folder: string): Run {
  const previous = kept.get(folder)
  const run = readRun(folder, previous === undefined ? {} : { previous })
  kept.set(folder, run)
  return run
}
