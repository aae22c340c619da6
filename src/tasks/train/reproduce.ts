// Starts the training of a run once more from its config.yaml, on the same data and initial weights, or saying what changed.
import { resolve } from 'node:path'
import { must } from '../../core/assert.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import type { InBoth } from '../../core/language.ts'
import { between, joined, say } from '../../core/say.ts'
import { readRun } from '../../run/reader.ts'
import { resolveRun } from '../../run/resolve.ts'
import { changesSince, type Change } from './changes-since.ts'
import type { TrainingEvent, TrainingSummary } from './events.ts'
import { train } from './start.ts'

export interface ReproduceTask {
  /** A run: folder, id, name, or `latest`. */
  readonly run: string
  readonly workdirs: string
  /** The data set, where it lies elsewhere by now. */
  readonly data?: string
  /** Trains also when the data set or the initial weights changed. */
  readonly anyway?: boolean
  readonly stop: AbortSignal
}

/**
 * Trains in a new run folder with the settings of a run, its seed included.
 * @throws UserError `data-changed` or `weights-changed` unless `anyway`; what `train` throws
 */
export async function reproduce(task: ReproduceTask, listen: (event: TrainingEvent) => void): Promise<TrainingSummary> {
  const { workdirs, data, anyway = false, stop } = task
  const run = readRun(resolveRun(task.run, workdirs).folder)
  if (run.configError !== undefined) throw run.configError
  const settings = must(run.config, `the run ${run.id} has a configuration or an error`)
  const config = { ...settings, train_data_dir: resolve(data ?? settings.train_data_dir) }
  const changes = await changesSince(run, config.train_data_dir, listen)
  const known = changes.filter(isKnown)
  if (known.length > 0 && !anyway) throw notTheSame(run.id, known)
  return train({ config, workdirs, stop, repeats: { id: run.id, changes: changes.map(({ says }) => says.en) } }, listen)
}

type KnownChange = Change & { readonly code: 'data-changed' | 'weights-changed' }

function isKnown(change: Change): change is KnownChange {
  return change.code !== 'hash-not-recorded'
}

function notTheSame(id: string, changes: readonly KnownChange[]): UserError {
  return new UserError({
    code: changes[0].code,
    message: say(errorDetails['weights-changed'].messageAll, {
      id,
      changes: joined(
        changes.map(({ code }) => errorDetails[code].message),
        { en: ', and ', zh: '，且' },
      ),
    }),
    expected: joined(
      changes.flatMap(({ expected }) => expected ?? []),
      between.semicolons,
    ),
    found: joined(
      changes.map(({ says }) => says),
      between.semicolons,
    ),
    where: changes.map(({ where }) => where).join('; '),
    next: nextSteps(changes.map(({ code }) => code)),
  })
}

/** Data can lie elsewhere; other weights have to be put back where they were. */
function nextSteps(codes: readonly KnownChange['code'][]): InBoth<string> {
  const wanted = (['data-changed', 'weights-changed'] as const).filter((code) => codes.includes(code))
  const steps = joined(
    wanted.map((code) => errorDetails[code].next),
    { en: '. ', zh: '。' },
  )
  return say(errorDetails['weights-changed'].nextAnyway, { steps })
}
