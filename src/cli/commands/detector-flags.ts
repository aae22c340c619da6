// The flags that replace a model's own settings, by the names of the settings; detect, eval and export share them.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { flagOf } from '../../run/settings/flags.ts'
import { wordOr, type Kind } from '../../run/settings/kinds.ts'
import { settings } from '../../run/settings/table.ts'
import {
  boxOptionNames,
  inputOptionNames,
  type DetectorOptions,
  type TileChoice,
} from '../../tasks/models/detector-options.ts'
import type { Flag } from '../command.ts'
import { valueFlag, valueFlagOr } from '../flags.ts'

function optionFlag<T>(setting: { readonly kind: Kind<T>; readonly sentence: string }): Flag<T | undefined> {
  return { ...valueFlag(setting.kind, setting.sentence), group: "Instead of the model's own settings" }
}

/** How images go in. */
export const inputFlags = {
  input_size: optionFlag(settings.input_size),
  resize: optionFlag(settings.resize),
  short_side: optionFlag(settings.short_side),
  padding: optionFlag(settings.padding),
} as const satisfies { [Name in (typeof inputOptionNames)[number]]: unknown }

/** How boxes come out. */
export const boxFlags = {
  binary_threshold: optionFlag(settings.binary_threshold),
  box_threshold: optionFlag(settings.box_threshold),
  unclip_ratio: optionFlag(settings.unclip_ratio),
  max_candidates: optionFlag(settings.max_candidates),
  box_type: optionFlag(settings.box_type),
} as const satisfies { [Name in (typeof boxOptionNames)[number]]: unknown }

/** Whole or in tiles; detection does it where it helps, an evaluation only when asked to, as training sees images whole. */
export const tileFlag = (preset: TileChoice): Flag<TileChoice> =>
  valueFlagOr(
    preset,
    wordOr(['auto', 'off'], 32, 100_000),
    'Looks at long and large images in overlapping tiles: auto, where ordinary texts would get lost; or tiles of so many pixels.',
  )

/** The older name of --binary-threshold. */
export const thresholdFlag = {
  threshold: {
    ...valueFlag(settings.binary_threshold.kind, 'Another name of --binary-threshold.'),
    advanced: true,
  },
} as const

/** The choices among the flags of a command, by their names. @throws UserError `bad-flag` when one is given twice */
export function optionsOf(flags: DetectorOptions & { readonly threshold?: number | undefined }): DetectorOptions {
  if (flags.threshold !== undefined && flags.binary_threshold !== undefined)
    throw new UserError({
      code: 'bad-flag',
      message: say(errorDetails['bad-flag'].messageThreshold),
      expected: say(errorDetails['bad-flag'].expectedThreshold),
      found: say(errorDetails['bad-flag'].foundBoth),
      next: say(errorDetails['bad-flag'].nextThreshold),
    })
  const names = [...inputOptionNames, ...boxOptionNames]
  const chosen = Object.fromEntries(names.map((name) => [name, flags[name]])) as DetectorOptions
  return { ...chosen, binary_threshold: flags.binary_threshold ?? flags.threshold }
}

/** The words of a command line that choose the same; those of the input are left out for commands that do not take them. */
export function optionWords(options: DetectorOptions, { withInput }: { readonly withInput: boolean }): string[] {
  const names = [...(withInput ? inputOptionNames : []), ...boxOptionNames]
  return names.flatMap((name) => {
    const value = options[name]
    if (value === undefined) return []
    return [flagOf(name), typeof value === 'object' ? value.join('x') : String(value)]
  })
}
