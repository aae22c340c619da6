// What a person may ask of a run: the fields of conditions and of sorting, each with its type and how to find it in a row.
import { localTime } from '../layout.ts'
import type { RunSummary } from '../list/summary.ts'
import type { PlainValue } from '../list/quick-config.ts'
import { settingNames, settingOf } from '../settings/table.ts'
import { closest } from '../suggest.ts'

/** A field's value in one run; undefined when the run tells none. A list matches when one of its texts does. */
export type FieldValue = number | string | boolean | readonly string[] | undefined

/** A field. `any`: a number in some runs and a text in others. */
export interface Field {
  readonly name: string
  readonly type: 'number' | 'text' | 'any'
  /** For help. */
  readonly sentence: string
  readonly of: (run: RunSummary) => FieldValue
}

type OwnField = Omit<Field, 'name'>

const number = (sentence: string, of: (run: RunSummary) => number | undefined): OwnField => {
  return { type: 'number', sentence, of }
}
const text = (sentence: string, of: (run: RunSummary) => string | readonly string[] | undefined): OwnField => {
  return { type: 'text', sentence, of }
}

/** Fields that are no settings. */
const ownFields: Readonly<Record<string, OwnField>> = {
  f_score: number('Best F-score, 0 to 1.', ({ best }) => best?.fScore),
  precision: number('Precision of the best evaluation.', ({ best }) => best?.precision),
  recall: number('Recall of the best evaluation.', ({ best }) => best?.recall),
  best_epoch: number('Epoch of the best evaluation.', ({ best }) => best?.epoch),
  last_f_score: number('F-score of the last evaluation.', ({ last }) => last?.fScore),
  val_loss: number('Validation loss of the last evaluation.', ({ last }) => last?.valLoss),
  loss: number('Last training loss.', ({ loss }) => loss),
  epochs_done: number('Epochs that are done.', ({ epochsDone }) => epochsDone),
  epochs: number('Total epochs.', ({ epochs }) => epochs),
  state: text('queued, running, finished, stopped, failed or dead.', ({ state }) => state.name),
  eta: number('Seconds until a running training ends.', ({ etaSeconds }) => etaSeconds),
  duration: number(
    'Seconds from the start to the last sign of life (units: 90m, 2h, 1d).',
    (run) => run.durationSeconds,
  ),
  size: number('Bytes on the disk (units: 500MB, 1GB).', ({ bytes }) => bytes),
  started: text('Local start time: 2026-01-05 14:30:22.', ({ startedAt }) => localTime(new Date(startedAt))),
  id: text('The run id: exp_...', ({ id }) => id),
  name: text('Any of its names.', ({ names }) => names),
  tag: text('Any of its tags.', ({ tags }) => tags),
  note: text('Its note.', ({ note }) => note),
  dataset: text('Path of the data set.', ({ dataset }) => dataset),
  data_hash: text('Content hash of the data set.', ({ dataHash }) => dataHash),
  train_samples: number('Images trained on.', ({ samples }) => samples?.train),
  test_samples: number('Images evaluated on.', ({ samples }) => samples?.test),
  device: text('Device that was used.', ({ device }) => device),
  job: text('Number of the Slurm job that trained it.', ({ job }) => job?.id),
  sweep: text('Name of the sweep that it belongs to.', ({ sweep }) => sweep?.name),
  trial: number('Its number in the sweep.', ({ sweep }) => sweep?.trial),
  errors: number('[ERROR] lines of the log.', ({ errors }) => errors),
  warnings: number('[WARN] lines of the log.', ({ warnings }) => warnings),
}

/** Before a setting that shares its name with another field: `config.device`. */
const settingPrefix = 'config.'

const settingFields: readonly Field[] = settingNames.map((name) => {
  const { kind, sentence } = settingOf(name)
  const type = kind.control.control === 'number' ? 'any' : 'text'
  const shown = Object.hasOwn(ownFields, name) ? `${settingPrefix}${name}` : name
  return { name: shown, type, sentence, of: ({ config }) => shownSetting(config[name]) }
})

/** Sizes as they are typed: `800x800`. */
function shownSetting(value: PlainValue | undefined): FieldValue {
  if (value === undefined || value === null) return undefined
  return typeof value === 'object' ? value.join('x') : value
}

/** All fields, ours first, then the settings in the order of config.yaml. */
export const fields: readonly Field[] = [
  ...Object.entries(ownFields).map(([name, field]) => ({ name, ...field })),
  ...settingFields,
]

const byName = new Map(fields.map((field) => [field.name, field]))

/** The field of a name, which may be spelt `batch-size` or `config.batch_size`; undefined when there is none. */
export function fieldOf(name: string): Field | undefined {
  const plain = name.toLowerCase().replaceAll('-', '_')
  const withoutPrefix = plain.startsWith(settingPrefix) ? plain.slice(settingPrefix.length) : plain
  return byName.get(plain) ?? byName.get(withoutPrefix)
}

/** Fields that a person may have meant. */
export function closestFields(name: string, count = 3): string[] {
  return closest(name, [...byName.keys()], count)
}
