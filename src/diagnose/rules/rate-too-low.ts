// Shape: the loss hardly moves, at a learning rate below the usual.
import { learntNothing } from '../consequences.ts'
import { type Rule, skipped } from '../rule.ts'
import { lossSeries, windowOf } from '../windows.ts'
import { highestRate, rateEvidence, usualRange } from './rates.ts'
import { fewestPoints } from './loss-stuck.ts'

/** The last quarter lies above this share of the first tenth. */
const hardlyShare = 0.85
/** And not above this multiple: then something else went wrong. */
const risenShare = 1.15

export const rateTooLow: Rule<'rate-too-low'> = {
  code: 'rate-too-low',
  consequences: [
    ...learntNothing,
    'rate-unusual',
    'labels-not-learnt',
    'loss-stuck',
    'rate-vanished',
    'still-improving',
    'few-steps',
  ],
  check: (subject) => {
    const rate = highestRate(subject)
    const series = lossSeries(subject)
    const points = series.value.length
    if (rate === undefined || points < fewestPoints)
      return skipped('too-few-train-lines', { points, needed: fewestPoints })
    const [low] = usualRange(subject)
    const before = windowOf(series, 0, 0.1)
    const after = windowOf(series, 0.75, 1)
    const ratio = after.median / before.median
    if (rate >= low || ratio < hardlyShare || ratio > risenShare) return []
    return [
      {
        code: 'rate-too-low',
        evidence: [rateEvidence(subject, rate), { kind: 'windows', measure: 'loss', before, after }],
        facts: { rate, usual: low, before: before.median, after: after.median },
        thresholds: { ratio: hardlyShare, low, points: fewestPoints },
      },
    ]
  },
}
