// What a person or a script sees when something went wrong: a repairable error without its stack, a bug with it.
import { inspect } from 'node:util'
import type { ErrorCode } from '../core/error-words.ts'
import { partsIn, UserError, messageOf } from '../core/errors.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import type { Language } from '../core/language.ts'
import type { Look } from './text/look.ts'

/** Errors about what was typed or configured, before anything was done. */
const usageCodes: ReadonlySet<ErrorCode> = new Set([
  'bad-flag',
  'missing-flag',
  'unknown-flag',
  'unknown-command',
  'missing-argument',
  'extra-argument',
  'bad-config',
  'bad-sweep',
  'synth-options',
  'export-size',
  'group-pattern',
  'bad-where',
  'bad-name',
  'bad-tag',
])

export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof UserError && usageCodes.has(error.code) ? exitCodes.badUsage : exitCodes.failed
}

/**
 * `error: The list is missing`, with expected, found, where and next below. A bug comes with its stack and a request.
 * @param options `program`: how it is called here (`npx ocrdet`), so that the commands of `next` can be copied; `language`: that of the words
 */
export function renderFailure(
  error: unknown,
  { paint }: Look,
  { program = 'ocrdet', language = 'en' }: { readonly program?: string; readonly language?: Language } = {},
): string {
  const label = language === 'en' ? `${paint.bold(paint.red('error:'))} ` : paint.bold(paint.red('错误：'))
  if (error instanceof UserError) return `${label}${error.render(language).replaceAll(ownCommand, `${program} `)}`
  return [`${label}${inspect(error)}`, bugNote].join('\n')
}

/** The program's name where a command follows, as modules below spell it. */
const ownCommand = /(?<![\w/.-])(?<!npx )ocrdet (?=[a-z-])/g

const bugNote =
  'This is a bug in ocrdet, not your mistake. Please report it with the lines above and the command you typed.'

/** An error as data. */
export interface FailureJson {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly expected?: string
    readonly found?: string
    readonly where?: string
    readonly next?: string
    /** One by one, where the error is several problems of a data set or a configuration. */
    readonly problems?: readonly unknown[]
    /** Of a bug. */
    readonly stack?: string
  }
}

export function failureJson(error: unknown): FailureJson {
  if (!(error instanceof UserError)) {
    const stack = error instanceof Error ? error.stack : undefined
    return { error: { code: 'bug', message: messageOf(error), ...(stack !== undefined && { stack }) } }
  }
  return {
    error: {
      ...partsIn(error, 'en'),
      ...('problems' in error && Array.isArray(error.problems) && { problems: error.problems }),
    },
  }
}
