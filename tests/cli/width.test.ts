// Columns of texts in a terminal.
import { describe, expect, it } from 'vitest'
import { cut, pad, textWidth, wrap } from '../../src/cli/text/width.ts'

describe('textWidth', () => {
  it.each([
    ['abc', 3],
    ['', 0],
    ['数据', 4],
    ['a数b', 4],
    ['한글', 4],
    ['ｶﾀ', 2], // half-width katakana
    ['（）', 4], // full-width brackets
    ['e\u0301', 1], // e with a combining accent
    ['👍🏽', 2], // one emoji with a skin tone
    ['❤️', 2], // emoji by its variation selector
    ['🇩🇪', 2],
    ['\u001b[31mred\u001b[39m', 3],
    ['zero\u200bwidth', 9],
  ])('%j fills %i columns', (text, columns) => {
    expect(textWidth(text)).toBe(columns)
  })
})

describe('cut', () => {
  it('leaves a text that fits', () => {
    expect(cut('数据', 4)).toBe('数据')
  })

  it('takes out the middle, so that both ends of a path stay', () => {
    expect(cut('train_images/receipt_0001.jpg', 17)).toBe('train_i...001.jpg')
  })

  it('never cuts a wide letter in half', () => {
    // 9 columns less 3 for the dots: 2 for the end (one letter of 2, the next would make 4 of 3), 4 for the start
    expect(cut('数据集图片文件', 9)).toBe('数据...件')
    expect(textWidth(cut('数据集图片文件', 8))).toBeLessThanOrEqual(8)
  })

  it.each([0, 1, 2, 3])('gives no more than %i columns', (columns) => {
    expect(cut('abcdef', columns)).toBe('.'.repeat(columns))
  })
})

describe('pad', () => {
  it('fills up by columns, not by letters', () => {
    expect(pad('数据', 6)).toBe('数据  ')
    expect(pad('7', 3, 'right')).toBe('  7')
    expect(pad('too wide', 3)).toBe('too wide')
  })
})

describe('wrap', () => {
  it('breaks at spaces', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
  })

  it('breaks between Chinese signs, but not in front of their punctuation', () => {
    expect(wrap('可以开始训练，但请先查看 3 个警告。', 12)).toEqual(['可以开始训', '练，但请先查', '看 3 个警', '告。'])
  })

  it('leaves a long word alone on its line', () => {
    expect(wrap('a /very/long/path b', 6)).toEqual(['a', '/very/long/path', 'b'])
  })
})
