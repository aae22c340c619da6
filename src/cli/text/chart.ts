// Curves drawn with letters: an axis to the left, one below, a sign a curve.
import { type Curve, bucketsOf, rangeOf } from '../../run/plot-data.ts'
import type { Look } from './look.ts'

/** A curve and the sign that its points are drawn with. */
export interface ChartCurve {
  readonly sign: string
  readonly curve: Curve
}

export interface ChartOptions {
  readonly title: string
  /** What the x axis counts: `epoch`. */
  readonly unit: string
  readonly curves: readonly ChartCurve[]
  /** Both ends of the y axis; those of the values by default. */
  readonly yRange?: readonly [number, number]
}

const rows = 9
const widest = 100
/** Between two points that lie far apart. */
const way = '.'
/** Where a point is no number. */
const broken = '!'

/** A chart of at most the width of the terminal; a sentence when no curve has a point. */
export function renderChart({ title, unit, curves, yRange }: ChartOptions, look: Look): string {
  const xRange = rangeOf(curves.flatMap(({ curve }) => curve.x))
  if (xRange === undefined) return `${look.paint.bold(title)}  ${look.paint.dim('no points yet')}`
  const [low, high] = widened(yRange ?? rangeOf(curves.flatMap(({ curve }) => curve.y)) ?? [0, 1])
  const labels = [high, (high + low) / 2, low].map(shownNumber)
  const margin = Math.max(...labels.map((label) => label.length))
  const columns = Math.max(10, Math.min(look.columns, widest) - margin - 3)
  const grid = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ' '))
  const rowOf = (value: number): number => {
    const height = (value - low) / (high - low)
    return Math.round((1 - Math.min(1, Math.max(0, height))) * (rows - 1))
  }
  for (const one of curves) drawCurve(grid, one, { xRange, rowOf })
  const lines = grid.map((cells, row) => {
    const label = { 0: labels[0], [(rows - 1) / 2]: labels[1], [rows - 1]: labels[2] }[row] ?? ''
    return `${look.paint.dim(`${label.padStart(margin)} |`)}${cells.join('')}`.trimEnd()
  })
  const [from, to] = xRange.map(shownNumber)
  const below = `${from}${`${unit} ${to}`.padStart(columns - from.length)}`
  return [
    look.paint.bold(title),
    ...lines,
    look.paint.dim(`${' '.repeat(margin)} +${'-'.repeat(columns)}`),
    look.paint.dim(`${' '.repeat(margin + 2)}${below}`),
  ].join('\n')
}

type Grid = string[][]

interface Scale {
  readonly xRange: readonly [number, number]
  readonly rowOf: (value: number) => number
}

function drawCurve(grid: Grid, { sign, curve }: ChartCurve, { xRange, rowOf }: Scale): void {
  const columns = grid[0].length
  let before: { readonly column: number; readonly value: number } | undefined
  for (const { column, range, first, last, broken: isBroken } of bucketsOf(curve, xRange, columns)) {
    if (isBroken) grid[rows - 1][column] = broken
    if (range === undefined) {
      before = undefined
      continue
    }
    if (before !== undefined) drawWay(grid, before, { column, value: first }, rowOf)
    for (let row = rowOf(range[1]); row <= rowOf(range[0]); row++)
      if (grid[row][column] !== broken) grid[row][column] = sign
    before = { column, value: last }
  }
}

interface Place {
  readonly column: number
  readonly value: number
}

function drawWay(grid: Grid, from: Place, to: Place, rowOf: Scale['rowOf']): void {
  for (let column = from.column + 1; column < to.column; column++) {
    const share = (column - from.column) / (to.column - from.column)
    const row = rowOf(from.value + share * (to.value - from.value))
    if (grid[row][column] === ' ') grid[row][column] = way
  }
}

/** A level curve lies in the middle of an axis that has some height. */
function widened([low, high]: readonly [number, number]): readonly [number, number] {
  if (high > low) return [low, high]
  const room = low === 0 ? 1 : Math.abs(low) * 0.5
  return [low - room, high + room]
}

/** Four digits at most, without zeros that say nothing. */
function shownNumber(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1)
  return String(Number(value.toPrecision(4)))
}
