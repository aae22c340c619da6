// A curve as numbers, and what is done to it before it is drawn: axis, smoothing. Pure.

/** One curve. NaN stands for every value that is no finite number. */
export interface Line {
  readonly label: string
  /** Index of its colour; curves of one run share it. */
  readonly color: number
  readonly dashed?: boolean
  /** Rising. */
  readonly x: Float64Array
  readonly y: Float64Array
}

/** What the horizontal axis shows. */
export const axes = ['step', 'epoch', 'relative', 'time'] as const
export type AxisKind = (typeof axes)[number]

/** A curve as the server tells it. */
export interface RawSeries {
  readonly step: readonly number[]
  readonly value: readonly (number | null)[]
  readonly seconds: readonly (number | null)[]
}

/** What an axis needs to know of a run. */
export interface RunTimes {
  /** 0 before the first epoch. */
  readonly iterations: number
  /** Milliseconds since 1970. */
  readonly startedAt: number
}

type Position = (series: RawSeries, index: number, run: RunTimes) => number

const secondsOf: Position = ({ seconds }, index) => seconds[index] ?? Number.NaN

const positions: Readonly<Record<AxisKind, Position>> = {
  step: ({ step }, index) => step[index] ?? Number.NaN,
  epoch: ({ step }, index, { iterations }) => (step[index] ?? Number.NaN) / Math.max(1, iterations),
  relative: secondsOf,
  time: (series, index, run) => run.startedAt / 1000 + secondsOf(series, index, run),
}

/** The points of a curve on an axis, rising; points without a place are left out, values that are no number are NaN. */
export function placed(series: RawSeries, axis: AxisKind, run: RunTimes): Pick<Line, 'x' | 'y'> {
  const x: number[] = []
  const y: number[] = []
  let last = Number.NEGATIVE_INFINITY
  for (let index = 0; index < series.step.length; index++) {
    const at = positions[axis](series, index, run)
    if (!(at >= last)) continue
    last = at
    x.push(at)
    y.push(series.value[index] ?? Number.NaN)
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y) }
}

/**
 * Exponential moving average with the start corrected, as TensorBoard smooths: weight 0 changes nothing, 0.99 much.
 * NaN stays NaN and does not spread.
 */
export function smoothed(y: Float64Array, weight: number): Float64Array {
  if (weight <= 0) return y
  const result = new Float64Array(y.length)
  let mean = 0
  let share = 0
  for (let index = 0; index < y.length; index++) {
    const value = y[index] ?? Number.NaN
    if (!Number.isFinite(value)) {
      result[index] = Number.NaN
      continue
    }
    mean = mean * weight + value * (1 - weight)
    share = share * weight + (1 - weight)
    result[index] = mean / share
  }
  return result
}
