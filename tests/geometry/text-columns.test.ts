// Columns of horizontal text: which pages are read column by column, and which row by row.
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

/** Lines of 20 pixels height, every 30 pixels. */
const column = (name: string, { x, y, width, lines = 8 }: { x: number; y: number; width: number; lines?: number }) =>
  Array.from({ length: lines }, (_, row): Named => {
    const end = row === lines - 1 ? x + width / 2 : x + width - 7 * (row % 3)
    return { name: `${name}${row}`, polygon: rect(x, y + 30 * row, end, y + 30 * row + 20) }
  })
const namesOf = (items: readonly Named[]): string[] => items.map(({ name }) => name)

function expectOrder(items: readonly Named[], degrees = 0): void {
  for (let round = 0; round < 5; round++) {
    const turned = items.map(({ name, polygon }) => ({
      name,
      polygon: mapPolygon(rotateAffine(degrees, [400, 200]), polygon),
    }))
    expect(namesOf(inReadingOrder(new Random(round).shuffled(turned)))).toEqual(namesOf(items))
  }
}

/** Items as they stand, row by row. */
const rowByRow = (...columns: readonly (readonly Named[])[]): Named[] =>
  columns[0].flatMap((_, row) => columns.flatMap((one) => (one[row] === undefined ? [] : [one[row]])))

describe('columns of text', () => {
  const left = column('left', { x: 20, y: 100, width: 340 })
  const right = column('right', { x: 420, y: 115, width: 340, lines: 9 })

  it('are read one after the other, also askew', () => {
    for (const degrees of [0, -4, 6]) expectOrder([...left, ...right], degrees)
  })

  it('are read between what stands above, between and below them', () => {
    const title = { name: 'title', polygon: rect(100, 20, 700, 60) }
    const foot = { name: 'foot', polygon: rect(20, 420, 760, 440) }
    const below = [column('c', { x: 20, y: 470, width: 340 }), column('d', { x: 420, y: 482, width: 340 })].flat()
    expectOrder([title, ...left, ...right, foot, ...below])
  })

  it('may be three', () => {
    const third = column('third', { x: 820, y: 107, width: 340 })
    expectOrder([...left, ...right, ...third])
  })

  it('are read row by row where their lines have neighbours, as the cells of a table have', () => {
    const cells = column('cell', { x: 420, y: 103, width: 340 })
    expectOrder(rowByRow(left, cells))
  })

  it('are none where one side is short, as prices and labels are', () => {
    const prices = column('price', { x: 700, y: 104, width: 60 })
    const labels = column('label', { x: 20, y: 100, width: 90 })
    expectOrder(rowByRow(left, prices))
    expectOrder(rowByRow(labels, column('value', { x: 300, y: 96, width: 300 })))
  })

  it('are none where the gutter is narrower than a line is high, or lines are few', () => {
    const near = column('near', { x: 375, y: 112, width: 340 })
    expect(namesOf(inReadingOrder([...left, ...near]))).not.toEqual(namesOf([...left, ...near]))
    const few = [
      column('a', { x: 20, y: 100, width: 340, lines: 4 }),
      column('b', { x: 420, y: 112, width: 340, lines: 4 }),
    ]
    expect(namesOf(inReadingOrder(few.flat()))).not.toEqual(namesOf(few.flat()))
  })
})
