// Hint: the learning rate lies outside what is usual for its optimizer.
import { type Rule, unable } from '../rule.ts'
import { highestRate, usualRange } from './rates.ts'

export const rateUnusual: Rule = {
  code: 'rate-unusual',
  look: (subject) => {
    const rate = highestRate(subject)
    if (rate === undefined) return unable('no-train-lines')
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
