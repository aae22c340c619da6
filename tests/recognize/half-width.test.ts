// Punctuation as wide as its line.
import { expect, it } from 'vitest'
import { halfWidth } from '../../src/recognize/half-width.ts'

it.each([
  ['TEL：03-8924（GST）', 'TEL:03-8924(GST)'],
  ['总计：１２元', '总计：１２元'],
  ['。：', '。：'],
  ['～！', '~!'],
  ['', ''],
])('makes %s %s', (text, expected) => expect(halfWidth(text)).toBe(expected))
