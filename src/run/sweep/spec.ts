// sweep.yaml: which settings are varied and how, which are fixed, and what counts. Every mistake is told with its line.
import { resolve } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import type { Text } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { checkSetting, guessed, unknownKey } from '../config.ts'
import { ConfigError, configProblem, type ConfigProblem } from '../config-error.ts'
import { expectedOf, oneOf, text, wholeNumber, type Kind } from '../settings/kinds.ts'
import { presetNames, presets, type PresetName } from '../settings/presets.ts'
import { isSettingName, type SettingName } from '../settings/table.ts'
import { describeValue } from '../settings/values.ts'
import type { YamlFile } from '../yaml-file.ts'
import { isListed, isProblems, readParameter, type Parameter } from './parameters.ts'

/** What trials are compared by: the scores of the best evaluation. */
export const metrics = ['f_score', 'precision', 'recall'] as const
export type Metric = (typeof metrics)[number]

/** Whether the others go on when a training fails. */
export const failurePolicies = ['continue', 'stop'] as const

/** What stays of a finished trial: everything, or the weights with the best score alone. */
export const checkpointPolicies = ['all', 'best'] as const

/** A sweep as a person wrote it, checked. */
export interface SweepSpec {
  readonly name: string
  /** Every combination of the values, or so many that are drawn. */
  readonly method: 'grid' | 'random'
  /** Combinations to draw; undefined for a grid. */
  readonly trials?: number
  /** What the draws follow from. */
  readonly sample_seed: number
  /** Each combination is trained once with each of these; empty: once, with the seed of the settings. */
  readonly seeds: readonly number[]
  readonly metric: Metric
  readonly on_failure: (typeof failurePolicies)[number]
  /** Of a finished trial; all where it is not given. */
  readonly keep_checkpoints?: (typeof checkpointPolicies)[number]
  /** What is the same in all trials, of a preset too; the others have their defaults. */
  readonly settings: Readonly<Partial<Record<SettingName, unknown>>>
  readonly parameters: readonly Parameter[]
}

/** A sweep has at most so many trainings. */
export const mostTrials = 10_000

/** Names are parts of paths and of conditions. */
const namePattern = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u

const words = errorDetails['bad-sweep']

/** The keys of sweep.yaml that hold one value, each with what it may be. */
const plainKeys = {
  name: text(say(words.expectedName)),
  method: oneOf('grid', 'random'),
  trials: wholeNumber(1, mostTrials),
  sample_seed: wholeNumber(0, 4_294_967_295),
  metric: oneOf(...metrics),
  on_failure: oneOf(...failurePolicies),
  keep_checkpoints: oneOf(...checkpointPolicies),
  preset: oneOf(...presetNames),
}

type PlainKey = keyof typeof plainKeys
type Plain = { readonly [Key in PlainKey]?: (typeof plainKeys)[Key] extends Kind<infer T> ? T : never }

/** All keys of sweep.yaml. */
const keys: readonly string[] = [...Object.keys(plainKeys), 'seeds', 'settings', 'parameters']

export interface SpecOptions {
  /** The data set, where it is named beside the file. */
  readonly data?: string | undefined
  /** A name that counts more than that of the file. */
  readonly name?: string | undefined
}

type Problems = ConfigProblem[]

/** The sweep that a mapping describes. @throws ConfigError */
export function specFrom(
  { values, where }: YamlFile,
  { data, name, fileName }: SpecOptions & { readonly fileName: string },
): SweepSpec {
  const problems: Problems = Object.keys(values)
    .filter((key) => !keys.includes(key))
    .map((key) => unknownPart(key, where(key)))
  const plain = readPlain({ values, where }, problems)
  const { preset, trials, ...own } = plain
  const settings = { ...presetSettings(preset), ...readSettings(values['settings'], { where, problems }) }
  const folder = data ?? settings.train_data_dir
  if (typeof folder === 'string') settings.train_data_dir = resolve(folder)
  const spec: SweepSpec = {
    name: name ?? own.name ?? fileName,
    method: own.method ?? 'grid',
    ...(trials !== undefined && { trials }),
    sample_seed: own.sample_seed ?? 0,
    seeds: readSeeds(values['seeds'], { where, problems }),
    metric: own.metric ?? 'f_score',
    on_failure: own.on_failure ?? 'continue',
    // A sweep that was started before there was a choice has none in its plan.
    ...(own.keep_checkpoints !== undefined && { keep_checkpoints: own.keep_checkpoints }),
    settings,
    parameters: readParameters(values['parameters'], { where, problems }),
  }
  const isEmpty = Object.keys(values['parameters'] ?? {}).length === 0
  const told = new Set(problems.map(({ key }) => key))
  const whereName = name === undefined ? where('name') : '--name'
  problems.push(...misfits(spec, { where, whereName, isEmpty }).filter(({ key }) => !told.has(key)))
  if (problems.length > 0) throw new ConfigError(problems, 'bad-sweep')
  return spec
}

function presetSettings(preset: PresetName | undefined): Partial<Record<SettingName, unknown>> {
  return preset === undefined ? {} : { ...presets[preset].settings }
}

function unknownPart(key: string, where: string): ConfigProblem {
  // A setting at the top is the likeliest mistake: in config.yaml it stands there.
  const next = isSettingName(key) ? say(words.nextSettings, { key }) : guessed(key, keys)
  const expected = say(words.expectedKey, { keys: keys.join(', ') })
  return { ...configProblem(key, { expected, found: describeValue(key), next }), where }
}

function readPlain({ values, where }: YamlFile, problems: Problems): Plain {
  const read = Object.entries(plainKeys).flatMap(([key, kind]) => {
    if (values[key] === undefined) return []
    const result = (kind as Kind<unknown>).type().safeParse(values[key])
    if (result.success) return [[key, result.data]]
    const { control } = kind as Kind<unknown>
    const isWord = control.control === 'choice' && typeof values[key] === 'string'
    const next = isWord ? guessed(values[key] as string, control.choices) : undefined
    const said = { expected: expectedOf(kind), found: describeValue(values[key]), next }
    problems.push({ ...configProblem(key, said), where: where(key) })
    return []
  })
  return Object.fromEntries(read) as Plain
}

interface Reading {
  readonly where: YamlFile['where']
  readonly problems: Problems
}

/** A mapping below a key; empty, with a problem, where there is something else. */
function mappingAt(key: string, given: unknown, { where, problems }: Reading): Readonly<Record<string, unknown>> {
  if (given === undefined || given === null) return {}
  if (typeof given === 'object' && !Array.isArray(given)) return given as Readonly<Record<string, unknown>>
  const expected = say(errorDetails['bad-config'].expectedMapping)
  problems.push({ ...configProblem(key, { expected, found: describeValue(given) }), where: where(key) })
  return {}
}

function readSettings(given: unknown, reading: Reading): Partial<Record<SettingName, unknown>> {
  const { where, problems } = reading
  const settings: Partial<Record<SettingName, unknown>> = {}
  for (const [name, value] of Object.entries(mappingAt('settings', given, reading))) {
    const at = where('settings', name)
    if (!isSettingName(name)) {
      problems.push(unknownKey(name, at))
      continue
    }
    const checked = checkSetting(name, value ?? null)
    if ('problem' in checked) problems.push({ ...checked.problem, where: at })
    else settings[name] = checked.value
  }
  return settings
}

function readSeeds(given: unknown, { where, problems }: Reading): number[] {
  if (given === undefined) return []
  const checked = Array.isArray(given) ? given.map((value: unknown) => checkSetting('seed', value ?? null)) : []
  const seeds = checked.flatMap((one) => ('value' in one ? [Number(one.value)] : []))
  if (seeds.length > 0 && seeds.length === checked.length && new Set(seeds).size === seeds.length) return seeds
  const said = { expected: say(words.expectedSeeds), found: describeValue(given) }
  problems.push({ ...configProblem('seeds', said), where: where('seeds') })
  return []
}

function readParameters(given: unknown, reading: Reading): Parameter[] {
  const { where, problems } = reading
  const place = (...below: readonly string[]): string => where('parameters', ...below)
  return Object.entries(mappingAt('parameters', given, reading)).flatMap(([name, value]) => {
    const read = readParameter(name, value, place)
    if (!isProblems(read)) return [read]
    problems.push(...read)
    return []
  })
}

/** What each part alone does not show. */
function misfits(
  spec: SweepSpec,
  { where, whereName, isEmpty }: Pick<YamlFile, 'where'> & { readonly whereName: string; readonly isEmpty: boolean },
): Problems {
  const { name, method, trials, seeds, settings, parameters } = spec
  const found: Problems = []
  const say1 = (key: string, expected: Text, is: Text, ...at: readonly string[]): void => {
    found.push({ ...configProblem(key, { expected, found: is }), where: where(...(at.length === 0 ? [key] : at)) })
  }
  if (!namePattern.test(name)) {
    const said = { expected: say(words.expectedName), found: describeValue(name) }
    found.push({ ...configProblem('name', said), where: whereName })
  }
  if (isEmpty && seeds.length < 2) say1('parameters', say(words.expectedParameters), say(words.foundNone))
  if (method === 'random' && trials === undefined) say1('trials', say(words.expectedTrials), describeValue(undefined))
  if (method === 'grid' && trials !== undefined) say1('trials', say(words.expectedNoTrials), String(trials))
  if (settings.train_data_dir === undefined)
    say1('train_data_dir', say(words.expectedData), describeValue(undefined), 'settings')
  for (const parameter of parameters) {
    const { name: varied } = parameter
    if (settings[varied] !== undefined)
      say1(varied, say(words.expectedOnce), say(words.foundTwice), 'parameters', varied)
    if (varied === 'seed' && seeds.length > 0)
      say1('seed', say(words.expectedOnceSeed), say(words.foundTwice), 'parameters', varied)
    if (method === 'grid' && !isListed(parameter))
      say1(varied, say(words.expectedGrid), say(words.foundRange), 'parameters', varied)
  }
  return found
}
