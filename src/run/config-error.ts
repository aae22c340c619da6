// What is wrong with a configuration, and the error that lists it.
import { errorDetails } from '../core/error-details.ts'
import {
  type ChineseParts,
  chineseOf,
  partsOf,
  type Text,
  textIn,
  UserError,
  type UserErrorParts,
} from '../core/errors.ts'
import type { InBoth } from '../core/language.ts'
import { joined, say } from '../core/say.ts'

/** One thing that is wrong with a configuration. */
export interface ConfigProblem {
  /** The setting or the unknown word; empty when the file as a whole is wrong. */
  readonly key: string
  readonly expected: string
  readonly found: string
  /** `config.yaml:3`, a flag, or whatever the caller said. */
  readonly where: string
  /** `Did you mean num_epochs?` */
  readonly next?: string
  /** What of it is said in Chinese too. */
  readonly chinese?: ChineseParts
}

/** What is wrong: a configuration, or a sweep of them. */
type ConfigCode = 'bad-config' | 'bad-sweep'

/** A configuration that cannot be used, with every problem it has. */
export class ConfigError extends UserError {
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[], code: ConfigCode = 'bad-config') {
    super(problems.length === 1 ? onePart(problems[0], code) : manyParts(problems, code))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** The error of one problem alone. */
export function onePart(
  { key, expected, found, where, next, chinese = {} }: ConfigProblem,
  code: ConfigCode = 'bad-config',
): UserErrorParts {
  const { en, zh } = key === '' ? say(words.messageUnreadable) : say(errorDetails[code].message, { key })
  return partsOf({
    code,
    message: en,
    expected,
    found,
    where,
    next,
    chinese: { message: zh, ...chinese },
  })
}

const words = errorDetails['bad-config']

function manyParts(problems: readonly ConfigProblem[], code: ConfigCode): ConstructorParameters<typeof UserError>[0] {
  const rows = problems.map((problem) => say({ en: '  {row}', zh: '  {row}' }, { row: rowOf(problem) }))
  const headline = say(errorDetails[code].messageMany, { count: problems.length })
  return { code, message: joined([headline, ...rows], { en: '\n', zh: '\n' }) }
}

/** `config.yaml:2 batch_size: expected a whole number from 1 to 4096, found 0` */
export function renderProblem(problem: ConfigProblem): string {
  return rowOf(problem).en
}

function rowOf(problem: ConfigProblem): InBoth<string> {
  const { expected = '', found = '', next } = onePart(problem)
  const about = [problem.where, problem.key].filter((part) => part !== '').join(' ')
  return say(words.row, { about, expected, found, ...(next !== undefined && { next }) })
}

/** A problem whose place is not known yet. */
export type PlacelessProblem = Omit<ConfigProblem, 'where'>

/** A problem whose words are in both languages, without its place. */
export function configProblem(
  key: string,
  { expected, found, next }: { readonly expected: Text; readonly found: Text; readonly next?: Text | undefined },
): PlacelessProblem {
  return {
    key,
    expected: textIn(expected, 'en'),
    found: textIn(found, 'en'),
    ...(next !== undefined && { next: textIn(next, 'en') }),
    chinese: chineseOf({ expected, found, next }),
  }
}
