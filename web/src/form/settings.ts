// A form's values: what a person changed of the settings, as the server takes them. Pure.
import type { SettingForm } from '../../../src/server/api.ts'

/** Only what differs from the defaults, by name. */
export type Changes = Readonly<Record<string, unknown>>

/** What a setting stands at. */
export function valueOf(setting: SettingForm, changes: Changes): unknown {
  return Object.hasOwn(changes, setting.name) ? changes[setting.name] : setting.default
}

/** The changes with one more; a value that is the default is no change. */
export function changed(changes: Changes, setting: SettingForm, value: unknown): Changes {
  const { [setting.name]: _, ...others } = changes
  return same(value, setting.default) ? others : { ...others, [setting.name]: value }
}

/** Whether two values of a setting are the same. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** A number as typed; text that is none comes back as it is, so that the check can say what is wrong with it. */
export function numberFrom(text: string): unknown {
  const value = Number(text)
  return text.trim() === '' || Number.isNaN(value) ? text : value
}

/** Settings that stand above the fold, in this order. */
export const mainNames = ['batch_size', 'num_epochs', 'learning_rate', 'input_size', 'device'] as const
/** Settings that have a place of their own in the form. */
const ownPlace = ['train_data_dir', 'init'] as const

/** The settings of the fold by group: all that have no other place. */
export function folded(
  settings: readonly SettingForm[],
  groups: readonly string[],
): readonly (readonly SettingForm[])[] {
  const above = new Set<string>([...mainNames, ...ownPlace])
  return groups
    .map((group) => settings.filter((setting) => setting.group === group && !above.has(setting.name)))
    .filter((some) => some.length > 0)
}
