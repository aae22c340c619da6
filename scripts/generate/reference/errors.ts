// The reference of error codes: the closed list, with the English message where it is one text, and the modules that raise it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorDetails } from '../../../src/core/error-details.ts'
import { chineseErrors, errorCodes, type ErrorCode } from '../../../src/core/error-words.ts'
import type { InBoth } from '../../../src/core/language.ts'
import { code, head, table } from './markdown.ts'

interface Source {
  /** The folder of src/. */
  readonly module: string
  readonly text: string
}

/** The text of docs/reference/errors.md. */
export function errorsPage(): string {
  const sources = readSources()
  const rows = errorCodes.map((one) => rowOf(one, sources))
  const first = head(
    'Error codes',
    '`src/core/error-words.ts` and the places that raise them',
    'Every `UserError` has one of these codes, in `--json`, in answers of the web interface and in `error.code`; besides it says what was expected, found, where, and what to do next. A code never changes its meaning. Anything else that is thrown is a bug.',
  )
  return `${first}\n${table(['code', 'Chinese headline', 'English message', 'raised in'], rows)}\n`
}

function readSources(): Source[] {
  // the diagnosis names codes to recognise them in a log, the catalogue has their words; neither raises any
  const names = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('diagnose') && !name.includes('error-details'),
  )
  return names.sort().map((name) => ({
    module: name.split(/[/\\]/)[0],
    text: readFileSync(join('src', name), 'utf8'),
  }))
}

function rowOf(one: ErrorCode, sources: readonly Source[]): string[] {
  const modules = new Set<string>()
  const messages = new Set(messagesOf(one))
  for (const { module, text } of sources) {
    if (!text.includes(`'${one}'`) || text.includes('chineseErrors = {')) continue
    modules.add(module)
    for (const [, message] of text.matchAll(new RegExp(`code: '${one}',\\s*message: '([^'\\n]*)'`, 'g')))
      messages.add(message)
  }
  return [code(one), chineseErrors[one], [...messages].join('; '), [...modules].join(', ')]
}

/** The English messages that the catalogue has for a code. */
function messagesOf(one: ErrorCode): string[] {
  const details: Readonly<Partial<Record<ErrorCode, Readonly<Record<string, InBoth<string>>>>>> = errorDetails
  return Object.entries(details[one] ?? {}).flatMap(([key, { en }]) => (key.startsWith('message') ? [en] : []))
}
