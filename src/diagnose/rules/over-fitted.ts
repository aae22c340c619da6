// Shape: the loss on the test images rises while the loss on the training images goes on falling.
import { type Rule, skipped } from '../rule.ts'
import { evaluationSeries, lossSeries, lowestRun, windowAt, windowOf } from '../windows.ts'

const fewestEvaluations = 6
/** The validation loss at the end, as a multiple of its lowest. */
const risen = 1.05
/** The training loss at the end, as a share of what it was when the validation loss was lowest. */
const fallen = 0.8

export const overFitted: Rule<'over-fitted'> = {
  code: 'over-fitted',
  consequences: [
    'f-score-fell',
    'recall-collapsed',
    'precision-collapsed',
    'loss-plateau',
    'few-images',
    'threshold-choice',
  ],
  check: (subject) => {
    const series = evaluationSeries(subject, 'valLoss')
    const evaluations = series.value.length
    if (evaluations === 0) return skipped('no-validation-loss')
    if (evaluations < fewestEvaluations)
      return skipped('too-few-evaluations', { evaluations, needed: fewestEvaluations })
    const before = lowestRun(series)
    const after = windowAt(series, evaluations - before.points, evaluations)
    const ratio = after.median / before.median
    const loss = lossSeries(subject)
    const at = loss.at.findIndex((step) => step >= before.to * subject.history.iters)
    if (!(ratio > risen) || at === -1) return []
    const share =
      windowOf(loss, 0.9, 1).median / windowAt(loss, Math.max(0, at - Math.ceil(loss.at.length / 10)), at + 1).median
    if (share > fallen) return []
    return [
      {
        code: 'over-fitted',
        evidence: [{ kind: 'windows', measure: 'val-loss', before, after }],
        facts: { before: before.median, after: after.median, epoch: before.to, ratio, share },
        thresholds: { ratio: risen, share: fallen, evaluations: fewestEvaluations },
      },
    ]
  },
}
