// Fact: a person stopped the training.
import { quoteOf } from '../finding.ts'
import type { Rule } from '../rule.ts'

export const stoppedByUser: Rule<'stopped-by-user'> = {
  code: 'stopped-by-user',
  consequences: ['still-improving'],
  check: ({ config, history, state }) => {
    if (state.name !== 'stopped') return []
    const facts = { epoch: history.train.epoch.at(-1) ?? 0, epochs: history.epochs || (config?.num_epochs ?? 0) }
    return [{ code: 'stopped-by-user', evidence: quoteOf(history.quotable.closing), facts }]
  },
}
