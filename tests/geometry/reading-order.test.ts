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
