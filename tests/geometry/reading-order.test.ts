// Reading order.
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { mapPolygon, rotateAffine } from '../../src/geometry/affine.ts'
import type { Polygon } from '../../src/geometry/points.ts'
import { inReadingOrder } from '../../src/geometry/reading-order.ts'
import { rect } from './cases.ts'

interface Named {
  readonly name: string
  readonly polygon: Polygon
}

/** Three lines of four words, named a1 to c4 in reading order, heights and gaps a little uneven. */
const page: Named[] = ['a', 'b', 'c'].flatMap((line, row) =>
  [1, 2, 3, 4].map((word, column) => ({
    name: `${line}${word}`,
    polygon: rect(20 + 150 * column, 30 + 40 * row + (column % 2) * 4, 140 + 150 * column, 54 + 40 * row),
  })),
)
const readPage = page.map(({ name }) => name)

function read(items: readonly Named[]): string[] {
  return inReadingOrder(items).map(({ name }) => name)
}

describe('inReadingOrder', () => {
  it('reads lines from top to bottom and words from left to right, whatever their order was', () => {
    const random = new Random(1)
    for (let round = 0; round < 20; round++) expect(read(random.shuffled(page))).toEqual(readPage)
  })

  it('reads a page that is askew', () => {
    for (const degrees of [-12, -6, 3, 9, 15]) {
      const turned = page.map(({ name, polygon }) => ({
        name,
        polygon: mapPolygon(rotateAffine(degrees, [300, 80]), polygon),
      }))
      expect(read(new Random(2).shuffled(turned)), `${degrees} degrees`).toEqual(readPage)
    }
  })

  it('reads bent lines', () => {
    // Each line sags by up to 20 pixels in the middle, more than half its height but little from word to word.
    const bent = page.map(({ name, polygon }) => ({
      name,
      polygon: polygon.map(([x, y]) => [x, y + 20 * Math.sin((x / 620) * Math.PI)] as const),
    }))
    expect(read(new Random(3).shuffled(bent))).toEqual(readPage)
  })

  it('puts a tall text beside several lines into the line of its middle', () => {
    const tall = { name: 'tall', polygon: rect(700, 30, 730, 134) }
    expect(read([tall, ...page])).toEqual([...readPage.slice(0, 8), 'tall', ...readPage.slice(8)])
  })

  it('joins rows by what overlaps, whatever the heights', () => {
    const form = [
      { name: 'degree', polygon: rect(134, 200, 286, 226) },
      { name: 'label', polygon: rect(25, 215, 97, 229) },
    ]
    expect(read(form)).toEqual(['label', 'degree'])
    const receipt = [
      { name: 'TOTAL', polygon: rect(10, 100, 200, 160) },
      { name: 'USD', polygon: rect(210, 100, 250, 116) },
      { name: 'next', polygon: rect(10, 180, 60, 200) },
    ]
    for (let round = 0; round < 6; round++)
      expect(read(new Random(round).shuffled(receipt))).toEqual(['TOTAL', 'USD', 'next'])
  })

  it('does not join the close lines of a paragraph', () => {
    const lines = [0, 1, 2, 3].map((row) => ({ name: `${row}`, polygon: rect(20 + row, 20 * row, 400, 20 * row + 42) }))
    expect(read(new Random(4).shuffled(lines))).toEqual(['0', '1', '2', '3'])
  })

  /** Three columns of vertical text, the first in two parts, below a title and above a line. */
  const vertical = [
    { name: 'title', polygon: rect(60, 10, 340, 40) },
    { name: '1 upper', polygon: rect(300, 60, 330, 160) },
    { name: '1 lower', polygon: rect(301, 170, 331, 300) },
    { name: '2', polygon: rect(250, 62, 280, 305) },
    { name: '3', polygon: rect(200, 61, 230, 190) },
    { name: 'line', polygon: rect(60, 330, 340, 360) },
  ]
  const readVertical = vertical.map(({ name }) => name)

  it('reads columns of vertical text from right to left, each from top to bottom', () => {
    for (let round = 0; round < 10; round++) expect(read(new Random(round).shuffled(vertical))).toEqual(readVertical)
  })

  it('reads vertical text that is askew', () => {
    for (const degrees of [-8, -3, 4, 8]) {
      const turned = vertical.map(({ name, polygon }) => ({
        name,
        polygon: mapPolygon(rotateAffine(degrees, [200, 180]), polygon),
      }))
      expect(read(new Random(5).shuffled(turned)), `${degrees} degrees`).toEqual(readVertical)
    }
  })

  it('reads the blocks of vertical text that are far apart one after the other', () => {
    const far = [100, 150, 500, 550].map((x) => ({ name: `${x}`, polygon: rect(x, 60, x + 30, 300) }))
    expect(read(far)).toEqual(['150', '100', '550', '500'])
  })

  it('does not take narrow digits of a row for vertical text', () => {
    const words = [0, 1, 2, 3].map((row) => ({ name: `item ${row}`, polygon: rect(10, 40 * row, 200, 40 * row + 24) }))
    const digits = [220, 235, 250].map((x) => ({ name: `${x}`, polygon: rect(x, 40, x + 9, 64) }))
    expect(read([...digits, ...words])).toEqual(['item 0', 'item 1', '220', '235', '250', 'item 2', 'item 3'])
  })

  it('reads a receipt row by row, however wide the gap before the prices', () => {
    const receipt = [0, 1, 2, 3, 4].flatMap((row) => [
      { name: `item ${row}`, polygon: rect(10, 40 * row, 150 + 10 * row, 40 * row + 24) },
      { name: `price ${row}`, polygon: rect(600, 40 * row + 3, 660, 40 * row + 27) },
    ])
    const rows = receipt.map(({ name }) => name)
    expect(read(new Random(6).shuffled(receipt))).toEqual(rows)
  })

  it('keeps equal places in their order, and takes nothing and one thing', () => {
    const twice = ['first', 'second'].map((name) => ({ name, polygon: rect(0, 0, 10, 10) }))
    expect(read(twice)).toEqual(['first', 'second'])
    expect(read([])).toEqual([])
    expect(read([page[0]])).toEqual(['a1'])
  })

  it('does not change the list it is given', () => {
    const list = page.toReversed()
    inReadingOrder(list)
    expect(list.map(({ name }) => name)).toEqual(readPage.toReversed())
  })
})
