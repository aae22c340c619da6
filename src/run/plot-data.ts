// Curves as screens and images draw them: x and y of every point of a history, and buckets that keep every spike.
import type { History } from './curves.ts'

/** The curves of a run, in the order in which they are shown. */
export const curveNames = ['loss', 'val_loss', 'f_score', 'precision', 'recall', 'learning_rate'] as const
export type CurveName = (typeof curveNames)[number]

/** What stands on the x axis: runs with other batch sizes or data sets have the same epochs, not the same steps. */
export const xUnits = ['epoch', 'step'] as const
export type XUnit = (typeof xUnits)[number]

/** Points in the order of x; both lists have one element a point. A y that is no finite number is kept as it is. */
export interface Curve {
  readonly x: readonly number[]
  readonly y: readonly number[]
}

export type Curves = Readonly<Record<CurveName, Curve>>

/** All points of a run's curves; those that its log does not have are empty. */
export function curvesOf({ train, val, iters }: History, unit: XUnit = 'epoch'): Curves {
  const perEpoch = Math.max(1, iters)
  const trainX = unit === 'step' ? train.step : train.step.map((step) => step / perEpoch)
  const valX = (epoch: number): number => (unit === 'step' ? epoch * perEpoch : epoch)
  const scores = (of: (point: History['val'][number]) => number | undefined): Curve => {
    const reported = val.filter((point) => of(point) !== undefined)
    return { x: reported.map(({ epoch }) => valX(epoch)), y: reported.map((point) => of(point) ?? Number.NaN) }
  }
  return {
    loss: { x: trainX, y: train.loss },
    val_loss: scores(({ valLoss }) => valLoss),
    f_score: scores(({ fScore }) => fScore),
    precision: scores(({ precision }) => precision),
    recall: scores(({ recall }) => recall),
    learning_rate: { x: trainX, y: train.learningRate },
  }
}

/** The smallest and the largest finite value; undefined when there is none. */
export function rangeOf(values: Iterable<number>): readonly [low: number, high: number] | undefined {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  return low > high ? undefined : [low, high]
}

/** The points of a curve whose x falls into one column of a drawing. */
export interface Bucket {
  readonly column: number
  /** Of the finite ones; undefined when there is none. */
  readonly range: readonly [low: number, high: number] | undefined
  readonly first: number
  readonly last: number
  /** Whether a point is no finite number. */
  readonly broken: boolean
}

/**
 * Divides a curve into `columns` between two values of x. Each bucket keeps its smallest and its largest value, so that however
 * many points there are, no spike is lost; columns without a point have no bucket.
 */
export function bucketsOf({ x, y }: Curve, [from, to]: readonly [number, number], columns: number): Bucket[] {
  const width = to > from ? (to - from) / (columns - 1) : 1
  const points = new Map<number, number[]>()
  for (const [index, at] of x.entries()) {
    const column = Math.min(columns - 1, Math.max(0, Math.round((at - from) / width)))
    const values = points.get(column)
    if (values === undefined) points.set(column, [y[index]])
    else values.push(y[index])
  }
  return [...points].map(([column, values]) => ({
    column,
    range: rangeOf(values),
    first: values.find((value) => Number.isFinite(value)) ?? Number.NaN,
    last: values.findLast((value) => Number.isFinite(value)) ?? Number.NaN,
    broken: values.some((value) => !Number.isFinite(value)),
  }))
}
