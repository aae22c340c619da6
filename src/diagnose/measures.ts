// The curves that a diagnosis compares pieces of. Imports nothing: the page uses it too.

/** The curves that windows are cut from. */
export type Measure = 'loss' | 'dice' | 'val-loss' | 'f-score' | 'precision' | 'recall'

/** Whether a curve has a point for a step, not for an evaluation; and whether it is a score from 0 to 1, which reads like all scores. */
const measures: Readonly<Record<Measure, { readonly perStep: boolean; readonly score: boolean }>> = {
  loss: { perStep: true, score: false },
  dice: { perStep: true, score: false },
  'val-loss': { perStep: false, score: false },
  'f-score': { perStep: false, score: true },
  precision: { perStep: false, score: true },
  recall: { perStep: false, score: true },
}

export function isPerStep(measure: Measure): boolean {
  return measures[measure].perStep
}

/** The page knows measures by their names. */
export function isScore(measure: string): boolean {
  return Object.hasOwn(measures, measure) && measures[measure as Measure].score
}
