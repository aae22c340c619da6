// What a list of runs can show, sort, plot and group by: results and settings, each with its value in a run. Pure.
import type { RunRow, SettingForm } from '../../../../../src/server/api.ts'
import type { WordKey } from '../../../words/catalogue.ts'
import type { Say } from '../../../words/language-context.tsx'

export type FieldValue = number | string | undefined

export interface Field {
  /** As conditions and orders name it. */
  readonly name: string
  readonly label: string
  /** Numbers are aligned, and begin with the largest when they are sorted. */
  readonly isNumber: boolean
  /** Of its settings and results, which differ from run to run, not of the run itself. */
  readonly isSetting: boolean
  readonly valueOf: (row: RunRow) => FieldValue
}

type OwnField = readonly [name: string, word: WordKey, isNumber: boolean, valueOf: (row: RunRow) => FieldValue]

/** Results and facts, in the order in which they are offered. */
const own: readonly OwnField[] = [
  ['state', 'run.state', false, ({ state, archive }) => (archive === undefined ? state.name : 'archived')],
  ['id', 'runs.run', false, ({ id }) => id],
  ['f_score', 'score.f', true, ({ best }) => best?.fScore],
  ['precision', 'score.precision', true, ({ best }) => best?.precision],
  ['recall', 'score.recall', true, ({ best }) => best?.recall],
  ['best_epoch', 'runs.field.best', true, ({ best }) => best?.epoch],
  ['last_f_score', 'runs.field.last', true, ({ last }) => last?.fScore],
  ['val_loss', 'run.val.loss', true, ({ last }) => last?.valLoss ?? undefined],
  ['loss', 'score.loss', true, ({ loss }) => (loss === null ? Number.NaN : loss)],
  ['trend', 'runs.trend', false, () => undefined],
  ['epochs_done', 'runs.epochs', true, ({ epochsDone }) => epochsDone],
  ['duration', 'run.duration', true, ({ durationSeconds }) => durationSeconds],
  ['dataset', 'run.data', false, ({ dataset }) => dataset],
  ['size', 'runs.size', true, ({ bytes }) => bytes],
  ['started', 'runs.started', false, ({ startedAt }) => startedAt],
  ['name', 'runs.names', false, ({ names }) => names.join(' ')],
  ['tag', 'runs.tags', false, ({ tags }) => tags.join(' ')],
  ['sweep', 'runs.sweep', false, ({ sweep }) => sweep?.name],
  ['trial', 'runs.trial', true, ({ sweep }) => sweep?.trial],
  ['note', 'runs.note', false, ({ note }) => note],
  ['train_samples', 'runs.field.train', true, ({ samples }) => samples?.train],
  ['test_samples', 'runs.field.test', true, ({ samples }) => samples?.test],
  ['device', 'run.device', false, ({ device }) => device],
  ['warnings', 'runs.field.warnings', true, ({ warnings }) => warnings],
  ['errors', 'runs.field.errors', true, ({ errors }) => errors],
]

/** A setting that shares its name with a result is asked for with this before it. */
const settingPrefix = 'config.'

export function fieldsOf(settings: readonly Pick<SettingForm, 'name' | 'control'>[], say: Say): readonly Field[] {
  const results = own.map(([name, word, isNumber, valueOf]): Field => {
    return { name, label: say(word), isNumber, isSetting: false, valueOf }
  })
  const taken = new Set(results.map(({ name }) => name))
  const ofSettings = settings.map(({ name, control }): Field => {
    const valueOf = ({ config }: RunRow): FieldValue => settingValue(config[name])
    const isNumber = control.control === 'number'
    return { name: taken.has(name) ? `${settingPrefix}${name}` : name, label: name, isNumber, isSetting: true, valueOf }
  })
  return [...results, ...ofSettings]
}

/** Sizes as they are typed: `800x800`. */
function settingValue(value: unknown): FieldValue {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'number' || typeof value === 'string') return value
  return Array.isArray(value) ? value.join('x') : JSON.stringify(value)
}

/** Shown unless others are chosen. */
export const usualColumns: readonly string[] = [
  'state',
  'id',
  'f_score',
  'precision',
  'recall',
  'loss',
  'trend',
  'epochs_done',
  'duration',
  'dataset',
  'size',
  'started',
]

/** The fields of `f_score,learning_rate`, in this order; names that are none are left out; the usual ones for an empty text. */
export function chosenFields(fields: readonly Field[], text: string): readonly Field[] {
  const byName = new Map(fields.map((field) => [field.name, field]))
  const pick = (names: readonly string[]): Field[] => names.flatMap((name) => byName.get(name) ?? [])
  const chosen = pick(text.split(','))
  return chosen.length === 0 ? pick(usualColumns) : chosen
}

/** Fields whose value differs between the runs: those worth plotting. */
export function differing(fields: readonly Field[], rows: readonly RunRow[]): readonly Field[] {
  return fields.filter(({ valueOf }) => new Set(rows.map(valueOf).filter((value) => value !== undefined)).size > 1)
}
