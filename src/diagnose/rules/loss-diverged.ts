// Shape: the loss rose again, far above where it had been.
import { learntNothing } from '../consequences.ts'
import { type Rule, skipped } from '../rule.ts'
import { lossSeries, lowest, windowsOf } from '../windows.ts'
import { divergedRatio, fewestPoints } from './loss-stuck.ts'

const pieces = 10

export const lossDiverged: Rule<'loss-diverged'> = {
  code: 'loss-diverged',
  consequences: [...learntNothing, 'labels-not-learnt', 'loss-oscillates', 'over-fitted'],
  check: (subject) => {
    const series = lossSeries(subject)
    if (series.value.length < fewestPoints)
      return skipped('too-few-train-lines', { points: series.value.length, needed: fewestPoints })
    const windows = windowsOf(series, pieces)
    const before = lowest(windows)
    const after = windows[pieces - 1]
    const ratio = after.median / before.median
    if (ratio <= divergedRatio) return []
    return [
      {
        code: 'loss-diverged',
        evidence: [{ kind: 'windows', measure: 'loss', before, after }],
        facts: { before: before.median, after: after.median, ratio },
        thresholds: { ratio: divergedRatio, points: fewestPoints },
      },
    ]
  },
}
