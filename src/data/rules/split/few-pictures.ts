// Rule: a split has enough pictures to learn from, or to measure on.
import { problem, type Problem } from '../../problems.ts'
import type { Split } from '../../read/list.ts'

/**
 * Fewer training pictures are learnt by heart within an epoch or two. With fewer test pictures, each of them moves the
 * F-score by several points.
 */
const least: Readonly<Record<Split, number>> = { train: 30, test: 10 }

/** What there is to say about a split's number of usable pictures; nothing when it has none (that is said elsewhere). */
export function fewPictures(split: Split, pictures: number): Problem[] {
  if (pictures === 0 || pictures >= least[split]) return []
  return [problem({ code: 'few-pictures', pictures, least: least[split] }, `${split}_list.txt`)]
}
