// Rule: a split has enough images to learn from, or to measure on.
import { problem, type Problem } from '../../problems.ts'
import type { Split } from '../../read/list.ts'

/**
 * Fewer training images are memorised within an epoch or two. With fewer test images, each of them moves the
 * F-score by several points.
 */
const least: Readonly<Record<Split, number>> = { train: 30, test: 10 }

/** What there is to say about a split's number of usable images; nothing when it has none (that is said elsewhere). */
export function fewImages(split: Split, images: number): Problem[] {
  if (images === 0 || images >= least[split]) return []
  return [problem({ code: 'few-images', images, least: least[split] }, `${split}_list.txt`)]
}
