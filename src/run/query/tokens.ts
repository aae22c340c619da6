// Cuts a condition such as `f_score > 0.7 and optimizer = 'SGD'` into words, numbers, texts and signs.
import { errorDetails } from '../../core/error-details.ts'
import type { InBoth } from '../../core/language.ts'
import { type Text, UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'

const words = errorDetails['bad-where']

/** A piece of a condition and where it begins, in letters from 0. */
export type Token = { readonly at: number } & (
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'sign'; readonly text: string }
  | { readonly kind: 'end' }
)

/** Longer conditions are no conditions. */
const maxLength = 10_000

/** What a number may be followed by, in the units of the fields: seconds and bytes. */
const units: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  '%': 0.01,
}

const space = /\s+/y
const number = /([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)([a-z%]{0,2})(?![\w.:-])/iy
const quoted = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/sy
const sign = /<=|>=|==|!=|<>|&&|\|\||[<>=!()]/y
/** Names, and values that need no quotes: `SGD`, `800x800`, `2026-01-05`, `exp_v1`. */
const word = /[\p{L}\p{N}_][\p{L}\p{N}_.:/+-]*/uy

/** The pieces in order, closed by `end`. @throws UserError `bad-where` */
export function tokenize(condition: string): Token[] {
  if (condition.length > maxLength)
    throw badWhere(say(words.messageLong), {
      expected: say(words.expectedLength, { max: maxLength }),
      found: String(condition.length),
    })
  const tokens: Token[] = []
  let at = 0
  while (at < condition.length) {
    const blank = matchAt(space, condition, at)
    if (blank !== undefined) {
      at += blank[0].length
      continue
    }
    const { token, length } = tokenAt(condition, at)
    tokens.push(token)
    at += length
  }
  return [...tokens, { kind: 'end', at }]
}

function tokenAt(condition: string, at: number): { token: Token; length: number } {
  const numeric = matchAt(number, condition, at)
  const unit = numeric?.[2].toLowerCase() ?? ''
  if (numeric !== undefined && (unit === '' || Object.hasOwn(units, unit))) {
    const value = Number(numeric[1]) * (unit === '' ? 1 : units[unit])
    return { token: { kind: 'number', value, text: numeric[0], at }, length: numeric[0].length }
  }
  const text = matchAt(quoted, condition, at)
  if (text !== undefined) {
    const value = (text[1] ?? text[2]).replaceAll(/\\(.)/gs, '$1')
    return { token: { kind: 'text', value, at }, length: text[0].length }
  }
  const mark = matchAt(sign, condition, at)
  if (mark !== undefined) return { token: { kind: 'sign', text: mark[0], at }, length: mark[0].length }
  const name = matchAt(word, condition, at)
  if (name !== undefined) return { token: { kind: 'word', text: name[0], at }, length: name[0].length }
  const isQuote = condition[at] === "'" || condition[at] === '"'
  throw badWhere(say(isQuote ? words.messageQuote : words.messageUnreadable), {
    expected: isQuote ? say(words.expectedQuote, { quote: condition[at] }) : say(words.expectedPiece),
    found: `"${condition.slice(at, at + 20)}"`,
    at,
  })
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

/** The error for a condition that cannot be understood. */
export function badWhere(
  message: InBoth<string>,
  parts: { expected?: Text; found?: Text; at?: number; next?: Text },
): UserError {
  const { at, ...rest } = parts
  return new UserError({
    code: 'bad-where',
    message,
    ...rest,
    ...(at !== undefined && { where: say(words.where, { at: at + 1 }) }),
  })
}
