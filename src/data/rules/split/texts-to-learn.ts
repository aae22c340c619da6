// Rule: a split has legible texts, else there is nothing to learn or to measure.
import { problem, type Problem } from '../../problems.ts'
import type { Sample } from '../../types.ts'

/** From this share of do-not-care texts on, a forgotten transcript column is likelier than a hard data set. */
const mostIgnored = 0.9

/** What there is to say about the texts of one split; nothing when it has no samples (that is said elsewhere). */
export function textsToLearn(samples: readonly Sample[], list: string): Problem[] {
  if (samples.length === 0) return []
  const all = samples.flatMap((sample) => sample.texts)
  const [texts, ignored] = [all.length, all.filter((text) => text.ignore).length]
  if (texts === 0) return [problem({ code: 'no-texts', images: samples.length }, list)]
  if (ignored === texts) return [problem({ code: 'all-texts-ignored', ignored, texts }, list)]
  if (ignored > mostIgnored * texts) return [problem({ code: 'most-texts-ignored', ignored, texts }, list)]
  return []
}
