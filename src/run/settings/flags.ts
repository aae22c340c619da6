// The command line's view of the settings: one flag a setting, with help text and parser.
import { errorDetails } from '../../core/error-details.ts'
import { type Text, UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { closest } from '../suggest.ts'
import { type SettingName, settingNames, settingOf } from './table.ts'
import { type Control, expectedOf, type SettingGroup } from './kinds.ts'
import { describeValue } from './values.ts'

/** One flag of `ocrdet train`, derived from a setting. */
export interface SettingFlag {
  readonly name: SettingName
  /** `--batch-size` */
  readonly flag: string
  /** `<n>`; a toggle has one too (`--augment false`), and may also be declared as `--no-augment`. */
  readonly placeholder: string
  readonly sentence: string
  readonly sentenceZh: string
  /** `a whole number from 1 to 4096` */
  readonly expected: Text
  readonly unit: string | undefined
  readonly group: SettingGroup
  readonly advanced: boolean
  /** The default as flag text; undefined when the person must give a value. */
  readonly defaultText: string | undefined
  readonly control: Control
  /** The value that the flag's text means. Throws a UserError (code `bad-flag`) when it means none. */
  readonly parse: (text: string) => unknown
}

/** `batch_size` to `--batch-size`. */
export function flagOf(name: SettingName): string {
  return `--${name.replaceAll('_', '-')}`
}

/** Every setting as a flag, in the order of config.yaml (`train_data_dir` included). */
export const settingFlags: readonly SettingFlag[] = settingNames.map((name) => {
  const { kind, sentence, sentenceZh, unit, group, advanced, default: preset } = settingOf(name)
  return {
    name,
    flag: flagOf(name),
    placeholder: kind.placeholder,
    sentence,
    sentenceZh,
    expected: expectedOf(kind),
    unit,
    group,
    advanced: advanced ?? false,
    defaultText: preset === undefined ? undefined : kind.toText(preset),
    control: kind.control,
    parse: (text) => parseFlag(name, text),
  }
})

const words = errorDetails['bad-flag']

function parseFlag(name: SettingName, text: string): unknown {
  const { kind } = settingOf(name)
  const result = kind.type().safeParse(kind.fromText(text))
  if (result.success) return result.data
  const flag = flagOf(name)
  const [guess] = kind.control.control === 'choice' ? closest(text, kind.control.choices) : []
  throw new UserError({
    code: 'bad-flag',
    message: say(words.message, { flag, value: describeValue(text) }),
    expected: expectedOf(kind),
    found: describeValue(text),
    where: flag,
    ...(guess === undefined ? {} : { next: say(words.nextGuess, { guess: `${flag} ${guess}` }) }),
  })
}
