// Shape: the loss is at its end where it was at its beginning, and nothing was learnt.
import { learntNothing } from '../consequences.ts'
import { type DiagnosisContext, keepsWhatItFound, learntFScore } from '../context.ts'
import { quoteSome } from '../finding.ts'
import { type Outcome, type Rule, skipped } from '../rule.ts'
import { highestOf, lossSeries, windowOf } from '../windows.ts'

/** Points of the loss curve from which on it has a shape. */
export const fewestPoints = 20
/** Stuck: the last quarter lies above this share of the first tenth. */
const stuckShare = 0.95

export const lossStuck: Rule<'loss-stuck'> = {
  code: 'loss-stuck',
  consequences: [...learntNothing, 'few-steps'],
  check: (subject) => {
    const reported = subject.history.warnings.filter(({ text }) => /loss stuck/i.test(text))
    if (reported.length > 0)
      return [{ code: 'loss-stuck', evidence: quoteSome(reported), facts: { ratio: 1, count: reported.length } }]
    return lookAtCurve(subject)
  },
}

function lookAtCurve(subject: DiagnosisContext): Outcome<'loss-stuck'> {
  const series = lossSeries(subject)
  if (series.value.length < fewestPoints)
    return skipped('too-few-train-lines', { points: series.value.length, needed: fewestPoints })
  const bestFScore = highestOf(
    subject.history.val.map(({ fScore }) => fScore).filter((score) => Number.isFinite(score)),
  )
  const before = windowOf(series, 0, 0.1)
  const after = windowOf(series, 0.75, 1)
  const ratio = after.median / before.median
  if (ratio <= stuckShare || ratio > divergedRatio) return []
  if (bestFScore >= learntFScore || keepsWhatItFound(subject)) return []
  return [
    {
      code: 'loss-stuck',
      evidence: [{ kind: 'windows', measure: 'loss', before, after }],
      facts: { before: before.median, after: after.median, ratio },
      thresholds: { ratio: stuckShare, points: fewestPoints, fScore: learntFScore },
    },
  ]
}

/** A loss that rose this much did not get stuck: it diverged. */
export const divergedRatio = 1.5
