// Rules over all texts of a split: is there anything to learn, or to measure?
import { problem, type Problem } from '../problems.ts'
import type { Sample } from '../types.ts'

/** From this share of do-not-care texts on, a forgotten transcript column is likelier than a hard data set. */
const mostIgnored = 0.9

/** What there is to say about the texts of one split; nothing when it has no samples (that is said elsewhere). */
export function splitProblems(samples: readonly Sample[], list: string): Problem[] {
  if (samples.length === 0) return []
  const texts = samples.flatMap((sample) => sample.texts)
  const ignored = texts.filter((text) => text.ignore).length
  const found = `${ignored} of ${texts.length} boxes are ###`
  if (texts.length === 0) return [problem({ code: 'no-texts', found: `${samples.length} pictures, 0 boxes` }, list)]
  if (ignored === texts.length) return [problem({ code: 'all-texts-ignored', found }, list)]
  if (ignored > mostIgnored * texts.length) return [problem({ code: 'most-texts-ignored', found }, list)]
  return []
}
