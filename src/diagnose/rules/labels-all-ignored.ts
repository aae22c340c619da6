// Fact: no label counts, so there is nothing to learn or to measure.
import { learntNothing, neverStarted } from '../consequences.ts'
import type { DiagnosisContext } from '../context.ts'
import { quote, quoteSome } from '../finding.ts'
import { errorsOf } from '../messages.ts'
import { valLine } from '../quotes.ts'
import type { Rule } from '../rule.ts'

export const labelsAllIgnored: Rule<'labels-all-ignored'> = {
  code: 'labels-all-ignored',
  consequences: [...learntNothing, 'labels-not-learnt', ...neverStarted, 'loss-stuck', 'most-labels-ignored'],
  check: (subject: DiagnosisContext) => {
    const errors = errorsOf(subject, 'labels-all-ignored')
    if (errors.length > 0)
      return [{ code: 'labels-all-ignored', evidence: quoteSome(errors), facts: { count: errors.length } }]
    const last = subject.history.val.at(-1)
    if (last?.groundTruths !== 0) return []
    return [{ code: 'labels-all-ignored', evidence: [quote(valLine(last))], facts: { texts: 0 } }]
  },
}
