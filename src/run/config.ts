// config.yaml: checks settings against the table, writes them with their sentences, reads them back.
import { errorDetails } from '../core/error-details.ts'
import type { InBoth } from '../core/language.ts'
import { say } from '../core/say.ts'
import { type SettingGroup, expectedOf, groupTitles } from './settings/kinds.ts'
import {
  type Config,
  type SettingName,
  isSettingName,
  mainSettingNames,
  settingNames,
  settingOf,
} from './settings/table.ts'
import { describeValue } from './settings/values.ts'
import { ConfigError, configProblem, type ConfigProblem, type PlacelessProblem } from './config-error.ts'
import { closest } from './suggest.ts'
import { readYamlFile, yamlText } from './yaml-file.ts'

/** What a run records about itself (environment, data hash, resolved choices); never read back as settings. */
export type Facts = { readonly [name: string]: FactValue }
/** Anything that YAML and JSON hold alike. */
export type FactValue = string | number | boolean | null | readonly FactValue[] | Facts

const words = errorDetails['bad-config']

/** Says where a key stands: a place for all, or a function from the key. */
export type Where = string | ((key: string) => string)

/**
 * Checks settings and fills in the defaults of those not given. The key `facts` is skipped.
 * Throws a ConfigError that lists every problem: unknown names, wrong values, missing ones, values that contradict.
 */
export function parseConfig(values: Readonly<Record<string, unknown>>, where: Where = ''): Config {
  const placeOf = typeof where === 'string' ? () => where : where
  const problems: ConfigProblem[] = []
  for (const key of Object.keys(values)) {
    if (!isSettingName(key) && key !== 'facts') problems.push(unknownKey(key, placeOf(key)))
  }
  const parsed: Partial<Record<SettingName, unknown>> = {}
  for (const name of settingNames) {
    const result = checkSetting(name, Object.hasOwn(values, name) ? values[name] : undefined)
    if ('problem' in result) problems.push({ ...result.problem, where: placeOf(name) })
    else parsed[name] = result.value
  }
  const config = parsed as Config
  problems.push(...contradictions(config).map((problem) => ({ ...problem, where: placeOf(problem.key) })))
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

/** The value of one setting, or what is wrong with it. */
export function checkSetting(name: SettingName, given: unknown): { value: unknown } | { problem: PlacelessProblem } {
  const { kind, default: preset } = settingOf(name)
  const value = given === undefined ? preset : given
  const result = kind.type().safeParse(value)
  if (result.success) return { value: result.data }
  const isChoice = kind.control.control === 'choice' && typeof value === 'string'
  const next = isChoice && kind.control.control === 'choice' ? guessed(value, kind.control.choices) : undefined
  return { problem: configProblem(name, { expected: expectedOf(kind), found: describeValue(value), next }) }
}

/** "Did you mean": the known word closest to one that is none; undefined where none is close. */
export function guessed(word: string, known: readonly string[]): InBoth<string> | undefined {
  const [guess] = closest(word, known)
  return guess === undefined ? undefined : say(words.nextGuess, { guess })
}

/** The problem of a word that is no setting. */
export function unknownKey(key: string, where: string): ConfigProblem {
  const next = guessed(key, settingNames) ?? say(words.nextHelp)
  return { ...configProblem(key, { expected: say(words.expectedName), found: describeValue(key), next }), where }
}

/** Pairs of settings whose first must be below the second. */
const ordered: readonly (readonly [SettingName, SettingName])[] = [
  ['scale_min', 'scale_max'],
  ['threshold_min', 'threshold_max'],
]

function contradictions(config: Partial<Config>): PlacelessProblem[] {
  const problems: PlacelessProblem[] = []
  for (const [low, high] of ordered) {
    const [from, to] = [config[low], config[high]]
    if (typeof from !== 'number' || typeof to !== 'number' || from <= to) continue
    problems.push(configProblem(low, { expected: say(words.expectedBelow, { high, value: to }), found: String(from) }))
  }
  const { batch_size: batch, micro_batch: part } = config
  if (typeof batch === 'number' && typeof part === 'number' && batch % part !== 0)
    problems.push(
      configProblem('micro_batch', { expected: say(words.expectedDivisor, { batch }), found: String(part) }),
    )
  return problems
}

/** The text of config.yaml: the original system's keys first, then ours with their sentences, then the facts. */
export function renderConfigYaml(config: Config, facts: Facts = {}): string {
  const rows = mainSettingNames.map((name) => yamlRow(name, config))
  let group: SettingGroup = 'main'
  for (const name of settingNames.slice(mainSettingNames.length)) {
    const entry = settingOf(name)
    if (entry.group !== group) rows.push('', `# --- ${groupTitles[entry.group].en}`)
    group = entry.group
    rows.push(`# ${entry.sentence}`, yamlRow(name, config))
  }
  if (Object.keys(facts).length > 0) {
    rows.push('', '# --- What the run recorded about itself; skipped when this file is loaded')
    rows.push(yamlText({ facts }).trimEnd())
  }
  return `${rows.join('\n')}\n`
}

function yamlRow(name: SettingName, config: Config): string {
  const value = config[name]
  if (typeof value === 'number') return `${name}: ${yamlNumber(value)}`
  if (typeof value === 'object') return `${name}: [${value.join(', ')}]`
  // The line break alone goes: a path may end with a space of another kind.
  return yamlText({ [name]: value }).replace(/\n$/, '')
}

/** `1.0e-7` for 1e-7: without the point, YAML 1.1 readers take it for a text. */
function yamlNumber(value: number): string {
  return String(value).replace(/^(-?\d+)e/, '$1.0e')
}

/** A configuration file's content before its values are checked. */
export interface ConfigSource {
  readonly values: Readonly<Record<string, unknown>>
  readonly facts: Facts
  /** `c.yaml:3` for the key on line 3, the file alone for a key that is not there. */
  readonly where: (key: string) => string
}

/** Reads the keys and values of a YAML file, unchecked. Throws a ConfigError with every YAML mistake. */
export function readConfigFile(path: string): ConfigSource {
  const { values: read, where } = readYamlFile(path)
  const { facts, ...given } = read
  const values = facts === undefined ? given : { ...unrecorded(), ...given }
  return { values, facts: isFacts(facts) ? facts : {}, where: (key) => where(key) }
}

/** What the settings were in a run that did not know them yet; only runs record facts. */
function unrecorded(): Record<string, unknown> {
  const entries = settingNames.map((name) => [name, settingOf(name).unrecorded])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Record<string, unknown>
}

function isFacts(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A checked configuration with the facts that stood beside it. */
export interface LoadedConfig {
  readonly config: Config
  readonly facts: Facts
}

/** Reads and checks a config.yaml, ours or the original system's. */
export function loadConfigFile(path: string): LoadedConfig {
  const { values, facts, where } = readConfigFile(path)
  return { config: parseConfig(values, where), facts }
}
