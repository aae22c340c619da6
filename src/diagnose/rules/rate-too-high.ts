// Shape: the loss stopped being a number, stayed high, or leapt up and never came back, at a learning rate above the usual.
import { learntNothing } from '../consequences.ts'
import type { DiagnosisContext } from '../context.ts'
import type { Evidence } from '../finding.ts'
import { type Rule, isSkipped, skipped } from '../rule.ts'
import { highest, lossSeries, windowAt, windowOf, windowsOf } from '../windows.ts'
import { highestRate, rateEvidence, usualRange } from './rates.ts'
import { lossDiverged } from './loss-diverged.ts'
import { lossNotFinite } from './loss-not-finite.ts'
import { fewestPoints, lossStuck } from './loss-stuck.ts'

const pieces = 10
/** A piece of the curve this much above the first line is a leap. */
const leap = 1.5

export const rateTooHigh: Rule<'rate-too-high'> = {
  code: 'rate-too-high',
  consequences: [
    ...learntNothing,
    'rate-unusual',
    'fine-tuning-worse',
    'labels-not-learnt',
    'loss-not-finite',
    'loss-diverged',
    'loss-stuck',
    'loss-oscillates',
    'over-fitted',
    'ended-without-closing',
    'error-in-log',
    'still-improving',
  ],
  check: (subject) => {
    const rate = highestRate(subject)
    if (rate === undefined) return skipped('no-train-lines')
    const [, high] = usualRange(subject)
    const signs: readonly Rule[] = [lossNotFinite, lossStuck, lossDiverged]
    const failed = signs.flatMap(({ check }) => {
      const outcome = check(subject)
      return isSkipped(outcome) ? [] : outcome
    })
    const points = lossSeries(subject).value.length
    const isFinite = failed.every(({ code }) => code !== 'loss-not-finite')
    if (points < fewestPoints && isFinite) return skipped('too-few-train-lines', { points, needed: fewestPoints })
    const evidence = failed[0]?.evidence ?? leapOf(subject)
    if (rate <= high || evidence === undefined) return []
    return [
      {
        code: 'rate-too-high',
        evidence: [rateEvidence(subject, rate), ...evidence],
        facts: { rate, usual: high },
        thresholds: { leap, high, points: fewestPoints },
      },
    ]
  },
}

/**
 * A leap of the loss from which the last quarter has not come back. The first line is measured on the initial weights, before any step:
 * at a rate far too high the leap comes within the first few steps, so that no window of steps lies before it.
 */
function leapOf(subject: DiagnosisContext): Evidence[] | undefined {
  const series = lossSeries(subject)
  const first = windowAt(series, 0, 1)
  const top = highest(windowsOf(series, pieces))
  const hasLeapt = top.median > leap * first.median
  if (!hasLeapt || windowOf(series, 0.75, 1).median <= first.median) return undefined
  return [{ kind: 'windows', measure: 'loss', before: first, after: top }]
}
