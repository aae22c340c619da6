// What a detector needs besides its weights, and how it is written into checkpoints and exported files.
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import { type Text, UserError } from '../core/errors.ts'
import { settingRanges } from './setting-ranges.ts'
import { defaultPreprocessing, type Preprocessing } from '../data/preprocess.ts'
import { defaultPostProcessing, type PostProcessing } from '../geometry/boxes.ts'

/** Everything between an image and its texts that is not in the weights. One definition; every reader takes it from the file. */
export interface DetectorSettings {
  readonly preprocessing: Preprocessing
  readonly postProcessing: PostProcessing
}

export const defaultDetectorSettings: DetectorSettings = {
  preprocessing: defaultPreprocessing,
  postProcessing: defaultPostProcessing,
}

/** Key under which the settings stand in a checkpoint and in the `metadata_props` of an exported file. */
export const SETTINGS_KEY = 'ocrdet.settings'

/** The settings as one line of JSON. */
export function settingsToText(settings: DetectorSettings): string {
  return JSON.stringify(settings)
}

/**
 * The settings from that line. Missing keys keep their defaults, so that older files stay readable.
 * @throws UserError `settings-invalid` when the text is no object of this kind, or a value is out of its range
 */
export function settingsFromText(text: string, where: string): DetectorSettings {
  const parsed = parseObject(text, where)
  return {
    preprocessing: merge(defaultPreprocessing, parsed['preprocessing'], where),
    postProcessing: merge(defaultPostProcessing, parsed['postProcessing'], where),
  }
}

function parseObject(text: string, where: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null && 'preprocessing' in parsed && 'postProcessing' in parsed)
      return Object.fromEntries(Object.entries(parsed))
  } catch {
    // Said below, together with everything else that is not an object.
  }
  throw invalid(where, text.slice(0, 60))
}

/** The defaults with what `found` says instead, where it is of the same type. */
function merge<Settings extends object>(defaults: Settings, found: unknown, where: string): Settings {
  if (typeof found !== 'object' || found === null || Array.isArray(found)) throw invalid(where, JSON.stringify(found))
  const given = new Map(Object.entries(found))
  const merged = Object.entries(defaults).map(([key, standard]) => {
    const value: unknown = given.get(key) ?? standard
    const isPossible = typeof value === typeof standard && (settingRanges[key]?.holds(value) ?? true)
    if (!isPossible) throw invalid(where, `${key}: ${JSON.stringify(value)}`, settingRanges[key]?.words)
    return [key, value]
  })
  return Object.fromEntries(merged) as Settings
}

function invalid(
  where: string,
  found: string,
  expected: Text = say(errorDetails['settings-invalid'].expected),
): UserError {
  return new UserError({
    code: 'settings-invalid',
    message: say(errorDetails['settings-invalid'].message, { key: SETTINGS_KEY }),
    expected,
    found,
    where,
    next: say(errorDetails['settings-invalid'].next),
  })
}
