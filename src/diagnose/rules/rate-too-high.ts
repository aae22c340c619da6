// Shape: the loss leapt up, stayed high or stopped being a number, at a learning rate above the usual.
import { type Rule, isUnable, unable } from '../rule.ts'
import { highest, lossSeries, windowsOf } from '../windows.ts'
import { highestRate, usualRange } from './rates.ts'
import { lossDiverged } from './loss-diverged.ts'
import { lossNotFinite } from './loss-not-finite.ts'
import { fewestPoints, lossStuck } from './loss-stuck.ts'

const pieces = 10
/** A piece of the curve this much above the first one is a leap. */
const leap = 1.5

export const rateTooHigh: Rule = {
  code: 'rate-too-high',
  look: (subject) => {
    const rate = highestRate(subject)
    const series = lossSeries(subject)
    const points = series.value.length
    if (rate === undefined) return unable('no-train-lines')
    const [, high] = usualRange(subject)
    const failed = [lossNotFinite, lossStuck, lossDiverged].flatMap(({ look }) => {
      const outcome = look(subject)
      return isUnable(outcome) ? [] : outcome
    })
    const isFinite = failed.every(({ code }) => code !== 'loss-not-finite')
    if (points < fewestPoints && isFinite) return unable('too-few-train-lines', { points, needed: fewestPoints })
    const windows = points < pieces ? [] : windowsOf(series, pieces)
    const before = windows[0]
    const after = windows.length === 0 ? undefined : highest(windows)
    const leapt = after !== undefined && after.median > leap * before.median
    if (rate <= high || (failed.length === 0 && !leapt)) return []
    const evidence = leapt
      ? [{ kind: 'windows' as const, measure: 'loss' as const, before, after }]
      : (failed[0]?.evidence ?? [])
    return [
      {
        code: 'rate-too-high',
        evidence: [{ kind: 'setting', name: 'learning_rate', value: String(rate) }, ...evidence],
        facts: { rate, usual: high },
        thresholds: { leap, high, points: fewestPoints },
      },
    ]
  },
}
