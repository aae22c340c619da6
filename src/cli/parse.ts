// From words to typed values by a command's declaration: the only file that imports commander.
import { Command as Parser, CommanderError, Option } from 'commander'
import { errorDetails } from '../core/error-details.ts'
import { partsOf, type Text, UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import type { InBoth } from '../core/language.ts'
import { isToggleWord } from '../run/settings/kinds.ts'
import { closest } from '../run/suggest.ts'
import {
  commonFlags,
  spellingOf,
  type Arguments,
  type Called,
  type Command,
  type Flag,
  type Flags,
  type Given,
  type Input,
} from './command.ts'

/**
 * Reads the words after the command's name.
 * @throws UserError `unknown-flag`, `bad-flag`, `missing-flag`, `missing-argument`, `extra-argument`
 */
export function parseWords(called: Called, words: readonly string[]): Input<Arguments, Flags> {
  const { declaration } = called
  const parser = parserOf(declaration)
  try {
    parser.parse(joinRest(closeToggles(words, declaration), declaration), { from: 'user' })
  } catch (error) {
    throw error instanceof CommanderError ? explain(error, called, parser) : error
  }
  const given: Readonly<Record<string, Given>> = parser.opts()
  return { args: readArguments(declaration, parser.processedArgs), flags: readFlags(declaration, given) }
}

/** A toggle takes the next word only when that is a value for it: `--auto-batch custom_data` leaves the folder alone. */
function closeToggles(words: readonly string[], { flags }: Command): string[] {
  const toggles = new Set(Object.keys(flags).flatMap((key) => (flags[key].negatable === true ? [spellingOf(key)] : [])))
  return words.map((word, index) => {
    const next = words.at(index + 1)
    return toggles.has(word) && (next === undefined || !isToggleWord(next)) ? `${word}=true` : word
  })
}

/** The words behind a flag for another program become its value; the flags of every command are still ours. */
function joinRest(words: readonly string[], { flags }: Command): readonly string[] {
  const spellings = new Set(Object.keys(flags).flatMap((key) => (flags[key].rest === true ? [spellingOf(key)] : [])))
  const at = words.findIndex((word) => spellings.has(word))
  if (at === -1) return words
  const behind = words.slice(at + 1)
  const own = behind.filter((word) => word in commonFlags)
  const others = behind.filter((word) => !(word in commonFlags))
  return [...words.slice(0, at), ...own, `${words[at]}=${others.join('\n')}`]
}

function parserOf(declaration: Command): Parser {
  const parser = new Parser()
  const silent = { writeOut: () => {}, writeErr: () => {} }
  parser.exitOverride().configureOutput(silent).showSuggestionAfterError(false).helpOption(false)
  for (const [key, { optional, variadic }] of Object.entries(declaration.arguments)) {
    const dots = variadic ? `${key}...` : key
    parser.argument(optional ? `[${dots}]` : `<${dots}>`)
  }
  for (const [key, flag] of Object.entries(declaration.flags)) {
    parser.addOption(optionOf(spellingOf(key), flag))
    if (flag.negatable === true) parser.addOption(new Option(noForm(spellingOf(key))))
  }
  for (const spelling of Object.keys(commonFlags)) parser.addOption(new Option(spelling))
  return parser.action(() => {}) // Commander counts the words of a command only when it has something to do.
}

const words = errorDetails['bad-flag']

/** `--augment` to `--no-augment`. */
function noForm(spelling: string): string {
  return spelling.replace('--', '--no-')
}

/** The texts of values stay as they are; only a flag in the place of a value is refused here, as it confuses all that follows. */
function optionOf(spelling: string, { short, placeholder, expected, negatable, rest }: Flag): Option {
  const spellings = short === undefined ? spelling : `-${short}, ${spelling}`
  if (placeholder === undefined) return new Option(spellings)
  // A toggle without a value is on.
  return new Option(`${spellings} ${negatable === true || rest === true ? '[value]' : '<value>'}`).argParser(
    (text: string) => {
      if (rest === true) return text
      if (text.startsWith('--')) throw withoutValue(spelling, { expected, found: say(words.foundFlag, { flag: text }) })
      return text
    },
  )
}

function readArguments({ arguments: declared }: Command, words: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(declared).map(([key, argument], index) => {
      const found = words[index]
      const list: unknown[] = Array.isArray(found) ? found : found === undefined ? [] : [found]
      return [key, argument.read(list.map(String))]
    }),
  )
}

function readFlags({ flags }: Command, given: Readonly<Record<string, Given>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(flags).map(([key, flag]) => {
      const spelling = spellingOf(key)
      return [key, flag.read(given[new Option(spelling).attributeName()], spelling)]
    }),
  )
}

/** Commander's errors in our words. */
function explain(error: CommanderError, called: Called, parser: Parser): UserError {
  const { title, declaration } = called
  const quotedPart = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  const next = say(errorDetails['missing-argument'].nextHelp, { title })
  if (error.code === 'commander.unknownOption') return unknownFlag(called, quotedPart)
  if (error.code === 'commander.optionMissingArgument') {
    const spelling = /--[\w-]+/.exec(quotedPart)?.[0] ?? quotedPart
    const key = Object.keys(declaration.flags).find((name) => spellingOf(name) === spelling) ?? ''
    return withoutValue(spelling, { expected: declaration.flags[key]?.expected, found: say(words.foundNothing) })
  }
  if (error.code === 'commander.missingArgument') {
    const expected = declaration.arguments[quotedPart]?.sentence
    const message = say(errorDetails['missing-argument'].messageNeeds, { title, argument: quotedPart })
    return new UserError({ code: 'missing-argument', message, ...(expected && { expected }), next })
  }
  if (error.code === 'commander.excessArguments') return extraArgument(called, parser.args)
  return new UserError({ code: 'bad-usage', message: error.message.replace(/^error: /, ''), next })
}

function unknownFlag({ title, declaration }: Called, typed: string): UserError {
  const spellings = Object.entries(declaration.flags).flatMap(([key, { negatable }]) =>
    negatable === true ? [spellingOf(key), noForm(spellingOf(key))] : [spellingOf(key)],
  )
  const known = [...spellings, ...Object.keys(commonFlags)]
  const [guess] = closest(typed, known)
  return new UserError({
    code: 'unknown-flag',
    message: say(errorDetails['unknown-flag'].message, { title, typed }),
    found: typed,
    next:
      guess === undefined
        ? say(errorDetails['unknown-flag'].nextHelp, { title })
        : say(errorDetails['unknown-flag'].nextGuess, { guess }),
  })
}

function extraArgument({ title, declaration }: Called, words: readonly string[]): UserError {
  const max = Object.keys(declaration.arguments).length
  return new UserError({
    code: 'extra-argument',
    message: say(errorDetails['extra-argument'].message, { title }),
    expected:
      max === 0
        ? say(errorDetails['extra-argument'].expectedNone)
        : say(errorDetails['extra-argument'].expected, { max }),
    found: words.map((word) => `"${word}"`).join(', '),
    next: say(errorDetails['extra-argument'].nextQuotes),
  })
}

function withoutValue(
  spelling: string,
  { expected, found }: { expected: Text | undefined; found: InBoth<string> },
): UserError {
  return new UserError(
    partsOf({
      code: 'bad-flag',
      message: say(words.messageValue, { flag: spelling }),
      expected,
      found,
      where: spelling,
    }),
  )
}
