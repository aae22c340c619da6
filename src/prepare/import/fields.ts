// Typed access to values of JSON and XML files: each function returns what was expected or throws a SourceError that says what was found.
import { factWords } from './fact-words.ts'
import { say } from '../../core/say.ts'
import type { Text } from '../../core/errors.ts'
import type { Point } from '../../geometry/points.ts'
import { lineOf, type Json, type JsonObject } from './json.ts'
import { SourceError } from './notes.ts'

/** Whether a value is an object, and not a list or null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether a value is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

/** An annotation that cannot be understood. @param what the part of it: `bbox` */
export function malformed(what: string, expected: Text, found: Json | undefined, line?: number): SourceError {
  const facts = { expected: say(factWords.part, { what, expected }), found: brief(found) }
  return new SourceError('entry-malformed', facts, line)
}

/** A value in a few characters. */
function brief(value: Json | undefined): Text {
  if (value === undefined) return factWords.nothing
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

export function objectIn(value: Json | undefined, what: string, line?: number): JsonObject {
  if (isObject(value)) return value
  throw malformed(what, factWords.anObject, value, line)
}

export function listIn(object: JsonObject, key: string): readonly Json[] {
  const value = object[key]
  if (isList(value)) return value
  throw malformed(key, factWords.aList, value, lineOf(object))
}

/** A number of an object; text that spells one is accepted, as several tools write it. */
export function numberIn(object: JsonObject, key: string): number {
  return numberFrom(object[key], key, lineOf(object))
}

/** A number, or the text of one. */
export function numberFrom(value: Json | undefined, what: string, line?: number): number {
  const result = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof result === 'number' && Number.isFinite(result)) return result
  throw malformed(what, factWords.aNumber, value, line)
}

/** A text that must be there and not be empty. */
export function textIn(object: JsonObject, key: string): string {
  const value = object[key]
  if (typeof value === 'string' && value !== '') return value
  throw malformed(key, factWords.aText, value, lineOf(object))
}

/** A text, or the empty one where there is none; numbers become text. */
export function optionalText(value: Json | undefined): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : ''
}

/** An id as text: some tools write a number in one place and a string in another. */
export function idText(value: Json | undefined): string {
  return optionalText(value)
}

/** Numbers from a list. */
export function numbersFrom(value: Json | undefined, what: string, line?: number): number[] {
  if (!isList(value)) throw malformed(what, factWords.numbers, value, line)
  return value.map((item) => numberFrom(item, what, line))
}

/** Corners from `[[x, y], ...]`. */
export function pointsFrom(value: Json | undefined, what: string, line?: number): Point[] {
  if (!isList(value)) throw malformed(what, factWords.corners, value, line)
  return value.map((corner) => {
    const pair = numbersFrom(corner, what, line)
    if (pair.length < 2) throw malformed(what, factWords.twoNumbers, corner, line)
    return [pair[0], pair[1]]
  })
}

/** Corners from `[x1, y1, x2, y2, ...]`. */
export function pairedPoints(numbers: readonly number[], what: string, line?: number): Point[] {
  if (numbers.length % 2 === 1 || numbers.length < 6)
    throw new SourceError(
      'entry-malformed',
      {
        expected: say(factWords.evenCount, { what }),
        found: say(factWords.countNumbers, { count: numbers.length }),
      },
      line,
    )
  return Array.from({ length: numbers.length / 2 }, (_, index) => [numbers[2 * index], numbers[2 * index + 1]])
}

/** A size in pixels from two fields; undefined where the file does not know it (absent, null or 0, as some tools write). */
export function sizeIn(object: JsonObject, widthKey: string, heightKey: string) {
  const [width, height] = [widthKey, heightKey].map((key) =>
    object[key] === undefined || object[key] === null ? 0 : numberIn(object, key),
  )
  return width > 0 && height > 0 ? { width, height } : undefined
}
