// The curves of a run, thinned to what a screen shows.
import type { History } from '../../run/curves.ts'
import { thinCurve } from '../../run/thin-curve.ts'
import type { Curves, Series } from '../contract/runs.ts'
import { renderPosition } from '../live/position.ts'
import { currentRun } from './run-cache.ts'

export interface ReadCurvesTask {
  readonly folder: string
  /** About this many points a curve; 0 for all. */
  readonly points: number
  /** First and last step. */
  readonly from?: number | undefined
  readonly to?: number | undefined
}

interface Column {
  readonly name: string
  readonly step: readonly number[]
  readonly value: readonly number[]
}

export function readCurves({ folder, points, from = 0, to = Infinity }: ReadCurvesTask): Curves {
  const { history, log } = currentRun(folder)
  let thinned = false
  const series: Record<string, Series> = {}
  const secondsAt = timeOf(history)
  for (const column of columnsOf(history)) {
    const [low, high] = [firstAtLeast(column.step, from), firstAtLeast(column.step, to + 1)]
    const value = column.value.slice(low, high)
    const kept = points === 0 ? undefined : thinCurve(value, Math.max(1, Math.floor(points / 2)))
    thinned ||= kept !== undefined && kept.length < value.length
    const indices = kept ?? Array.from(value, (_, index) => index)
    series[column.name] = {
      step: indices.map((index) => column.step[low + index]),
      value: indices.map((index) => finite(value[index])),
      seconds: indices.map((index) => secondsAt(column.step[low + index])),
    }
  }
  const { epochs, iters } = history
  const position = renderPosition(log.position)
  return { series, epochs, iterations: iters, points: history.train.step.length, thinned, position }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** Training columns without rows that lack the field, then the evaluations. */
function columnsOf({ train, val, iters }: History): Column[] {
  const whole = { loss: train.loss, learningRate: train.learningRate }
  const extra = Object.entries(train.extra).map(([name, value]): Column => {
    // A field that a line lacks is NaN there like a value that is none; only the loss tells them apart.
    const rows = value.flatMap((one, row) => (Number.isNaN(one) ? [] : [row]))
    return { name, step: rows.map((row) => train.step[row]), value: rows.map((row) => value[row]) }
  })
  const scores = (['fScore', 'precision', 'recall', 'valLoss'] as const).map((name): Column => {
    const rows = val.filter((point) => point[name] !== undefined)
    return { name, step: rows.map(({ epoch }) => epoch * iters), value: rows.map((point) => point[name] ?? Number.NaN) }
  })
  const main = Object.entries(whole).map(([name, value]): Column => ({ name, step: train.step, value }))
  return [...main, ...extra, ...scores].filter(({ step }) => step.length > 0)
}

/** Index of the first step of at least `least`; steps rise. */
function firstAtLeast(steps: readonly number[], least: number): number {
  let [low, high] = [0, steps.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (steps[middle] < least) low = middle + 1
    else high = middle
  }
  return low
}

/** Seconds at a step: those of the last line up to it. */
function timeOf({ train: { step, extra } }: History): (at: number) => number | null {
  const elapsed = extra.elapsedSeconds
  if (elapsed === undefined) return () => null
  return (at) => {
    const index = firstAtLeast(step, at + 1) - 1
    return index < 0 ? null : finite(elapsed[index])
  }
}
