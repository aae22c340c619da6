// Whether the training of a run can be repeated as it was: are its data still the same?
import { UserError } from '../../core/errors.ts'
import { changesOfData } from '../../tasks/reproduce.ts'
import type { Failure } from '../contract/common.ts'
import { failureOf, inBoth } from '../http/failure.ts'
import { currentRun } from './run-cache.ts'

/** What is not as it was; nothing when the repetition will be the same. */
export async function changesSince({ folder }: { readonly folder: string }): Promise<Failure[]> {
  const run = currentRun(folder)
  if (run.config === undefined) return []
  try {
    const { says, isChanged } = await changesOfData(run, run.config.train_data_dir)
    if (says === undefined) return []
    const code = isChanged ? 'data-changed' : 'data-unknown'
    return [inBoth({ code, message: says, where: run.config.train_data_dir })]
  } catch (error) {
    if (error instanceof UserError) return [failureOf(error)]
    throw error
  }
}
