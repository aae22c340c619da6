// Fact: no epoch scored better than the weights that the training started from, where those found texts.
import { evaluationsOf } from '../context.ts'
import { quote } from '../finding.ts'
import { valLine } from '../quotes.ts'
import { type Rule, skipped } from '../rule.ts'

/** A smaller loss of F is no more than a few boxes of a small test list. */
const noticeable = 0.01

export const fineTuningWorse: Rule<'fine-tuning-worse'> = {
  code: 'fine-tuning-worse',
  check: (subject) => {
    const initial = subject.history.val.find(({ epoch }) => epoch === 0)
    const evaluations = evaluationsOf(subject)
    if (initial === undefined || evaluations.length === 0) return skipped('no-evaluations')
    // Random weights find nothing, and are nothing to be better than.
    if (initial.fScore === 0) return []
    const best = evaluations.reduce((a, b) => (b.fScore > a.fScore ? b : a))
    if (best.fScore > initial.fScore) return []
    const lost = initial.fScore - best.fScore
    return [
      {
        code: 'fine-tuning-worse',
        ...(lost < noticeable && { severity: 'info' as const }),
        evidence: [quote(valLine(initial)), quote(valLine(best))],
        facts: {
          initial: initial.fScore,
          best: best.fScore,
          epoch: best.epoch,
          lost,
          // Older runs kept only weights that they had trained.
          ...(subject.history.keepsInitial && { kept: 'best_model.pth' }),
        },
        thresholds: { noticeable },
      },
    ]
  },
}
