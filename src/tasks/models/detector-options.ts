// What a person may choose of a model's settings, by the names of the settings table: the one way from flags and requests to them.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import type { DetectorSettings } from '../../detect/settings.ts'
import { flagOf } from '../../run/settings/flags.ts'
import type { Config } from '../../run/settings/table.ts'

export type { TileChoice } from '../../detect/tiles.ts'

/** The settings between an image and the network. */
export const inputOptionNames = ['input_size', 'resize', 'short_side', 'padding'] as const

/** The settings between the network's map and the boxes. */
export const boxOptionNames = [
  'binary_threshold',
  'box_threshold',
  'unclip_ratio',
  'max_candidates',
  'box_type',
] as const

/** A setting that may be chosen instead of the model's own. */
export type OptionName = (typeof inputOptionNames)[number] | (typeof boxOptionNames)[number]

/** Choices with the names, units and ranges of the settings table; what is left out stays as the model has it. */
export type DetectorOptions = { readonly [Name in OptionName]?: Config[Name] | undefined }

/** The settings with the choices in the place of what the model says. A size alone chooses its own resize rule. */
export function adjustSettings(settings: DetectorSettings, options: DetectorOptions): DetectorSettings {
  const { preprocessing, postProcessing } = settings
  const output = options.box_type ?? postProcessing.output
  const { unclip_ratio: unclip } = options
  return {
    preprocessing: {
      ...preprocessing,
      resize: options.resize ?? impliedResize(options) ?? preprocessing.resize,
      size: options.input_size ?? preprocessing.size,
      shortSide: options.short_side ?? preprocessing.shortSide,
      padding: options.padding ?? preprocessing.padding,
    },
    postProcessing: {
      ...postProcessing,
      output,
      binaryThreshold: options.binary_threshold ?? postProcessing.binaryThreshold,
      boxThreshold: options.box_threshold ?? postProcessing.boxThreshold,
      maxCandidates: options.max_candidates ?? postProcessing.maxCandidates,
      ...(unclip !== undefined && (output === 'quad' ? { unclipRatio: unclip } : { polygonUnclipRatio: unclip })),
    },
  }
}

function impliedResize({
  input_size,
  short_side,
}: DetectorOptions): DetectorSettings['preprocessing']['resize'] | undefined {
  if (input_size !== undefined) return 'fit'
  return short_side === undefined ? undefined : 'short-side'
}

/** Refuses a choice that the others leave without effect. @throws UserError `bad-flag` */
export function checkOptions({ input_size, resize, short_side, padding }: DetectorOptions): void {
  const rule = resize ?? impliedResize({ input_size, short_side })
  const ofFit = { input_size, padding }
  const names = rule === 'fit' ? (['short_side'] as const) : (['input_size', 'padding'] as const)
  const idle = names.find((name) => ({ ...ofFit, short_side })[name] !== undefined)
  if (rule === undefined || idle === undefined) return
  throw new UserError({
    code: 'bad-flag',
    message: say(errorDetails['bad-flag'].messageNoEffect, { flag: flagOf(idle), rule }),
    expected: say(errorDetails['bad-flag'].expectedResize),
    where: flagOf(idle),
    next: say(errorDetails['bad-flag'].nextResize, { flag: flagOf(idle), resize: flagOf('resize') }),
  })
}
