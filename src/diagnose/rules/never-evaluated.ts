// Fact: the training completed without a single evaluation.
import { quote } from '../finding.ts'
import { trainLine } from '../quotes.ts'
import { type Rule, skipped } from '../rule.ts'

export const neverEvaluated: Rule<'never-evaluated'> = {
  code: 'never-evaluated',
  check: ({ history, state }) => {
    if (history.train.step.length === 0) return skipped('no-train-lines')
    if (state.name !== 'finished' || history.val.length > 0) return []
    const last = history.train.step.length - 1
    return [{ code: 'never-evaluated', evidence: [quote(trainLine(history, last))] }]
  },
}
