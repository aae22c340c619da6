// Hint: the learning rate lies outside what is usual for its optimizer.
import { type Rule, skipped } from '../rule.ts'
import { highestRate, rateEvidence, usualRange } from './rates.ts'

export const rateUnusual: Rule<'rate-unusual'> = {
  code: 'rate-unusual',
  check: (subject) => {
    const shown = highestRate(subject)
    // A warm-up that did not end shows less than the setting.
    const rate = shown && Math.max(shown, subject.config?.learning_rate ?? 0)
    if (rate === undefined) return skipped('no-train-lines')
    const [low, high] = usualRange(subject)
    if (rate >= low && rate <= high) return []
    return [
      {
        code: 'rate-unusual',
        evidence: [rateEvidence(subject, rate)],
        facts: { rate, low, high, optimizer: subject.config?.optimizer ?? '?' },
        thresholds: { low, high },
      },
    ]
  },
}
