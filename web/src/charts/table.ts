// The table twin of a chart: the same curves as rows of numbers. Pure.
import { indexOf } from './columns.ts'
import type { Line } from './line.ts'

/** More rows are not read by a person; they are spread evenly, the first and the last included. */
const maxRows = 100

export interface TableRow {
  readonly x: number
  /** One value a curve; undefined where it has no point there, NaN where it is no number. */
  readonly values: readonly (number | undefined)[]
}

/** Rows at places of the curves. */
export function tableRows(lines: readonly Line[], limit = maxRows): TableRow[] {
  const places = [...new Set(lines.flatMap(({ x }) => evenly(x, limit)))].sort((a, b) => a - b)
  return evenly(Float64Array.from(places), limit).map((x) => ({ x, values: lines.map((line) => valueAt(line, x)) }))
}

function evenly(x: Float64Array, limit: number): number[] {
  if (x.length <= limit) return [...x]
  return Array.from({ length: limit }, (_, row) => x[Math.round((row * (x.length - 1)) / (limit - 1))]!)
}

function valueAt({ x, y }: Line, at: number): number | undefined {
  const index = indexOf(x, at)
  return x[index] === at ? y[index] : undefined
}
