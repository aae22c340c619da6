// The curves of a run, thinned to what a screen shows.
import { curveColumns, pointMaker } from '../../run/curve-columns.ts'
import { firstAtLeast } from '../../run/join-curves.ts'
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

export function readCurves({ folder, points, from = 0, to = Infinity }: ReadCurvesTask): Curves {
  const { history, log } = currentRun(folder)
  let thinned = false
  const series: Record<string, Series> = {}
  const pointsOf = pointMaker(history)
  for (const column of curveColumns(history)) {
    const [low, high] = [firstAtLeast(column.step, from), firstAtLeast(column.step, to + 1)]
    const value = column.value.slice(low, high)
    const kept = points === 0 ? undefined : thinCurve(value, Math.max(1, Math.floor(points / 2)))
    thinned ||= kept !== undefined && kept.length < value.length
    const rows = Array.from(kept ?? value.keys(), (row) => low + row)
    series[column.name] = pointsOf(column, rows)
  }
  const { epochs, iters } = history
  const position = renderPosition(log.position)
  return { series, epochs, iterations: iters, points: history.train.step.length, thinned, position }
}
