// JSON with line numbers: the same values as JSON.parse, and the place of what is wrong.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textIn } from '../../../src/core/errors.ts'
import { isObject } from '../../../src/prepare/import/fields.ts'
import { lineOf, parseJson, type Json } from '../../../src/prepare/import/json.ts'
import { SourceError } from '../../../src/prepare/import/notes.ts'

/** As JSON.parse gives it. */
function plain(value: Json | undefined): unknown {
  if (Array.isArray(value)) return (value as readonly Json[]).map(plain)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
}

function failureOf(text: string): string {
  try {
    parseJson(text)
  } catch (error) {
    if (error instanceof SourceError)
      return `${error.line}: expected ${textIn(error.facts.expected ?? '', 'en')}, found ${textIn(error.facts.found ?? '', 'en')}`
    throw error
  }
  return 'none'
}

describe('parseJson', () => {
  it('gives what JSON.parse gives, however it is spaced', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 4 }), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent)
        expect(JSON.stringify(plain(parseJson(spaced)))).toBe(JSON.stringify(JSON.parse(spaced)))
      }),
      { seed: 20260101, numRuns: 500 },
    )
  })

  it('accepts what JSON.parse accepts, and nothing else, of mutated files', () => {
    const signs = fc.constantFrom(...'{}[]",:0123456789.eE+-\\ntrufalse\u0007\n\t '.split(''))
    fc.assert(
      fc.property(fc.json(), fc.nat(), signs, (text, at, sign) => {
        const mutated = text.slice(0, at % (text.length + 1)) + sign + text.slice((at % (text.length + 1)) + 1)
        const accepts = (parse: (text: string) => unknown): boolean => {
          try {
            parse(mutated)
            return true
          } catch {
            return false
          }
        }
        // Control characters in strings are let through: several tools write them.
        if (accepts(JSON.parse)) expect(accepts(parseJson)).toBe(true)
        else if (!/[\u0000-\u001f]/.test(mutated)) expect(accepts(parseJson)).toBe(false) // oxlint-disable-line no-control-regex
      }),
      { seed: 20260101, numRuns: 2000 },
    )
  })

  it('knows the line of every object', () => {
    const value = parseJson('{\n\n"a": [\n{"b": 1}, {},\r\n{\n}]}')
    const root = isObject(value) ? value : undefined
    const items = root?.['a'] as readonly Json[]
    expect([value, ...items].map((item) => (isObject(item) ? lineOf(item) : 0))).toEqual([1, 4, 4, 5])
  })

  it('inherits nothing from JavaScript', () => {
    const value = parseJson('{"__proto__": {"polluted": 1}, "constructor": 2}')
    expect(isObject(value) && [value['toString'], value['constructor'], Object.keys(value)]).toEqual([
      undefined,
      2,
      ['__proto__', 'constructor'],
    ])
  })

  it.each([
    ['{\n"a": 1,\n}', '3: expected a name in quotes, found }'],
    ['[1 2]', '1: expected a comma or ], found 2]'.replace('2]', '2')],
    ['{"a"\n 1}', '2: expected a colon after "a", found 1'],
    ['[1]\n\nx', '3: expected the end of the file, found x'],
    ['', '1: expected a value, found the end of the file'],
    ['{"a": NaN}', '1: expected a value, found NaN'],
    ['{"a": "b\n"}', '1: expected a closing quote in the same line, found "'],
    [String.raw`"\x"`, String.raw`1: expected a string with valid \ escapes, found "`],
    ['{"a": 1,\n"a": 2}', '2: expected "a" once in its object, found two that differ'],
    ['{"a": [1],\n"a": [1]}', 'none'],
    ['['.repeat(300), '1: expected at most 200 levels of nesting, found ['],
  ])('says what is wrong with %j', (text, failure) => {
    expect(failureOf(text)).toBe(failure)
  })

  it('ends at more lists than a million annotations have, before memory does', () => {
    expect(failureOf(`[${'[],'.repeat(5e6)}[]]`)).toBe('1: expected at most 5000000 lists and objects, found [')
  }, 120_000)
})
