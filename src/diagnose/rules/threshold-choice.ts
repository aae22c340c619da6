// Hint: with a higher box threshold the F-score on the test images would be clearly better.
import type { EvaluatedImage } from '../evaluated.ts'
import { type Rule, skipped } from '../rule.ts'

const fewestBoxes = 20
/** A smaller gain is not worth the trouble. */
const gainWorthTelling = 0.03

/** The gain is chosen on the boxes that it is measured on: on few of them a smaller one is chance. */
function gainBeyondChance(counted: number): number {
  return Math.max(gainWorthTelling, 1 / Math.sqrt(counted))
}

export const thresholdChoice: Rule<'threshold-choice'> = {
  code: 'threshold-choice',
  check: ({ evaluated, config }) => {
    if (evaluated === undefined) return skipped('no-eval-results')
    const now = config?.box_threshold ?? 0
    const choice = bestThreshold(evaluated)
    if (choice === undefined || choice.boxes < fewestBoxes)
      return skipped('no-eval-results', { boxes: choice?.boxes ?? 0, needed: fewestBoxes })
    const gain = gainBeyondChance(choice.boxes + choice.texts)
    if (choice.fScore - choice.fScoreNow < gain) return []
    return [
      {
        code: 'threshold-choice',
        evidence: [{ kind: 'setting', name: 'box_threshold', value: String(now) }],
        facts: { now, best: choice.threshold, fScoreNow: choice.fScoreNow, fScore: choice.fScore },
        thresholds: { gain, boxes: fewestBoxes },
      },
    ]
  },
}

/** What box threshold would give the highest F-score on the evaluated images. */
export interface ThresholdChoice {
  readonly threshold: number
  readonly fScore: number
  readonly fScoreNow: number
  /** Boxes and texts that were counted. */
  readonly boxes: number
  readonly texts: number
}

/**
 * Takes the found boxes away from the lowest score upwards and keeps the best F-score on the way. Boxes below the threshold of the
 * evaluation are not on record, so that only higher ones can be judged; pairs are taken as they were matched.
 */
export function bestThreshold(images: readonly EvaluatedImage[]): ThresholdChoice | undefined {
  const groundTruths = images.flatMap((image) => image.groundTruths).filter(({ state }) => state !== 'ignored').length
  const boxes = images
    .flatMap(({ predictions }) => predictions)
    .filter(({ state }) => state !== 'ignored')
    .sort((a, b) => b.score - a.score)
  if (groundTruths === 0 || boxes.length === 0) return undefined
  let matched = 0
  let best = { threshold: 0, fScore: -1 }
  let fScoreNow = 0
  for (const [index, { score, state }] of boxes.entries()) {
    if (state === 'matched') matched++
    if (boxes[index + 1]?.score === score) continue // boxes of one score stay or go together
    fScoreNow = (2 * matched) / (groundTruths + index + 1)
    if (fScoreNow > best.fScore) best = { threshold: between(score, boxes[index + 1]?.score), fScore: fScoreNow }
  }
  return { ...best, fScoreNow, boxes: boxes.length, texts: groundTruths }
}

/** A round threshold that keeps boxes of `score` and drops those of `next`. */
function between(score: number, next: number | undefined): number {
  if (next === undefined) return score
  const rounded = Math.round(((score + next) / 2) * 100) / 100
  return rounded > next && rounded <= score ? rounded : score
}
