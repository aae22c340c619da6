// How flags and arguments are declared: each maker returns a declaration that reads what was typed.
import { errorDetails } from '../core/error-details.ts'
import { UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import type { SettingFlag } from '../run/settings/flags.ts'
import { expectedOf, type Kind, groupTitles } from '../run/settings/kinds.ts'
import type { Argument, Flag, Given } from './command.ts'
import { readValue, suggesting } from './flag-values.ts'

const words = errorDetails['missing-flag']

/** A flag with a value; undefined when it is not given. */
export function valueFlag<T>(kind: Kind<T>, sentence: string): Flag<T | undefined> {
  return {
    ...wordsOf(kind, sentence),
    read: (given, spelling) => (given === undefined ? undefined : valueOf(kind, given, spelling)),
  }
}

/** A flag with a value and a default. */
export function valueFlagOr<T>(preset: NoInfer<T>, kind: Kind<T>, sentence: string): Flag<T> {
  return {
    ...wordsOf(kind, sentence),
    defaultText: kind.toText(preset),
    read: (given, spelling) => (given === undefined ? preset : valueOf(kind, given, spelling)),
  }
}

/** A flag that must be given. */
export function requiredFlag<T>(kind: Kind<T>, sentence: string): Flag<T> {
  return {
    ...wordsOf(kind, sentence),
    required: true,
    read: (given, spelling) => {
      if (given !== undefined) return valueOf(kind, given, spelling)
      throw new UserError({
        code: 'missing-flag',
        message: say(words.message, { flag: spelling }),
        expected: expectedOf(kind),
        next: say(words.next, { flag: spelling, placeholder: kind.placeholder, sentence }),
      })
    },
  }
}

/** A flag without a value: there or not. Commander reads `--no-read` as "read is false", and as true where it is not typed. */
export function switchFlag(sentence: string): Flag<boolean> {
  return { sentence, read: (given, spelling) => (spelling.startsWith('--no-') ? given === false : given === true) }
}

/** A flag that is followed by words for another program, as many as there are; undefined when it is not given. */
export function restFlag(placeholder: string, sentence: string): Flag<readonly string[] | undefined> {
  const read = (given: Given): readonly string[] | undefined =>
    given === undefined
      ? undefined
      : textOf(given)
          .split('\n')
          .filter((word) => word !== '')
  return { sentence, placeholder, rest: true, read }
}

/** A flag that may be typed as one letter too: `-f` for `--follow`. */
export function withShort<F extends Flag>(short: string, flag: F): F {
  return { ...flag, short }
}

/** A setting of the configuration as a flag; undefined when it is not given, so that the configuration file counts. */
export function settingFlag(setting: SettingFlag): Flag {
  const { sentence, placeholder, expected, defaultText, group, advanced, control, parse } = setting
  return {
    sentence,
    placeholder,
    expected,
    ...(defaultText !== undefined && { defaultText }),
    group: groupTitles[group].en,
    advanced,
    negatable: control.control === 'toggle',
    read: (given, spelling) => {
      if (given === undefined) return undefined
      const typed = { spelling, text: textOf(given) }
      return suggesting(parse, control, typed)
    },
  }
}

/** One word that must be there. */
export function oneArgument(sentence: string): Argument<string> {
  return { sentence, optional: false, variadic: false, read: ([word]) => word }
}

/** One word that may be left out. */
export function optionalArgument(sentence: string): Argument<string | undefined> {
  return { sentence, optional: true, variadic: false, read: ([word]) => word }
}

/** One word or more. */
export function manyArguments(sentence: string): Argument<readonly string[]> {
  return { sentence, optional: false, variadic: true, read: (words) => words }
}

/** Any number of words, none included. */
export function severalArguments(sentence: string): Argument<readonly string[]> {
  return { sentence, optional: true, variadic: true, read: (words) => words }
}

function wordsOf<T>(kind: Kind<T>, sentence: string) {
  return { sentence, placeholder: kind.placeholder, expected: expectedOf(kind) }
}

/** A switch's true or false as text, so that `--no-augment` reads as `--augment false`. */
function textOf(given: Exclude<Given, undefined>): string {
  return String(given)
}

/** The value of a flag by its kind. */
function valueOf<T>(kind: Kind<T>, given: Exclude<Given, undefined>, spelling: string): T {
  const typed = { spelling, text: textOf(given) }
  return suggesting((text) => readValue(kind, { spelling, text }), kind.control, typed)
}
