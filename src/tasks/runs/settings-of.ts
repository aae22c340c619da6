// The settings of a run or a file as texts to read and compare, whatever state its config.yaml is in.
import { existsSync } from 'node:fs'
import { isFileThere } from '../../core/files.ts'
import { type Facts, type FactValue, readConfigFile } from '../../run/config.ts'
import { runPaths } from '../../run/layout.ts'
import type { Run } from '../../run/reader.ts'
import { resolveRun } from '../../run/resolve.ts'
import { isSettingName, settingNames, settingOf } from '../../run/settings/table.ts'

/** One setting of a run. */
export interface ShownSetting {
  readonly name: string
  /** As it would be typed; undefined where neither file nor table has one. */
  readonly value: string | undefined
  /** `default`: the value is the table's; `unknown`: no setting of ours. */
  readonly from: 'file' | 'default' | 'unknown'
}

/** A configuration with what it is called. */
export interface NamedConfig {
  /** The id of a run, or the path of a file. */
  readonly label: string
  readonly settings: readonly ShownSetting[]
  readonly facts: Facts
}

/** All settings of a run in the order of config.yaml. */
export function settingsShown({ paths, config }: Pick<Run, 'paths' | 'config'>): readonly ShownSetting[] {
  return config === undefined && !existsSync(paths.config) ? [] : (tryRead(paths.config)?.settings ?? [])
}

/**
 * The settings of a run (folder, id, name, `latest`) or of a YAML file, with the defaults of those that it does not name.
 * @throws UserError when there is neither, or the file is no YAML
 */
export function readSettings(reference: string, workdirs: string): NamedConfig {
  if (isFileThere(reference)) return { label: reference, ...read(reference) }
  const { id, folder } = resolveRun(reference, workdirs)
  return { label: id, ...read(runPaths(folder).config) }
}

function tryRead(path: string): Omit<NamedConfig, 'label'> | undefined {
  try {
    return read(path)
  } catch {
    return undefined // `show` tells why by the run's own configError
  }
}

function read(path: string): Omit<NamedConfig, 'label'> {
  const { values, facts } = readConfigFile(path)
  const known = settingNames.map((name): ShownSetting => {
    const { kind, default: preset } = settingOf(name)
    const value = values[name] ?? preset
    const parsed = kind.type().safeParse(value)
    const text = value === undefined ? undefined : parsed.success ? kind.toText(parsed.data) : textOf(value)
    const isDefault = parsed.success && preset !== undefined && text === kind.toText(preset)
    return { name, value: text, from: isDefault ? 'default' : 'file' }
  })
  const unknown = Object.entries(values).filter(([name]) => !isSettingName(name))
  const others = unknown.map(([name, value]): ShownSetting => ({ name, value: textOf(value), from: 'unknown' }))
  return { settings: [...known, ...others], facts }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Facts one by one, nested ones with their path: `environment.node`. */
export function flatFacts(facts: Facts, prefix = ''): [name: string, value: string][] {
  return Object.entries(facts).flatMap(([name, value]): [string, string][] =>
    isNested(value) ? flatFacts(value, `${prefix}${name}.`) : [[`${prefix}${name}`, textOf(value)]],
  )
}

function isNested(value: FactValue): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
