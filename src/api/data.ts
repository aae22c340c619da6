// Checking a data set from a program.
import { check, type CheckReport, type CheckTask } from '../tasks/data/check.ts'
import type { Progress, Stoppable } from './options.ts'

/** What to check, and how thoroughly. */
export interface CheckOptions extends Pick<CheckTask, 'inputSize' | 'fast' | 'language'>, Progress, Stoppable {
  /** Data set folder with `train_list.txt` and `test_list.txt`. It is only read. */
  readonly data: string
}

/**
 * Opens every image of a data set and lists everything that is wrong, with file, line and remedy. Bad data is never thrown: it is in
 * `problems`, and the data set can be trained on when `errors` is 0.
 * @throws the signal's reason
 */
export async function checkDataset({ onProgress, ...task }: CheckOptions): Promise<CheckReport> {
  task.signal?.throwIfAborted()
  return check(task, onProgress)
}
