// Rules over the entries of a list: no picture twice, no ground truth shared.
import { problem, type Problem } from '../../problems.ts'
import type { Entry, List } from '../../read/entries.ts'

/** The entries without repetitions of a picture, and what there is to say about them. */
export function settleEntries({ file, entries }: List): { entries: Entry[]; problems: Problem[] } {
  const firstByPicture = new Map<string, Entry>()
  const firstByTruth = new Map<string, Entry>()
  const kept: Entry[] = []
  const problems: Problem[] = []
  for (const entry of entries) {
    const { picture, truth, line } = entry
    const earlier = firstByPicture.get(picture)
    if (earlier !== undefined) {
      const code = earlier.truth === truth ? 'duplicate-entry' : 'conflicting-entry'
      problems.push(problem({ code, picture, otherLine: earlier.line }, file, line))
      continue
    }
    const sharing = firstByTruth.get(truth)
    if (sharing !== undefined) {
      const other = { otherPicture: sharing.picture, otherLine: sharing.line }
      problems.push(problem({ code: 'shared-ground-truth', truth, picture, ...other }, file, line))
    }
    firstByPicture.set(picture, entry)
    firstByTruth.set(truth, entry)
    kept.push(entry)
  }
  return { entries: kept, problems }
}
