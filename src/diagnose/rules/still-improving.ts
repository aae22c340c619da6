// Shape: scores were still rising and the loss still falling when the training ended.
import { isGoingOn } from '../../run/state-names.ts'
import { type Rule, skipped } from '../rule.ts'
import { evaluationSeries, highestOf, lossSeries, windowOf } from '../windows.ts'
import { fewestPoints } from './loss-stuck.ts'

const fewestEvaluations = 4
/** The last quarter of the evaluations is better than the one before it by this much, and ends within it of the best. */
const gain = 0.03
/** The loss of the last quarter, as a share of the one before it. */
const fallen = 0.95

export const stillImproving: Rule<'still-improving'> = {
  code: 'still-improving',
  check: (subject) => {
    if (isGoingOn(subject.state)) return skipped('still-running')
    const series = lossSeries(subject)
    const points = series.value.length
    if (points < fewestPoints) return skipped('too-few-train-lines', { points, needed: fewestPoints })
    const scores = evaluationSeries(subject, 'fScore')
    const evaluations = scores.value.length
    if (evaluations < fewestEvaluations)
      return skipped('too-few-evaluations', { evaluations, needed: fewestEvaluations })
    const before = windowOf(scores, 0.5, 0.75)
    const after = windowOf(scores, 0.75, 1)
    const best = highestOf(scores.value)
    const [earlier, later] = [windowOf(series, 0.5, 0.75), windowOf(series, 0.75, 1)]
    const isRising = after.median - before.median > gain && scores.value[evaluations - 1] > best - gain
    if (!isRising || later.median > fallen * earlier.median) return []
    return [
      {
        code: 'still-improving',
        evidence: [
          { kind: 'windows', measure: 'f-score', before, after },
          { kind: 'windows', measure: 'loss', before: earlier, after: later },
        ],
        facts: { before: before.median, after: after.median },
        thresholds: { gain, share: fallen, evaluations: fewestEvaluations, points: fewestPoints },
      },
    ]
  },
}
