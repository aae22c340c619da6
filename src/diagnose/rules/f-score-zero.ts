// Fact: the latest evaluation found no text at all.
import { evaluationsOf, progressOf } from '../case.ts'
import { quote } from '../finding.ts'
import { valLine } from '../quotes.ts'
import { type Rule, unable } from '../rule.ts'

/** Before this share of a training that still runs, nothing found is usual for fresh weights. */
const earlyShare = 0.5

export const fScoreZero: Rule = {
  code: 'f-score-zero',
  look: (subject) => {
    const evaluations = evaluationsOf(subject)
    const last = evaluations.at(-1)
    if (last === undefined) return unable('no-evaluations')
    if (last.fScore !== 0) return []
    const isEarly = subject.state.name === 'running' && progressOf(subject) < earlyShare
    const zeros = evaluations.length - 1 - evaluations.findLastIndex(({ fScore }) => fScore !== 0)
    return [
      {
        code: 'f-score-zero',
        ...(isEarly && { severity: 'info' as const }),
        evidence: [quote(valLine(last))],
        facts: { epoch: last.epoch, evaluations: zeros },
        thresholds: { early: earlyShare },
      },
    ]
  },
}
