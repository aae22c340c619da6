// Conditions on runs: `f_score > 0.7 and (optimizer = SGD or not tag = old)`. A small grammar of its own; nothing is evaluated as code.
import { errorDetails } from '../../core/error-details.ts'
import type { Text, UserError } from '../../core/errors.ts'
import type { InBoth } from '../../core/language.ts'
import { between, joined, say } from '../../core/say.ts'
import type { RunSummary } from '../list/summary.ts'
import { type Comparison, type Literal, compare, comparisons, hasValue } from './compare.ts'
import { type Field, closestFields, fieldOf } from './fields.ts'
import { type Token, badWhere, tokenize } from './tokens.ts'

const words = errorDetails['bad-where']

/** Whether a run meets a condition. */
export type Condition = (run: RunSummary) => boolean

/** Deeper nesting is nobody's condition, and would use up the stack. */
const maxDepth = 100

/**
 * Reads a condition. A run that tells no value for a field meets no comparison with it, neither `=` nor `!=`.
 * Texts compare without regard to case; `like` takes `%` for any letters; `field` alone asks whether there is a value.
 * @throws UserError `bad-where` that says where and what was expected, and what may have been meant
 */
export function parseCondition(condition: string): Condition {
  const parser = new Parser(tokenize(condition))
  const result = parser.or()
  parser.expectEnd()
  return result
}

class Parser {
  readonly #tokens: readonly Token[]
  #next = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  or(): Condition {
    const parts = [this.#and()]
    while (this.#take('or', '||')) parts.push(this.#and())
    return parts.length === 1 ? parts[0] : (run) => parts.some((part) => part(run))
  }

  #and(): Condition {
    const parts = [this.#not()]
    while (this.#take('and', '&&')) parts.push(this.#not())
    return parts.length === 1 ? parts[0] : (run) => parts.every((part) => part(run))
  }

  #not(): Condition {
    if (++this.#depth > maxDepth) throw badWhere(say(words.messageDeep), { at: this.#token.at })
    const result = this.#take('not', '!') ? negated(this.#not()) : this.#operand()
    this.#depth--
    return result
  }

  #operand(): Condition {
    if (!this.#take('(')) return this.#comparison()
    const inner = this.or()
    if (!this.#take(')')) throw this.#unexpected(words.expectedBracket)
    return inner
  }

  #comparison(): Condition {
    const field = this.#field()
    const isNegated = this.#isWord('not') && this.#take('not')
    const comparison = this.#comparisonSign()
    if (comparison === undefined && isNegated) throw this.#unexpected(words.expectedLike)
    if (comparison === undefined) return (run) => hasValue(field.of(run))
    const result = compare(field, comparison, this.#literal(field, comparison))
    return isNegated ? (run) => hasValue(field.of(run)) && !result(run) : result
  }

  #field(): Field {
    const token = this.#token
    if (token.kind !== 'word') throw this.#unexpected(words.expectedField)
    const field = fieldOf(token.text)
    if (field === undefined) throw unknownField(token.text, token.at)
    this.#next++
    return field
  }

  #comparisonSign(): Comparison | undefined {
    const token = this.#token
    const text = token.kind === 'sign' || token.kind === 'word' ? token.text.toLowerCase() : ''
    const comparison = comparisons.get(text)
    if (comparison !== undefined) this.#next++
    else if (token.kind === 'number' || token.kind === 'text') throw this.#unexpected(words.expectedComparison)
    return comparison
  }

  #literal({ name, type }: Field, comparison: Comparison): Literal {
    const token = this.#token
    if (token.kind !== 'number' && token.kind !== 'text' && token.kind !== 'word')
      throw this.#unexpected(words.expectedValue)
    const wantsNumber = type === 'number' && comparison !== 'like'
    if (wantsNumber && token.kind !== 'number') throw this.#unexpected(say(words.expectedNumber, { name }))
    this.#next++
    if (token.kind === 'text') return token.value
    if (token.kind === 'number' && type !== 'text' && comparison !== 'like') return token.value
    return token.text
  }

  expectEnd(): void {
    if (this.#token.kind !== 'end') throw this.#unexpected(words.expectedEnd)
  }

  get #token(): Token {
    return this.#tokens[this.#next]
  }

  #isWord(text: string): boolean {
    const token = this.#token
    return token.kind === 'word' && token.text.toLowerCase() === text
  }

  /** Goes on when the next piece is one of these words or signs. */
  #take(...texts: readonly string[]): boolean {
    const token = this.#token
    const isThere = (token.kind === 'word' || token.kind === 'sign') && texts.includes(token.text.toLowerCase())
    if (isThere) this.#next++
    return isThere
  }

  #unexpected(expected: InBoth<string>): UserError {
    const token = this.#token
    return badWhere(say(words.message), { expected, found: shown(token), at: token.at })
  }
}

function shown(token: Token): Text {
  if (token.kind === 'end') return say(words.foundEnd)
  return token.kind === 'text' ? `'${token.value}'` : `"${token.text}"`
}

/** The error for a field that does not exist, with those that may have been meant. */
export function unknownField(name: string, at?: number): UserError {
  const guesses = closestFields(name)
  return badWhere(say(words.messageField, { name }), {
    expected: say(words.expectedFields),
    found: `"${name}"`,
    ...(at !== undefined && { at }),
    ...(guesses.length > 0 && { next: say(words.nextGuess, { guess: joined(guesses, between.or) }) }),
  })
}

function negated(condition: Condition): Condition {
  return (run) => !condition(run)
}
