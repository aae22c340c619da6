// What may not reach a terminal as it is.
import { describe, expect, it } from 'vitest'
import { printable } from '../../src/core/printable.ts'

describe('printable', () => {
  it.each([
    ['an OSC that sets the title', 'a\u001b]0;title\u0007b', String.raw`a\u001b]0;title\u0007b`],
    ['a C1 control sequence', 'a\u009b2Jb', String.raw`a\u009b2Jb`],
    ['a carriage return that paints over', 'good\rbad', String.raw`good\u000dbad`],
    ['marks that turn the direction', 'a\u202egpj.exe\u2066', String.raw`a\u202egpj.exe\u2066`],
  ])('spells out %s', (_, text, shown) => expect(printable(text)).toBe(shown))

  it('leaves every other sign, and keeps the value of JSON', () => {
    const text = 'tab\tline\n中文 é 😀 a\u200db'
    expect(printable(text)).toBe(text)
    const value = { name: 'x\u001b[2J\u007f\u0085\u202e' }
    expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value)
  })
})
