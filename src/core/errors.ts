// Errors a person can repair, kept apart from bugs: a UserError says what was expected, found, where, and what to do.

import { chineseErrors, type ErrorCode } from './error-words.ts'
import type { InBoth, Language } from './language.ts'

/** A text in English, or in both languages. */
export type Text = string | InBoth<string>

/** Everything a person needs to repair a problem; `expected` and `found` are short noun phrases. */
export interface UserErrorParts {
  /** Stable, for `--json` and for tests. */
  readonly code: ErrorCode
  /** One sentence without a final full stop. */
  readonly message: Text
  readonly expected?: Text
  readonly found?: Text
  /** `file:line`, a path, a flag or a tensor name: the same in every language, unless it is said in words. */
  readonly where?: Text
  /** What to do next, as an instruction. */
  readonly next?: Text
  readonly cause?: unknown
}

/** The parts that are said in a language. */
const spoken = ['message', 'expected', 'found', 'where', 'next'] as const
type Spoken = (typeof spoken)[number]

/** The parts of an error that the catalogue has in Chinese. */
export type ChineseParts = Readonly<Partial<Record<Spoken, string | undefined>>>

/** Parts of which each may be undefined, as an error or a failure of the server holds them. */
type LooseParts = Pick<UserErrorParts, 'code'> & { readonly message: Text } & {
  readonly [Key in 'expected' | 'found' | 'where' | 'next']?: UserErrorParts[Key] | undefined
} & { readonly chinese?: ChineseParts | undefined }

/** What of some parts is there in Chinese. */
export function chineseOf(parts: Readonly<Partial<Record<Spoken, Text | undefined>>>): ChineseParts {
  return Object.fromEntries(
    spoken.flatMap((key) => {
      const text = parts[key]
      return typeof text === 'object' ? [[key, text.zh]] : []
    }),
  )
}

/** Parts with their Chinese beside them as texts in both languages. */
export function inBothLanguages(
  parts: Readonly<Partial<Record<Spoken, Text | undefined>>> & { readonly chinese?: ChineseParts | undefined },
): Partial<Record<Spoken, Text>> {
  return Object.fromEntries(
    spoken.flatMap((key) => {
      const [text, zh] = [parts[key], parts.chinese?.[key]]
      if (text === undefined) return []
      return [[key, typeof text === 'string' && zh !== undefined ? { en: text, zh } : text]]
    }),
  )
}

/** An error's parts as data, in both languages; what it does not say has no key. `cause` stays behind: it may not cross processes. */
export function partsOf(error: LooseParts): UserErrorParts {
  return { code: error.code, message: '', ...inBothLanguages(error) }
}

/** An error's parts as texts in one language; in Chinese, what the catalogue does not have is English. */
export interface PlainParts {
  readonly code: ErrorCode
  readonly message: string
  readonly expected?: string
  readonly found?: string
  readonly where?: string
  readonly next?: string
}

export function partsIn(error: LooseParts, language: Language): PlainParts {
  const { code, message, expected, found, where, next } = partsOf(error)
  return {
    code,
    message: textIn(message, language),
    ...(expected !== undefined && { expected: textIn(expected, language) }),
    ...(found !== undefined && { found: textIn(found, language) }),
    ...(where !== undefined && { where: textIn(where, language) }),
    ...(next !== undefined && { next: textIn(next, language) }),
  }
}

/** A text in one language. */
export function textIn(text: Text, language: Language): string {
  return typeof text === 'string' ? text : text[language]
}

/** What stands before a part below the message. */
const labels: Readonly<Record<Language, readonly [expected: string, found: string, where: string, next: string]>> = {
  en: ['expected', 'found', 'where', 'next'],
  zh: ['期望', '实际', '位置', '处理建议'],
}

/** A failure that the person at the keyboard can repair. Shown without a stack; anything else is a bug and shows its stack. */
export class UserError extends Error {
  readonly code: ErrorCode
  readonly expected: string | undefined
  readonly found: string | undefined
  readonly where: string | undefined
  readonly next: string | undefined
  /** What of it the catalogue has in Chinese; the other fields are English. */
  readonly chinese: ChineseParts

  constructor(parts: UserErrorParts) {
    super(textIn(parts.message, 'en'), { cause: parts.cause })
    this.name = 'UserError'
    this.code = parts.code
    this.expected = parts.expected && textIn(parts.expected, 'en')
    this.found = parts.found && textIn(parts.found, 'en')
    this.where = parts.where && textIn(parts.where, 'en')
    this.next = parts.next && textIn(parts.next, 'en')
    this.chinese = chineseOf(parts)
  }

  /** The error in a few lines: message (in Chinese the headline of its code too), then one indented line for each part that is known. */
  render(language: Language = 'en'): string {
    const { message, expected, found, where, next } = partsIn(this, language)
    const texts = [expected, found, where, next]
    const rows = labels[language].flatMap((label, index) =>
      texts[index] === undefined
        ? []
        : [language === 'en' ? `  ${label}: ${texts[index]}` : `  ${label}：${texts[index]}`],
    )
    const isTold = language === 'en' || this.chinese.message !== undefined
    return [isTold ? message : `${chineseErrors[this.code]}（${message}）`, ...rows].join('\n')
  }

  /** The error in one line, for lists in which the place stands already. */
  renderInLine(): string {
    const { message, expected, found, next } = this
    return [message, found && `found ${found}`, expected && `expected ${expected}`, next].filter(Boolean).join('; ')
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The `code` of a Node system error (`ENOENT`, `ENOSPC`), or undefined. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
