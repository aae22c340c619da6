// Medians of pieces of a curve. Rules compare pieces that are a fraction of the run, never one step with the next.
import { medianOf } from '../core/median.ts'
import type { DiagnosisContext } from './context.ts'
import { evaluationsOf } from './context.ts'
import type { Window } from './finding.ts'

/** A curve: its finite values in order, with the step or epoch and the line of each. */
export interface Series {
  readonly at: readonly number[]
  readonly value: readonly number[]
  readonly line: readonly number[]
}

/** Remembered with the number of points: the history of a live run grows. */
const lossSeriesOf = new WeakMap<DiagnosisContext['history'], { readonly points: number; readonly series: Series }>()

/** The loss over global steps, as far as it is finite. Made once for a history: many rules look at it. */
export function lossSeries({ history }: Pick<DiagnosisContext, 'history'>): Series {
  const known = lossSeriesOf.get(history)
  const points = history.train.loss.length
  if (known?.points === points) return known.series
  const series = finiteLosses(history)
  lossSeriesOf.set(history, { points, series })
  return series
}

function finiteLosses({ train }: DiagnosisContext['history']): Series {
  if (train.loss.every((loss) => Number.isFinite(loss))) return { at: train.step, value: train.loss, line: train.line }
  const finite = train.loss.flatMap((loss, index) => (Number.isFinite(loss) ? [index] : []))
  return {
    at: finite.map((index) => train.step[index]),
    value: finite.map((index) => train.loss[index]),
    line: finite.map((index) => train.line[index]),
  }
}

/** A score or the validation loss over epochs, where it was written and is finite. */
export function evaluationSeries(
  subject: Pick<DiagnosisContext, 'history'>,
  measure: 'fScore' | 'precision' | 'recall' | 'valLoss',
): Series {
  const points = evaluationsOf(subject).filter((point) => Number.isFinite(point[measure]))
  return {
    at: points.map(({ epoch }) => epoch),
    value: points.map((point) => Number(point[measure])),
    line: points.map(({ line }) => line),
  }
}

/** The piece between two fractions of a series (0 to 1); at least one point. */
export function windowOf(series: Series, from: number, to: number): Window {
  const count = series.value.length
  const first = Math.min(count - 1, Math.floor(from * count))
  return windowAt(series, first, Math.max(first + 1, Math.round(to * count)))
}

/** The piece from index `first` up to but not including `end`. */
export function windowAt({ at, value, line }: Series, first: number, end: number): Window {
  return {
    from: at[first],
    to: at[end - 1],
    lines: [line[first], line[end - 1]],
    points: end - first,
    median: medianOf(value.slice(first, end)) ?? Number.NaN,
  }
}

/** Equal pieces of a series, in order. */
export function windowsOf(series: Series, pieces: number): Window[] {
  return Array.from({ length: pieces }, (_, index) => windowOf(series, index / pieces, (index + 1) / pieces))
}

/** The window with the lowest, or highest, median; the first of equals. */
export function lowest(windows: readonly Window[]): Window {
  return windows.reduce((best, window) => (window.median < best.median ? window : best))
}

export function highest(windows: readonly Window[]): Window {
  return windows.reduce((best, window) => (window.median > best.median ? window : best))
}

/**
 * How much a curve jumps from point to point, whatever its trend: the median of the absolute second differences,
 * as a share of its median. A straight line has 0; about 1.65 times the spread of independent noise otherwise.
 */
export function roughness(values: readonly number[]): number {
  const jumps = values.slice(2).map((value, index) => Math.abs(value - 2 * values[index + 1] + values[index]))
  return (medianOf(jumps) ?? Number.NaN) / Math.abs(medianOf(values) ?? Number.NaN)
}

/** Evaluations in a run of neighbours: a fifth of all, at least two. */
function runLength({ value }: Series): number {
  return Math.max(2, Math.round(value.length / 5))
}

/** The run of neighbouring points with the lowest median, wherever it begins; the first of equals. */
export function lowestRun(series: Series): Window {
  return lowest(runsOf(series))
}

export function highestRun(series: Series): Window {
  return highest(runsOf(series))
}

/** More runs than this are not looked at; they begin at equal distances then. */
const maxRuns = 100

function runsOf(series: Series): Window[] {
  const length = runLength(series)
  const starts = series.value.length - length + 1
  const stride = Math.ceil(starts / maxRuns)
  return Array.from({ length: Math.ceil(starts / stride) }, (_, index) => {
    const first = index * stride
    return windowAt(series, first, first + length)
  })
}

/** The highest of any number of values; Math.max takes no more than about a hundred thousand. */
export function highestOf(values: ArrayLike<number>): number {
  let highest = Number.NEGATIVE_INFINITY
  for (let index = 0; index < values.length; index++) highest = Math.max(highest, values[index])
  return highest
}
