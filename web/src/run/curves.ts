// The curves of a run: which lines are drawn of them. Pure.
import type { Curves } from '../../../src/server/api.ts'
import { type AxisKind, type Line, placed, smoothed } from '../charts/line.ts'

/** How lines are made of the curves of one run. */
export interface LineMaking {
  readonly axis: AxisKind
  readonly smoothing: number
  /** ISO 8601. */
  readonly startedAt: string
}

/** A curve to draw: which one, what it is called, its colour. */
export interface Wanted {
  readonly name: string
  readonly label: string
  readonly color: number
}

/** The lines of curves that are there. */
export function linesOf(curves: Curves, wanted: readonly Wanted[], { axis, smoothing, startedAt }: LineMaking): Line[] {
  const run = { iterations: curves.iterations, startedAt: Date.parse(startedAt) }
  return wanted.flatMap(({ name, label, color }) => {
    const series = curves.series[name]
    if (series === undefined || series.step.length === 0) return []
    const { x, y } = placed(series, axis, run)
    return [{ label, color, x, y: smoothed(y, smoothing) }]
  })
}

/** Parts of the loss, in the order of the log. */
export function lossParts(curves: Curves): string[] {
  return Object.keys(curves.series).filter((name) => /^loss[A-Z]/.test(name))
}
