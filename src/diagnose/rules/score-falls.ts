// Shapes: a score that had been reached was lost again (F-score, recall, precision).
import type { DiagnosisContext } from '../context.ts'
import type { RawFinding } from '../finding.ts'
import { type Cause, type Rule, skipped } from '../rule.ts'
import { evaluationSeries, highestRun, windowAt } from '../windows.ts'

const fewestEvaluations = 6

type FallCode = 'f-score-fell' | 'recall-collapsed' | 'precision-collapsed'

interface Fall<Code extends FallCode> extends Cause {
  readonly code: Code
  readonly of: 'fScore' | 'recall' | 'precision'
  readonly measure: 'f-score' | 'recall' | 'precision'
  /** At the end, at most this share of the best. */
  readonly share: number
  /** And lower by at least this. */
  readonly drop: number
}

/** Compares the best run of evaluations with the last one. */
function falls<Code extends FallCode>({ code, of, measure, share, drop, consequences = [] }: Fall<Code>): Rule<Code> {
  return {
    code,
    consequences,
    check: (subject: DiagnosisContext) => {
      const series = evaluationSeries(subject, of)
      const evaluations = series.value.length
      if (evaluations === 0) return skipped(of === 'fScore' ? 'no-evaluations' : 'no-precision-recall')
      if (evaluations < fewestEvaluations)
        return skipped('too-few-evaluations', { evaluations, needed: fewestEvaluations })
      const before = highestRun(series)
      const after = windowAt(series, evaluations - before.points, evaluations)
      if (after.median > share * before.median || before.median - after.median < drop) return []
      const found: Omit<RawFinding<FallCode>, 'code'> = {
        evidence: [{ kind: 'windows', measure, before, after }],
        facts: { before: before.median, after: after.median, epoch: before.to },
        thresholds: { share, drop, evaluations: fewestEvaluations },
      }
      return [{ ...found, code }]
    },
  }
}

export const fScoreFell = falls({
  code: 'f-score-fell',
  consequences: ['recall-collapsed', 'precision-collapsed'],
  of: 'fScore',
  measure: 'f-score',
  share: 0.8,
  drop: 0.1,
})
export const recallCollapsed = falls({
  code: 'recall-collapsed',
  of: 'recall',
  measure: 'recall',
  share: 0.5,
  drop: 0.15,
})
export const precisionCollapsed = falls({
  code: 'precision-collapsed',
  of: 'precision',
  measure: 'precision',
  share: 0.5,
  drop: 0.15,
})
