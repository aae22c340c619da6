// Starts the training of a run once more from its config.yaml, on the same data and initial weights, or saying what changed.
import { resolve } from 'node:path'
import { must } from '../../core/assert.ts'
import { UserError } from '../../core/errors.ts'
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
  return train({ config, workdirs, stop, repeats: { id: run.id, changes: changes.map(({ says }) => says) } }, listen)
}

type KnownChange = Change & { readonly code: keyof typeof subjects }

function isKnown(change: Change): change is KnownChange {
  return change.code !== 'hash-not-recorded'
}

/** What it is about, as the message says it. */
const subjects = {
  'data-changed': 'its data set is not what it was',
  'weights-changed': 'its initial weights are not what they were',
} as const

function notTheSame(id: string, changes: readonly KnownChange[]): UserError {
  return new UserError({
    code: changes[0].code,
    message: `The training of ${id} cannot be repeated: ${changes.map(({ code }) => subjects[code]).join(', and ')}`,
    expected: changes.map(({ expected }) => expected).join('; '),
    found: changes.map(({ says }) => says).join('; '),
    where: changes.map(({ where }) => where).join('; '),
    next: nextSteps(changes.map(({ code }) => code)),
  })
}

/** Data can lie elsewhere; other weights have to be put back where they were. */
function nextSteps(codes: readonly KnownChange['code'][]): string {
  const data = codes.includes('data-changed') ? ['Bring the data back, or say where it lies with --data'] : []
  const weights = codes.includes('weights-changed')
    ? ['Bring the weights back (the starter: install the version of ocrdet that shipped them)']
    : []
  return `${[...data, ...weights].join('. ')}. Or train on what is there with --anyway`
}
