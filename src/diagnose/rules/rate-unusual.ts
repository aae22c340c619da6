// Hint: the learning rate lies outside what is usual for its optimizer.
import { type Rule, skipped } from '../rule.ts'
import { highestRate, usualRange } from './rates.ts'

export const rateUnusual: Rule<'rate-unusual'> = {
  code: 'rate-unusual',
  check: (subject) => {
    const rate = highestRate(subject)
    if (rate === undefined) return skipped('no-train-lines')
    const [low, high] = usualRange(subject)
    if (rate >= low && rate <= high) return []
    return [
      {
        code: 'rate-unusual',
        evidence: [{ kind: 'setting', name: 'learning_rate', value: String(rate) }],
        facts: { rate, low, high, optimizer: subject.config?.optimizer ?? '?' },
        thresholds: { low, high },
      },
    ]
  },
}
