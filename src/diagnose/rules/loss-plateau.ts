// Shape: nothing moved in the second half of the training, although the learning rate still allowed it.
import { type Rule, skipped } from '../rule.ts'
import { evaluationSeries, highestOf, lossSeries, windowOf } from '../windows.ts'

const fewestPoints = 40
const fewestEvaluations = 6
/** The last quarter within this share of the one before it. */
const flatShare = 0.01
/** From here on the original system's guide calls an F-score good. */
const goodFScore = 0.8
/** With less than this share of its highest value, the learning rate explains the calm. */
const decayedShare = 0.1

export const lossPlateau: Rule<'loss-plateau'> = {
  code: 'loss-plateau',
  check: (subject) => {
    const series = lossSeries(subject)
    const points = series.value.length
    if (points < fewestPoints) return skipped('too-few-train-lines', { points, needed: fewestPoints })
    const scores = evaluationSeries(subject, 'fScore')
    const count = scores.value.length
    if (count < fewestEvaluations)
      return skipped('too-few-evaluations', { evaluations: count, needed: fewestEvaluations })
    const half = Math.floor(count / 2)
    const [early, late] = [highestOf(scores.value.slice(0, half)), highestOf(scores.value.slice(half))]
    const before = windowOf(series, 0.5, 0.75)
    const after = windowOf(series, 0.75, 1)
    const change = Math.abs(after.median - before.median) / before.median
    const rates = subject.history.train.learningRate
    const isDecayed = rates[rates.length - 1] < decayedShare * highestOf(rates)
    if (change > flatShare || late > early || late >= goodFScore || isDecayed) return []
    return [
      {
        code: 'loss-plateau',
        evidence: [{ kind: 'windows', measure: 'loss', before, after }],
        facts: { before: before.median, after: after.median, fScore: late },
        thresholds: { change: flatShare, points: fewestPoints, evaluations: fewestEvaluations, fScore: goodFScore },
      },
    ]
  },
}
