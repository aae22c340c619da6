// JSON with line numbers: every object knows the line it begins in, so that what is wrong in it can be told with its place.
import { factWords } from './fact-words.ts'
import { say } from '../../core/say.ts'
import type { InBoth } from '../../core/language.ts'
import { SourceError } from './notes.ts'

const lineKey = Symbol('line')

/** An object that inherits nothing, so that no key of a file means anything to JavaScript. */
export interface JsonObject {
  readonly [lineKey]: number
  readonly [key: string]: Json | undefined
}

export type Json = null | boolean | number | string | readonly Json[] | JsonObject

/** Deeper nesting is no annotation, and would exhaust the stack. */
const maxDepth = 200

/** Most lists and objects of one text: those of a million annotations. Each takes a hundred bytes with what is made of it. */
const maxNested = 5e6

/** Most values of one text, those in lists and objects included. */
const maxValues = 2e7

/** The line in which an object begins, from 1. */
export function lineOf(object: JsonObject): number {
  return object[lineKey]
}

/**
 * Parses JSON (RFC 8259). JSON.parse does not tell where a value stood.
 * @param firstLine the line in which the text begins in its file
 * @throws SourceError file-malformed, with the line
 */
export function parseJson(text: string, firstLine = 1): Json {
  const parser = new Parser(text, firstLine)
  return parser.document()
}

interface BareObject {
  [lineKey]: number
  [key: string]: Json
}

/** Makes objects that inherit nothing; unlike those of Object.create(null) they take as little memory as a class's. */
const Bare = function (this: BareObject, line: number): void {
  this[lineKey] = line
} as unknown as new (line: number) => BareObject
Bare.prototype = Object.create(null)

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /[\w+.-]+|[^\s]/y

class Parser {
  readonly #text: string
  #at = 0
  #line: number
  #depth = 0
  #nestedCount = 0
  #valueCount = 0

  constructor(text: string, firstLine: number) {
    this.#text = text
    this.#line = firstLine
  }

  document(): Json {
    this.#skipSpace()
    const value = this.#value()
    this.#skipSpace()
    if (this.#at < this.#text.length) throw this.#wrong(factWords.endOfFile)
    return value
  }

  #value(): Json {
    this.#valueCount += 1
    if (this.#valueCount > maxValues) throw this.#wrong(say(factWords.maxValues, { max: maxValues }))
    const sign = this.#text[this.#at]
    if (sign === '{') return this.#nested(() => this.#object())
    if (sign === '[') return this.#nested(() => this.#array())
    if (sign === '"') return this.#string()
    for (const [literal, value] of literals) {
      if (!this.#text.startsWith(literal, this.#at)) continue
      this.#at += literal.length
      return value
    }
    number.lastIndex = this.#at
    const match = number.exec(this.#text)
    if (match === null) throw this.#wrong(factWords.aValue)
    this.#at = number.lastIndex
    return Number(match[0])
  }

  #nested<T>(read: () => T): T {
    this.#depth += 1
    if (this.#depth > maxDepth) throw this.#wrong(say(factWords.maxDepth, { max: maxDepth }))
    this.#nestedCount += 1
    if (this.#nestedCount > maxNested) throw this.#wrong(say(factWords.maxNested, { max: maxNested }))
    const value = read()
    this.#depth -= 1
    return value
  }

  #object(): JsonObject {
    const object = new Bare(this.#line)
    this.#at += 1
    this.#skipSpace()
    if (this.#take('}')) return object
    for (;;) {
      if (this.#text[this.#at] !== '"') throw this.#wrong(factWords.quotedName)
      const key = this.#string()
      this.#skipSpace()
      if (!this.#take(':')) throw this.#wrong(say(factWords.colon, { key }))
      this.#skipSpace()
      const value = this.#value()
      if (key in object && JSON.stringify(object[key]) !== JSON.stringify(value)) throw this.#twice(key)
      object[key] = value
      this.#skipSpace()
      if (this.#take('}')) return object
      if (!this.#take(',')) throw this.#wrong(factWords.commaOrBrace)
      this.#skipSpace()
    }
  }

  #array(): Json[] {
    const items: Json[] = []
    this.#at += 1
    this.#skipSpace()
    if (this.#take(']')) return items
    for (;;) {
      items.push(this.#value())
      this.#skipSpace()
      if (this.#take(']')) return items
      if (!this.#take(',')) throw this.#wrong(factWords.commaOrBracket)
      this.#skipSpace()
    }
  }

  #string(): string {
    const start = this.#at
    let end = this.#text.indexOf('"', start + 1)
    while (end !== -1 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1)
    const inside = end === -1 ? this.#text.slice(start + 1, start + 1000) : this.#text.slice(start + 1, end)
    if (end === -1 || inside.includes('\n')) throw this.#wrong(factWords.closingQuote)
    this.#at = end + 1
    if (!inside.includes('\\')) return inside
    try {
      return JSON.parse(this.#text.slice(start, end + 1)) as string
    } catch {
      this.#at = start
      throw this.#wrong(factWords.escapes)
    }
  }

  #isEscaped(quote: number): boolean {
    let slashes = 0
    while (this.#text[quote - 1 - slashes] === '\\') slashes += 1
    return slashes % 2 === 1
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code === 10) this.#line += 1
      else if (code !== 32 && code !== 13 && code !== 9) return
      this.#at += 1
    }
  }

  #take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false
    this.#at += 1
    return true
  }

  /** Nothing says which of the two is meant. */
  #twice(key: string): SourceError {
    const facts = { expected: say(factWords.onceInObject, { key: key.slice(0, 40) }), found: factWords.twoDiffer }
    return new SourceError('file-malformed', facts, this.#line)
  }

  #wrong(expected: InBoth<string>): SourceError {
    word.lastIndex = this.#at
    const found = word.exec(this.#text)?.[0].slice(0, 40) ?? factWords.endOfFile
    return new SourceError('file-malformed', { expected, found }, this.#line)
  }
}

const literals: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
]
