// Shape: trained weights, a usual rate and enough steps, and yet the maps do not even fit the labels of the training images.
import { learntNothing } from '../consequences.ts'
import { startsFromScratch } from '../../run/initial-weights.ts'
import type { DiagnosisContext } from '../context.ts'
import { type Rule, skipped } from '../rule.ts'
import { type Series, windowOf } from '../windows.ts'
import { fewestPoints } from './loss-stuck.ts'
import { highestRate, usualRange } from './rates.ts'

/**
 * Dice loss is one less the overlap of map and labels: above this, less than half of them agree. Trainings that learn end at 0.1 to 0.3
 * after a few dozen steps; with the labels of other images they stay at 0.7 to 0.9 (docs/log.md).
 */
const disagreeing = 0.5
/** Iterations that trained weights need at the least before this can be told. Fresh ones take too long to say anything. */
const fewestIterations = 40

export const labelsNotLearnt: Rule<'labels-not-learnt'> = {
  code: 'labels-not-learnt',
  consequences: [...learntNothing, 'loss-stuck', 'over-fitted', 'still-improving', 'few-steps'],
  check: (subject) => {
    const { config, history, runFacts } = subject
    const series = diceSeries(subject)
    const points = series.value.length
    if (points === 0) return skipped('no-loss-parts')
    if (config === undefined) return skipped('no-config')
    const isFresh = startsFromScratch(config) && runFacts['data_hash'] !== undefined
    const [low, high] = usualRange(subject)
    const rate = highestRate(subject) ?? low
    if (isFresh || rate < low || rate > high) return skipped('not-needed')
    if (points < fewestPoints || (history.train.step.at(-1) ?? 0) < fewestIterations)
      return skipped('too-few-train-lines', { points, needed: Math.max(fewestPoints, fewestIterations) })
    const after = windowOf(series, 0.75, 1)
    if (after.median <= disagreeing) return []
    return [
      {
        code: 'labels-not-learnt',
        evidence: [{ kind: 'windows', measure: 'dice', before: windowOf(series, 0, 0.1), after }],
        facts: { dice: after.median, overlap: 1 - after.median },
        thresholds: { dice: disagreeing, points: fewestPoints, iterations: fewestIterations },
      },
    ]
  },
}

function diceSeries({ history: { train } }: Pick<DiagnosisContext, 'history'>): Series {
  const dice = train.extra.lossDice ?? []
  const known = dice.flatMap((value, index) => (Number.isFinite(value) ? [index] : []))
  return {
    at: known.map((index) => train.step[index]),
    value: known.map((index) => dice[index]),
    line: known.map((index) => train.line[index]),
  }
}
