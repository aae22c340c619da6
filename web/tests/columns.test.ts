// Curves in buckets: nothing that matters is lost.
import { describe, expect, it } from 'vitest'
import { columnsOf, fullRange } from '../src/charts/columns.ts'
import { type Line, placed, smoothed } from '../src/charts/line.ts'
import { tableRows } from '../src/charts/table.ts'

function line(values: readonly number[], x = values.map((_, index) => index)): Line {
  return { label: 'loss', color: 0, x: Float64Array.from(x), y: Float64Array.from(values) }
}

const long = (count: number, of: (index: number) => number): Line =>
  line(Array.from({ length: count }, (_, at) => of(at)))
const values = (column: readonly (number | null | undefined)[]): number[] =>
  column.filter((value) => value !== undefined && value !== null)

describe('columnsOf', () => {
  it('keeps few points exactly as they are', () => {
    const { x, ys, thinned } = columnsOf([line([3, 1, 2])], [0, 2], 100)
    expect({ x, ys, thinned }).toEqual({ x: [0, 1, 2], ys: [[3, 1, 2]], thinned: false })
  })

  it.each([0, 1, 49_999, 70_001, 99_999])('never loses a spike of one step (at %i of 100,000)', (spike) => {
    const up = long(100_000, (at) => (at === spike ? 50 : 1 + at / 1e6))
    const down = long(100_000, (at) => (at === spike ? -50 : 1 + at / 1e6))
    const { ys, thinned } = columnsOf([up, down], fullRange([up]), 800)
    expect(thinned).toBe(true)
    expect(Math.max(...values(ys[0]!))).toBe(50)
    expect(Math.min(...values(ys[1]!))).toBe(-50)
  })

  it('tells of every value that is no number, and keeps its neighbours', () => {
    const curve = long(10_000, (at) => (at === 5000 ? Number.NaN : at === 5001 ? 99 : 1))
    const { ys, broken } = columnsOf([curve], [0, 9999], 500)
    expect(broken).toEqual([{ x: 5000, line: 0 }])
    expect(Math.max(...values(ys[0]!))).toBe(99)
  })

  it('leaves a gap where a whole bucket is no number', () => {
    const { ys } = columnsOf([long(10_000, (at) => (at >= 4000 && at < 6000 ? Number.NaN : 1))], [0, 9999], 100)
    expect(ys[0]).toContain(null)
  })

  it('joins curves with different steps', () => {
    const { x, ys } = columnsOf([line([1, 2], [0, 2]), line([5], [1])], [0, 2], 100)
    expect(x).toEqual([0, 1, 2])
    expect(ys).toEqual([
      [1, undefined, 2],
      [undefined, 5, undefined],
    ])
  })

  it('reaches over the edges of a zoom', () => {
    expect(columnsOf([line([1, 2, 3, 4, 5])], [1.5, 2.5], 100).x).toEqual([1, 2, 3])
  })

  it('takes curves without points', () => {
    expect(columnsOf([line([])], fullRange([line([])]), 100).x).toEqual([])
  })
})

describe('smoothed', () => {
  it('does not let a NaN spread', () => {
    expect([...smoothed(Float64Array.of(1, Number.NaN, 1), 0.9)]).toEqual([1, Number.NaN, 1])
  })

  it('begins without a bias', () => {
    expect(smoothed(Float64Array.of(5, 5, 5), 0.99)[0]).toBeCloseTo(5)
  })
})

describe('placed', () => {
  const series = { step: [0, 10, 20], value: [1, null, 3], seconds: [0, null, 8] }
  const run = { iterations: 10, startedAt: 1_000_000 }

  it.each([
    ['step', [0, 10, 20]],
    ['epoch', [0, 1, 2]],
    ['relative', [0, 8]],
    ['time', [1000, 1008]],
  ] as const)('puts points on the axis %s', (axis, x) => {
    expect([...placed(series, axis, run).x]).toEqual(x)
  })

  it('keeps a value that is no number as NaN', () => {
    expect([...placed(series, 'step', run).y]).toEqual([1, Number.NaN, 3])
  })
})

describe('tableRows', () => {
  it('has the first and the last point of a long curve', () => {
    const rows = tableRows([long(5000, (at) => at)])
    expect(rows).toHaveLength(100)
    expect([rows[0], rows.at(-1)]).toEqual([
      { x: 0, values: [0] },
      { x: 4999, values: [4999] },
    ])
  })
})
