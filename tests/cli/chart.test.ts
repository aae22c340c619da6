// Curves drawn with letters.
import { describe, expect, it } from 'vitest'
import { renderChart } from '../../src/cli/text/chart.ts'
import { bucketsOf, rangeOf } from '../../src/run/plot-data.ts'
import { plain } from './look.ts'

describe('renderChart', () => {
  it('draws points, ways between them and the axes', () => {
    const curve = { x: [0, 4, 8], y: [0, 4, 0] }
    const text = renderChart({ title: 'Up and down', unit: 'epoch', curves: [{ sign: '*', curve }] }, plain(21))
    expect(text).toBe(
      `Up and down
4 |        *
  |       . .
  |      .   .
  |     .     .
2 |    .       .
  |   .         .
  |  .           .
  | .             .
0 |*               *
  +-----------------
   0         epoch 8`,
    )
  })

  it('keeps a spike among ten thousand points, and marks what is no number', () => {
    const x = Array.from({ length: 10_000 }, (_, index) => index)
    const y = x.map((index) => (index === 5000 ? 9 : index === 9000 ? Number.NaN : 1))
    const lines = renderChart(
      { title: 'Loss', unit: 'step', curves: [{ sign: '*', curve: { x, y } }] },
      plain(60),
    ).split('\n')
    expect(lines[1]).toMatch(/^9 \| *\*$/)
    expect(lines.at(-3)).toMatch(/^1 \|\*+!\*+$/)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60)
  })

  it('says so where there is no point, and draws level curves', () => {
    const none = renderChart({ title: 'F', unit: 'epoch', curves: [{ sign: 'F', curve: { x: [], y: [] } }] }, plain())
    expect(none).toBe('F  no points yet')
    const level = renderChart(
      { title: 'F', unit: 'epoch', curves: [{ sign: 'F', curve: { x: [1, 2], y: [0.5, 0.5] } }] },
      plain(30),
    )
    expect(level).toMatch(/0\.5 \|F\.+F/)
  })
})

describe('bucketsOf', () => {
  it('keeps the smallest and the largest value of each column', () => {
    const curve = { x: [0, 1, 2, 3, 100], y: [5, 1, Number.NaN, 3, Infinity] }
    expect(bucketsOf(curve, [0, 100], 2)).toEqual([
      { column: 0, range: [1, 5], first: 5, last: 3, broken: true },
      { column: 1, range: undefined, first: Number.NaN, last: Number.NaN, broken: true },
    ])
    expect(rangeOf([Number.NaN, Infinity])).toBeUndefined()
  })
})
