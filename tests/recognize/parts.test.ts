// The steps of reading, each by itself: decoding, cutting, batching, spaces and cleaning.
import { describe, expect, it } from 'vitest'
import type { RgbImage } from '../../src/data/types.ts'
import type { Polygon } from '../../src/geometry/points.ts'
import { decodeLine } from '../../src/recognize/ctc.ts'
import { withMargin } from '../../src/recognize/found.ts'
import { lineImage, upsideDown } from '../../src/recognize/line-image.ts'
import { cleanText } from '../../src/recognize/recognizer.ts'
import { withSpaces } from '../../src/recognize/spaces.ts'
import { batchesOf, maxWidth, piecesOf } from '../../src/recognize/strips.ts'
import { boxAt } from './page.ts'

/** Each step's likeliest class with a probability of 0.9; 3 characters and the blank. */
function outputOf(lines: readonly (readonly number[])[]) {
  const [steps, classes] = [lines[0].length, 4]
  const data = new Float32Array(lines.length * steps * classes).fill(0.1 / 3)
  for (const [line, best] of lines.entries())
    for (const [step, index] of best.entries()) data[(line * steps + step) * classes + index] = 0.9
  return { shape: [lines.length, steps, classes], data }
}

/** White, with black columns [from, to). */
function strip(width: number, ...black: readonly (readonly [number, number])[]): RgbImage {
  const data = new Uint8Array(width * 48 * 3).fill(255)
  for (let row = 12; row < 36; row++)
    for (const [from, to] of black) data.fill(0, 3 * (row * width + from), 3 * (row * width + to))
  return { width, height: 48, data }
}

describe('decodeLine', () => {
  const characters = ['a', 'b', ' ']

  it('joins what is repeated and keeps what a blank divides', () => {
    const output = outputOf([[1, 1, 0, 1, 2, 2, 3, 0]])
    expect(decodeLine(output, { line: 0, steps: 8, characters })).toMatchObject({
      text: 'aab ',
      score: expect.closeTo(0.9),
    })
  })

  it('leaves out the steps of the padding, and reads each line of a batch by itself', () => {
    const output = outputOf([
      [1, 0, 2, 2],
      [0, 0, 0, 0],
    ])
    expect(decodeLine(output, { line: 0, steps: 2, characters }).text).toBe('a')
    expect(decodeLine(output, { line: 1, steps: 4, characters })).toEqual({ text: '', score: 0, characters: [] })
  })
})

describe('withMargin', () => {
  it('adds paper around a line, by its height, whichever way the line runs', () => {
    expect(withMargin(boxAt(50, 50, 100, 20))).toEqual(boxAt(46, 48, 108, 24))
    expect(withMargin(boxAt(50, 50, 20, 100))).toEqual(boxAt(48, 46, 24, 108))
    const [a, b] = withMargin(boxAt(50, 50, 100, 20).map(([x, y]) => [x - y, x + y] as const))
    expect(Math.hypot(b[0] - a[0], b[1] - a[1]) / Math.SQRT2).toBeCloseTo(108)
  })

  it('puts a rectangle around a bent polygon, and leaves what is none as it is', () => {
    const bent: Polygon = [
      [50, 50],
      [100, 40],
      [150, 50],
      [150, 70],
      [50, 70],
    ]
    expect(withMargin(bent)).toHaveLength(4)
    for (const none of [[], [[1, 1]], boxAt(Number.NaN, 1, 2, 3)] as const) expect(withMargin(none)).toBe(none)
    expect(withMargin(boxAt(5, 5, 0, 0))).toEqual(boxAt(5, 5, 0, 0))
  })
})

describe('lineImage', () => {
  it('cuts an upright box pixel for pixel', () => {
    const image = strip(100, [10, 20])
    expect(lineImage(image, boxAt(0, 0, 100, 48), 48)).toEqual(image)
  })

  it('turns upright text a quarter to the left', () => {
    const image = strip(40, [0, 40])
    const turned = lineImage(image, boxAt(0, 0, 20, 48), 20)
    expect(turned).toMatchObject({ width: 48, height: 20 })
  })

  it('straightens a trapezium', () => {
    const image = strip(100, [0, 100])
    const cut = lineImage(
      image,
      [
        [20, 13],
        [80, 13],
        [100, 35],
        [0, 35],
      ],
      24,
    )
    expect(cut?.data.every((value) => value < 10)).toBe(true)
  })

  it('comes back when it is turned upside down twice', () => {
    const image = strip(30, [2, 7])
    expect(upsideDown(upsideDown(image))).toEqual(image)
    expect(upsideDown(image)).not.toEqual(image)
  })
})

describe('piecesOf', () => {
  it('cuts a long strip where nothing is written, and loses no column', () => {
    const gaps = [400, 1300, 2700]
    const image = strip(4000, [0, 400], [430, 1300], [1340, 2700], [2740, 4000])
    const pieces = piecesOf(image, 3)
    expect(pieces.every(({ line, strip: { width } }) => line === 3 && width <= maxWidth)).toBe(true)
    expect(pieces.reduce((sum, piece) => sum + piece.strip.width, 0)).toBe(4000)
    expect(pieces[0].strip.width).toBeGreaterThan(gaps[1] - 1)
    expect(pieces[0].strip.width).toBeLessThanOrEqual(gaps[1] + 41)
  })
})

describe('batchesOf', () => {
  it('holds every piece once, together with others that are hardly narrower', () => {
    const widths = [500, 20, 30, 31, 32, 33, 500, 21]
    const pieces = widths.map((width, line) => ({ line, strip: strip(width) }))
    const batches = batchesOf(pieces, { size: 3, step: 32 })
    expect(batches.flatMap((batch) => batch.pieces.map(({ line }) => line)).toSorted((a, b) => a - b)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7,
    ])
    for (const { pieces: parts, width } of batches) {
      expect(parts.length).toBeLessThanOrEqual(3)
      for (const part of parts) expect(width - part.strip.width).toBeLessThan(32)
    }
  })
})

describe('withSpaces', () => {
  const letters = (text: string, starts: readonly number[]) =>
    Array.from(text, (letter, index) => ({ text: letter, x: starts[index] + 8 }))

  it('puts a space where the strip has a wide gap and the letters are far apart', () => {
    const starts = [10, 30, 50, 90, 110]
    const image = strip(140, ...starts.map((start) => [start, start + 16] as const))
    expect(withSpaces(image, letters('abcde', starts))).toEqual({ text: 'abc de', gaps: [{ from: 66, to: 90 }] })
  })

  it('puts none between narrow letters of a fixed pitch, nor between Chinese characters', () => {
    const pitch = [10, 30, 50, 70, 90]
    const narrow = strip(120, [10, 26], [30, 46], [57, 60], [77, 80], [90, 106])
    expect(withSpaces(narrow, letters('ab11c', pitch)).text).toBe('ab11c')
    const starts = [10, 30, 50, 90, 110]
    const image = strip(140, ...starts.map((start) => [start, start + 16] as const))
    expect(withSpaces(image, letters('一二三四五', starts)).text).toBe('一二三四五')
  })
})

describe('cleanText', () => {
  it('composes letters and takes out what steers terminals and pages', () => {
    expect(cleanText('e\u0301\u001b[31m\u202eabc\u0007\u2028')).toBe('é[31mabc')
  })
})
