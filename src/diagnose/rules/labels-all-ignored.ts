// Fact: every label is do-not-care, so there is nothing to learn or to measure.
import type { Case } from '../case.ts'
import { quoteSome } from '../finding.ts'
import { errorsOf } from '../messages.ts'
import type { Rule } from '../rule.ts'

export const labelsAllIgnored: Rule = {
  code: 'labels-all-ignored',
  look: (subject: Case) => {
    const errors = errorsOf(subject, 'labels-all-ignored')
    if (errors.length > 0)
      return [{ code: 'labels-all-ignored', evidence: quoteSome(errors), facts: { count: errors.length } }]
    const last = subject.history.val.at(-1)
    if (last?.groundTruths !== 0) return []
    const text = `[VAL] Epoch ${last.epoch} finished. Ground truths: 0`
    return [{ code: 'labels-all-ignored', evidence: [{ kind: 'line', line: last.line, text }], facts: { count: 1 } }]
  },
}
