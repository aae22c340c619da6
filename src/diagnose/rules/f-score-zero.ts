// Fact: the latest evaluations matched no text, whether boxes were found or not.
import { isGoingOn } from '../../run/state-names.ts'
import { evaluationsOf, hasMatchedNothing, progressOf } from '../context.ts'
import { quoteSome } from '../finding.ts'
import { valLine } from '../quotes.ts'
import { type Rule, skipped } from '../rule.ts'

/** Before this share of a training that still runs, nothing matched is usual for fresh weights. */
const earlyShare = 0.5

export const fScoreZero: Rule<'f-score-zero'> = {
  code: 'f-score-zero',
  consequences: ['no-best-model', 'precision-collapsed', 'recall-collapsed', 'f-score-fell'],
  check: (subject) => {
    const evaluations = evaluationsOf(subject)
    const last = evaluations.at(-1)
    if (last === undefined) return skipped('no-evaluations')
    if (!hasMatchedNothing(last)) return []
    const isEarly = isGoingOn(subject.state) && progressOf(subject) < earlyShare
    const zeros = evaluations.slice(evaluations.findLastIndex((one) => !hasMatchedNothing(one)) + 1)
    const { detections, groundTruths } = last
    return [
      {
        code: 'f-score-zero',
        ...(isEarly && { severity: 'info' as const }),
        // Boxes beside the texts point to labels of another size or order, not to an image that the network cannot read.
        ...(detections !== undefined && detections > 0 && { remedy: 'check-labels' as const }),
        evidence: quoteSome(zeros.toReversed().map((one) => valLine(one))),
        facts: {
          epoch: last.epoch,
          evaluations: zeros.length,
          ...(detections !== undefined && { detections }),
          ...(groundTruths !== undefined && { texts: groundTruths }),
        },
        thresholds: { early: earlyShare },
      },
    ]
  },
}
