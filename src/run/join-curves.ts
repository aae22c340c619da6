// How what is new in a log joins curves that are known: what is trained again is forgotten, then the new points follow. Pure; imports nothing: the page uses it.

/** One curve. All lists are equally long; null stands for NaN and infinity, and for a time that is not known. */
export interface Points {
  readonly step: readonly number[]
  readonly value: readonly (number | null)[]
  readonly seconds: readonly (number | null)[]
}

/** Curves by name as they are after some line of the log. */
export interface KnownCurves {
  readonly series: Readonly<Record<string, Points>>
  readonly epochs: number
  /** Iterations an epoch; 0 before the first. */
  readonly iterations: number
  /** [TRAIN] lines that count. */
  readonly points: number
  /** Where in the log they end. */
  readonly position: string
}

/** What the lines after that say. */
export interface CurveChange {
  /** Known training points from this step on, and known evaluations from this epoch on, count no more. Absent: none. */
  readonly rewind: { readonly step?: number | undefined; readonly epoch?: number | undefined }
  readonly points: Readonly<Record<string, Points>>
  readonly epochs: number
  readonly iterations: number
  readonly position: string
}

/** The curves that evaluations make; all others are made of [TRAIN] lines. An evaluation stands at the step after its epoch. */
export const evaluationCurves = ['fScore', 'precision', 'recall', 'valLoss'] as const

/** Whether evaluations make the curve of this name. */
export const isEvaluation = (name: string): boolean => (evaluationCurves as readonly string[]).includes(name)

/**
 * Curves with what came new: the same as a reading of the whole log says.
 * Changes that are known already, or partly, do no harm as long as all that follow come too.
 */
export function joinCurves<C extends KnownCurves>(known: C, change: CurveChange): C {
  const { rewind, points, epochs, iterations, position } = change
  const series: Record<string, Points> = {}
  const fresh = points['loss']?.step.length ?? 0
  const kept = (name: string): Points => {
    const curve = known.series[name] ?? { step: [], value: [], seconds: [] }
    if (!isEvaluation(name)) return upTo(curve, rewind.step)
    return upTo(placedAnew(curve, known.iterations, iterations), rewind.epoch && rewind.epoch * iterations)
  }
  for (const name of new Set([...Object.keys(known.series), ...Object.keys(points)])) {
    const joined = append(kept(name), points[name])
    if (joined.step.length > 0) series[name] = joined
  }
  for (const name of evaluationCurves) if (series[name]) series[name] = timed(series[name], series['loss'])
  const lost = (known.series['loss']?.step.length ?? 0) - kept('loss').step.length
  return { ...known, series, epochs, iterations, position, points: known.points - lost + fresh }
}

/** The points before a step; steps rise. */
function upTo(curve: Points, step: number | undefined): Points {
  if (step === undefined) return curve
  const keep = firstAtLeast(curve.step, step)
  if (keep === curve.step.length) return curve
  return { step: curve.step.slice(0, keep), value: curve.value.slice(0, keep), seconds: curve.seconds.slice(0, keep) }
}

/** Evaluations where they belong when an epoch has another number of iterations now. */
function placedAnew(curve: Points, before: number, now: number): Points {
  if (before === now || before === 0) return curve
  return { ...curve, step: curve.step.map((step) => Math.round(step / before) * now) }
}

function append(curve: Points, fresh: Points | undefined): Points {
  if (fresh === undefined) return curve
  return {
    step: [...curve.step, ...fresh.step],
    value: [...curve.value, ...fresh.value],
    seconds: [...curve.seconds, ...fresh.seconds],
  }
}

/** Evaluations whose lines came without the [TRAIN] lines before them have their time from the known ones. */
function timed(curve: Points, loss: Points | undefined): Points {
  if (loss === undefined || !curve.seconds.includes(null)) return curve
  return { ...curve, seconds: curve.seconds.map((seconds, at) => seconds ?? evaluatedAt(curve.step[at] ?? 0, loss)) }
}

/**
 * Seconds of training at an evaluation, as its line does not tell them: those of the last line before its step that does.
 * @param step of the evaluation; that of the first line of the next epoch
 */
export function evaluatedAt(step: number, lines: Pick<Points, 'step' | 'seconds'>): number | null {
  if (step === 0) return 0
  for (let at = firstAtLeast(lines.step, step) - 1; at >= 0; at--) {
    const seconds = lines.seconds[at] ?? Number.NaN
    if (Number.isFinite(seconds)) return seconds
  }
  return null
}

/** Index of the first step of at least `least`; steps rise. */
export function firstAtLeast(steps: readonly number[], least: number): number {
  let [low, high] = [0, steps.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((steps[middle] ?? Infinity) < least) low = middle + 1
    else high = middle
  }
  return low
}
