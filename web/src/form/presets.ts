// Named sets of settings, and which of them a form stands at. Pure.
import type { Preset, SettingForm } from '../../../src/server/api.ts'
import { type Changes, changed, same, valueOf } from './settings.ts'

/** Settings that any of the presets sets. */
const namesIn = (presets: readonly Preset[]): ReadonlySet<string> =>
  new Set(presets.flatMap(({ settings }) => Object.keys(settings)))

/** The changes with what the preset sets; what no preset sets stays as it was. */
export function withPreset(
  changes: Changes,
  { settings: values }: Preset,
  { presets, forms }: { readonly presets: readonly Preset[]; readonly forms: readonly SettingForm[] },
): Changes {
  const own = namesIn(presets)
  const kept: Changes = Object.fromEntries(Object.entries(changes).filter(([name]) => !own.has(name)))
  return forms.reduce((all, form) => (form.name in values ? changed(all, form, values[form.name]) : all), kept)
}

/** The preset whose settings the form has; undefined when a person changed one of them. */
export function presetOf(
  changes: Changes,
  { presets, forms }: { readonly presets: readonly Preset[]; readonly forms: readonly SettingForm[] },
): Preset | undefined {
  const own = namesIn(presets)
  const set = forms.filter(({ name }) => own.has(name))
  return presets.find(({ settings }) =>
    set.every((form) => same(valueOf(form, changes), settings[form.name] ?? form.default)),
  )
}
