// Whether the training of a run can be repeated as it was: are its data and initial weights still the same?
import { UserError } from '../../core/errors.ts'
import { changesSince as changesOf } from '../../tasks/train/changes-since.ts'
import type { Failure } from '../contract/common.ts'
import { failureOf, inBoth } from '../http/failure.ts'
import { currentRun } from './run-cache.ts'

/** What is not as it was; nothing when the repetition will be the same. */
export async function changesSince({ folder }: { readonly folder: string }): Promise<Failure[]> {
  const run = currentRun(folder)
  if (run.config === undefined) return []
  try {
    const changes = await changesOf(run, run.config.train_data_dir)
    return changes.map(({ code, says, where }) => inBoth({ code, message: says.en, where }, { message: says.zh }))
  } catch (error) {
    if (error instanceof UserError) return [failureOf(error)]
    throw error
  }
}
