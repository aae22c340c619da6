// The curves of a run: how new points join them, and which lines are drawn of them. Pure.
import type { Curves } from '../../../src/server/api.ts'
import { type AxisKind, type Line, placed, type RawSeries, smoothed } from '../charts/line.ts'

/** What came new. */
export interface NewPoints {
  readonly points: Readonly<Record<string, RawSeries>>
  readonly epochs: number
  readonly iterations: number
  readonly position: string
}

/** Curves with new points behind the known ones; points that are known already are left out. */
export function withPoints(curves: Curves, { points, epochs, iterations, position }: NewPoints): Curves {
  const series = { ...curves.series }
  for (const [name, fresh] of Object.entries(points)) {
    const known = series[name] ?? { step: [], value: [], seconds: [] }
    const last = known.step.at(-1) ?? Number.NEGATIVE_INFINITY
    const from = fresh.step.findIndex((step) => step > last)
    if (from === -1) continue
    series[name] = {
      step: [...known.step, ...fresh.step.slice(from)],
      value: [...known.value, ...fresh.value.slice(from)],
      seconds: [...known.seconds, ...fresh.seconds.slice(from)],
    }
  }
  return { ...curves, series, epochs, iterations, position, points: series['loss']?.step.length ?? curves.points }
}

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
