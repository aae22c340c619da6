// What a setting may be in the trials of a sweep: a list of values, or a range to draw from. Read from sweep.yaml, value by value checked.
import { errorDetails } from '../../core/error-details.ts'
import type { Text } from '../../core/errors.ts'
import { joined, say } from '../../core/say.ts'
import { checkSetting, guessed, unknownKey } from '../config.ts'
import { configProblem, type ConfigProblem } from '../config-error.ts'
import { expectedOf } from '../settings/kinds.ts'
import { isSettingName, settingOf, type SettingName } from '../settings/table.ts'
import { describeValue } from '../settings/values.ts'

/** Values to try, each of them in a grid. */
export interface Listed {
  readonly name: SettingName
  readonly values: readonly unknown[]
}

/** A range without end of values; both ends belong to it. */
export interface Range {
  readonly name: SettingName
  readonly min: number
  readonly max: number
  /** Equally many draws from 0.001 to 0.01 as from 0.01 to 0.1. */
  readonly isLog: boolean
  readonly isWhole: boolean
}

export type Parameter = Listed | Range

/** Whether a parameter has values to count. */
export function isListed(parameter: Parameter): parameter is Listed {
  return 'values' in parameter
}

/** How a range may be distributed: `uniform`, or evenly in the logarithm. */
export const distributions = ['uniform', 'log_uniform'] as const

/** More values of one setting are nobody's sweep. */
const mostValues = 1000

const words = errorDetails['bad-sweep']

/** Where a key below a parameter stands. */
type Place = (...keys: readonly string[]) => string

type Read<T> = T | readonly ConfigProblem[]

/** What the reader of one parameter knows. */
interface Entry {
  readonly name: SettingName
  readonly place: Place
}

/** Whether reading ended in problems. */
export function isProblems<T>(read: Read<T>): read is readonly ConfigProblem[] {
  return Array.isArray(read)
}

/**
 * One entry of `parameters`: `learning_rate: [0.001, 0.01]`, `{ values: [...] }`, `{ value: 0.1 }`, or
 * `{ min: 0.0001, max: 0.01, distribution: log_uniform }`, where `step` or `count` makes a list of the range.
 */
export function readParameter(name: string, given: unknown, where: Place): Read<Parameter> {
  const place: Place = (...keys) => where(name, ...keys)
  if (!isSettingName(name)) return [unknownKey(name, place())]
  const entry = { name, place }
  if (name === 'train_data_dir')
    return [problem(entry, { expected: say(words.expectedNoData), found: describeValue(name) })]
  if (Array.isArray(given)) return listed(entry, given)
  if (typeof given !== 'object' || given === null) return listed(entry, [given])
  return fromMapping(entry, given as Readonly<Record<string, unknown>>)
}

/** Keys of each form of a parameter. */
const forms = [['values'], ['value'], ['min', 'max', 'distribution', 'step', 'count']] as const

function fromMapping(entry: Entry, given: Readonly<Record<string, unknown>>): Read<Parameter> {
  const keys = Object.keys(given)
  const known: readonly string[] = forms.flat()
  const unknown = keys.filter((key) => !known.includes(key))
  if (unknown.length > 0)
    return unknown.map((key) => {
      const said = { expected: say(words.expectedParts), found: describeValue(key), next: guessed(key, known) }
      return problem(entry, { ...said, at: key })
    })
  const [values, value, range] = forms.map((form) => form.some((key) => keys.includes(key)))
  if (Number(values) + Number(value) + Number(range) !== 1)
    return [problem(entry, { expected: say(words.expectedOneForm), found: describeValue(given) })]
  if (value) return listed(entry, [given['value']])
  if (range) return readRange(entry, given)
  const list = given['values']
  if (Array.isArray(list)) return listed(entry, list)
  return [problem(entry, { expected: say(words.expectedList), found: describeValue(list), at: 'values' })]
}

/** Values that the setting takes, each once. */
function listed(entry: Entry, given: readonly unknown[]): Read<Listed> {
  if (given.length === 0 || given.length > mostValues)
    return [problem(entry, { expected: say(words.expectedCount, { most: mostValues }), found: String(given.length) })]
  const checked = given.map((value) => checkSetting(entry.name, value ?? null))
  const wrong = checked.flatMap((one) => ('problem' in one ? { ...one.problem, where: entry.place() } : []))
  if (wrong.length > 0) return wrong
  const byText = new Map(checked.flatMap((one) => ('value' in one ? [[JSON.stringify(one.value), one.value]] : [])))
  return { name: entry.name, values: [...byText.values()] }
}

function readRange(entry: Entry, given: Readonly<Record<string, unknown>>): Read<Parameter> {
  const { min, max, distribution = 'uniform', step, count } = given
  const ends = [
    ['min', min],
    ['max', max],
  ] as const
  const { kind } = settingOf(entry.name)
  const wrong = ends.filter(([, value]) => typeof value !== 'number' || !kind.type().safeParse(value).success)
  if (wrong.length > 0)
    return wrong.map(([at, value]) => {
      const found = kind.control.control === 'choice' || kind.control.control === 'toggle'
      const next = found ? say(words.nextValues) : undefined
      return problem(entry, { expected: expectedOf(kind), found: describeValue(value), at, next })
    })
  const isLog = distribution === 'log_uniform'
  if (!isLog && distribution !== 'uniform') return [badDistribution(entry, distribution)]
  const range = { name: entry.name, min: Number(min), max: Number(max), isLog, isWhole: isWhole(entry.name) }
  if (range.max < range.min)
    return [problem(entry, { expected: say(words.expectedMax, { min: range.min }), found: String(max), at: 'max' })]
  if (isLog && range.min <= 0)
    return [problem(entry, { expected: say(words.expectedPositive), found: String(min), at: 'min' })]
  if (step !== undefined || count !== undefined) return divided(entry, range, { step, count })
  // 640 to 960 for a size: what lies between is mostly none.
  if (range.isWhole && range.max > range.min && !kind.type().safeParse(range.min + 1).success)
    return [problem(entry, { expected: expectedOf(kind), found: String(range.min + 1), next: say(words.nextStep) })]
  return range
}

function badDistribution(entry: Entry, found: unknown): ConfigProblem {
  const next = typeof found === 'string' ? guessed(found, distributions) : undefined
  const expected = say(errorDetails['bad-config'].expectedOneOf, { choices: distributions.join(', ') })
  return problem(entry, { expected, found: describeValue(found), at: 'distribution', next })
}

/** A range as a list: every `step`, or `count` values from end to end. */
function divided(
  entry: Entry,
  { min, max, isLog, isWhole: whole }: Range,
  { step, count }: Readonly<Record<'step' | 'count', unknown>>,
): Read<Listed> {
  if (step !== undefined && (count !== undefined || isLog))
    return [problem(entry, { expected: say(words.expectedEither), found: describeValue(step), at: 'step' })]
  if (step !== undefined) {
    if (!(typeof step === 'number' && step > 0 && (max - min) / step < mostValues))
      return [problem(entry, { expected: say(words.expectedStep), found: describeValue(step), at: 'step' })]
    // Half a step of patience: 0.1 + 0.1 + 0.1 is a little more than 0.3.
    const steps = Math.floor((max - min) / step + 1e-9)
    return listed(
      entry,
      Array.from({ length: steps + 1 }, (_, index) => neat(min + index * step)),
    )
  }
  if (!(typeof count === 'number' && Number.isInteger(count) && count >= 2 && count <= mostValues)) {
    const expected = say(errorDetails['bad-config'].expectedWhole, { min: 2, max: mostValues })
    return [problem(entry, { expected, found: describeValue(count), at: 'count' })]
  }
  const values = Array.from({ length: count }, (_, index) =>
    valueAt({ min, max, isLog, isWhole: whole }, index / (count - 1)),
  )
  return listed(entry, values)
}

/** The value of a range at a share of its way, 0 to 1: with four digits, so that a person can copy it. */
export function valueAt({ min, max, isLog, isWhole: whole }: Omit<Range, 'name'>, share: number): number {
  if (share <= 0) return min
  if (share >= 1) return max
  const exact = isLog ? Math.exp(Math.log(min) + share * (Math.log(max) - Math.log(min))) : min + share * (max - min)
  const value = whole ? Math.round(exact) : neat(Number(exact.toPrecision(4)))
  return Math.min(max, Math.max(min, value))
}

/** Without the last digits of binary fractions. */
function neat(value: number): number {
  return Number(value.toPrecision(12))
}

/** Whether a setting takes whole numbers alone. */
function isWhole(name: SettingName): boolean {
  const { control } = settingOf(name).kind
  return control.control !== 'number' || control.whole
}

interface Said {
  readonly expected: Text
  readonly found: Text
  readonly next?: Text | undefined
  /** The key below the setting that is wrong. */
  readonly at?: string
}

function problem({ name, place }: Entry, { expected, found, next, at }: Said): ConfigProblem {
  const key = at === undefined ? name : `${name}.${at}`
  return { ...configProblem(key, { expected, found, next }), where: at === undefined ? place() : place(at) }
}

/** `learning_rate 0.001, batch_size 4`; sizes as they are typed. */
export function describeValues(values: Readonly<Record<string, unknown>>): string {
  return joined(
    Object.entries(values).map(([name, value]) => `${name} ${shownValue(value)}`),
    { en: ', ', zh: ', ' },
  ).en
}

/** A value as it is typed: `800x800`, `0.001`, `true`. */
export function shownValue(value: unknown): string {
  return Array.isArray(value) ? value.join('x') : String(value)
}
