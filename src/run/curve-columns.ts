// The curves that a history holds, by name, as the web interface shows them: one way for a whole log and for the lines that came new.
import type { History } from './curves.ts'
import { evaluatedAt, evaluationCurves, firstAtLeast, isEvaluation } from './join-curves.ts'

/** One curve; steps rise. */
export interface CurveColumn {
  readonly name: string
  readonly step: readonly number[]
  readonly value: readonly number[]
}

/** One curve as it is sent: null stands for NaN and infinity, and for a time that is not known. */
export interface CurvePoints {
  step: number[]
  value: (number | null)[]
  seconds: (number | null)[]
}

/** All curves that have points. Training columns are without rows that lack the field; then the evaluations. */
export function curveColumns({ train, val, iters }: History): CurveColumn[] {
  const whole = { loss: train.loss, learningRate: train.learningRate }
  const extra = Object.entries(train.extra).map(([name, value]): CurveColumn => {
    // A field that a line lacks is NaN there like a value that is none; only the loss tells them apart.
    const rows = value.flatMap((one, row) => (Number.isNaN(one) ? [] : [row]))
    return { name, step: rows.map((row) => train.step[row]), value: rows.map((row) => value[row]) }
  })
  const scores = evaluationCurves.map((name): CurveColumn => {
    const rows = val.filter((point) => point[name] !== undefined)
    return { name, step: rows.map(({ epoch }) => epoch * iters), value: rows.map((point) => point[name] ?? Number.NaN) }
  })
  const main = Object.entries(whole).map(([name, value]): CurveColumn => ({ name, step: train.step, value }))
  return [...main, ...extra, ...scores].filter(({ step }) => step.length > 0)
}

/** Makes points of the curves of a history: those rows of a column that are asked for, or all. */
export function pointMaker({ train }: History): (column: CurveColumn, rows?: readonly number[]) => CurvePoints {
  const elapsed = train.extra.elapsedSeconds ?? []
  const secondsAt = (at: number): number | null => finite(elapsed[firstAtLeast(train.step, at)])
  return ({ name, step, value }, rows = Array.from(step, (_, row) => row)) => ({
    step: rows.map((row) => step[row]),
    value: rows.map((row) => finite(value[row])),
    seconds: rows.map((row) =>
      isEvaluation(name) ? evaluatedAt(step[row], { step: train.step, seconds: elapsed }) : secondsAt(step[row]),
    ),
  })
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null
}
