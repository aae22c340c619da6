// Shows the settings of a run or a file, and what differs between several.
import { type NamedConfig, type ShownSetting, flatFacts, readSettings } from './settings-of.ts'

export type { NamedConfig, ShownSetting } from './settings-of.ts'

/** One setting, or one fact that runs recorded, in several configurations. */
export interface ComparedValue {
  /** Facts stand under `facts.`: `facts.data_hash`. */
  readonly name: string
  /** One a configuration, in their order; undefined where it has none. */
  readonly values: readonly (string | undefined)[]
  readonly differs: boolean
}

export interface ConfigDiff {
  readonly labels: readonly string[]
  /** All of them, also those that are equal. */
  readonly values: readonly ComparedValue[]
}

/** @throws UserError when there is no such run or file, or it cannot be read */
export function showConfig(reference: string, workdirs: string): NamedConfig {
  return readSettings(reference, workdirs)
}

/** What differs between runs or files. @throws UserError as `showConfig` */
export function diffConfigs(references: readonly string[], workdirs: string): ConfigDiff {
  return compareConfigs(references.map((reference) => readSettings(reference, workdirs)))
}

/** Settings in the order of config.yaml, then facts. */
export function compareConfigs(configs: readonly NamedConfig[]): ConfigDiff {
  const settings = configs.map((one) => new Map(one.settings.map(({ name, value }: ShownSetting) => [name, value])))
  const facts = configs.map((one) => new Map(flatFacts(one.facts, 'facts.')))
  const values = [...comparedNames(settings), ...comparedNames(facts)]
  return { labels: configs.map(({ label }) => label), values }
}

function comparedNames(maps: readonly ReadonlyMap<string, string | undefined>[]): ComparedValue[] {
  const names = new Set(maps.flatMap((map) => [...map.keys()]))
  return [...names].map((name) => {
    const values = maps.map((map) => map.get(name))
    return { name, values, differs: values.some((value) => value !== values[0]) }
  })
}
