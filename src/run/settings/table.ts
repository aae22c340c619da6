// Every setting of a training, once: config.yaml, flags, help and forms are derived from this table.
import { detectionSettings } from './detection.ts'
import type { Setting } from './kinds.ts'
import { mainSettings } from './main.ts'
import { augmentationSettings, lossSettings, targetSettings } from './samples.ts'
import { optimizerSettings, runSettings } from './training.ts'

/** All settings by name, in the order of config.yaml. */
export const settings = {
  ...mainSettings,
  ...runSettings,
  ...optimizerSettings,
  ...augmentationSettings,
  ...targetSettings,
  ...lossSettings,
  ...detectionSettings,
}

/** A setting's name, in snake case as config.yaml has it. */
export type SettingName = keyof typeof settings

type ValueOf<Entry> = Entry extends Setting<infer T> ? T : never

/** Every setting of a run with its value. */
export type Config = { readonly [Name in SettingName]: ValueOf<(typeof settings)[Name]> }

/** The names in the order of config.yaml. */
export const settingNames = Object.keys(settings) as SettingName[]

/** The names that the original system's config.yaml holds. */
export const mainSettingNames = Object.keys(mainSettings) as (keyof typeof mainSettings)[]

/** Whether a word is the name of a setting. */
export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settings, name)
}

/** An entry by name, for code that treats all settings alike. */
export function settingOf(name: SettingName): Setting<unknown> {
  return settings[name] as unknown as Setting<unknown>
}
