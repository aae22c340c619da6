// What may not reach a terminal as it is.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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

it('is what everything goes through that the program prints', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const printing = files.filter((name) =>
    /^(?! *(?:\/\/|\/?\*)).*(?:\bconsole\.|process\.(?:stdout|stderr)\b)/m.test(
      readFileSync(join('src', name), 'utf8'),
    ),
  )
  expect(printing.sort()).toEqual([
    'cli/command-line.ts', // its Screen
    'recognize/tesseract.ts', // keeps a library from printing
    'server/tell.ts',
    'tasks/models/snippets.ts', // text of a program for others
    'tasks/train/device-probe.ts', // JSON for the process that started it
  ])
})
