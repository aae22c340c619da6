// Shapes: most missed texts lie several under one box, or one under several boxes: labels and boxes are of different units.
import { otherUnit } from '../consequences.ts'
import { type DiagnosisContext, keepsWhatItFound } from '../context.ts'
import type { RawFinding } from '../finding.ts'
import { type Outcome, type Rule, skipped } from '../rule.ts'

/** Fewer texts and boxes of the kind are chance: a network that has just begun merges some neighbours as well. */
const fewestTexts = { merged: 20, split: 10 } as const
const fewestBoxes = { merged: 10, split: 20 } as const
/** From this share of the texts that count, and of the missed ones, on. */
const shareOfTexts = 0.25
const shareOfMissed = 0.5

/** Labels are words, boxes are lines. */
export const labelsFinerThanBoxes: Rule<'labels-finer-than-boxes'> = {
  code: 'labels-finer-than-boxes',
  consequences: otherUnit,
  check: (subject) => check(subject, 'merged', 'labels-finer-than-boxes'),
}

/** Labels are lines, boxes are words. */
export const labelsCoarserThanBoxes: Rule<'labels-coarser-than-boxes'> = {
  code: 'labels-coarser-than-boxes',
  consequences: otherUnit,
  check: (subject) => check(subject, 'split', 'labels-coarser-than-boxes'),
}

/** A training that loses nothing against its initial weights is healthy: then it is said of the data set, as a note. */
function check<Code extends 'labels-finer-than-boxes' | 'labels-coarser-than-boxes'>(
  { evaluated, history }: Pick<DiagnosisContext, 'evaluated' | 'history'>,
  kind: 'merged' | 'split',
  code: Code,
): Outcome<Code> {
  if (evaluated === undefined) return skipped('no-eval-results')
  const counted = evaluated.flatMap(({ groundTruths }) => groundTruths).filter(({ state }) => state !== 'ignored')
  const missed = counted.filter(({ state }) => state === 'missed')
  const texts = missed.filter(({ error }) => error === kind).length
  const boxes = evaluated.flatMap(({ predictions }) => predictions).filter(({ error }) => error === kind).length
  if (texts < fewestTexts[kind] || boxes < fewestBoxes[kind]) return []
  if (texts < shareOfTexts * counted.length || texts < shareOfMissed * missed.length) return []
  const found: Omit<RawFinding<'labels-finer-than-boxes' | 'labels-coarser-than-boxes'>, 'code'> = {
    ...(keepsWhatItFound({ history }) && { severity: 'info' as const }),
    evidence: [],
    facts: { texts, of: counted.length, boxes },
    thresholds: { texts: fewestTexts[kind], boxes: fewestBoxes[kind], shareOfTexts, shareOfMissed },
  }
  return [{ ...found, code }]
}
