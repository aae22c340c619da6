// Rules over the entries of a list: no image twice, no ground truth shared.
import { problem, type Problem } from '../../problems.ts'
import type { Entry, List } from '../../read/entries.ts'

/** The entries without repetitions of an image, and what there is to say about them. */
export function normaliseEntries({ file, entries }: List): { entries: Entry[]; problems: Problem[] } {
  const firstByImage = new Map<string, Entry>()
  const firstByGroundTruth = new Map<string, Entry>()
  const kept: Entry[] = []
  const problems: Problem[] = []
  for (const entry of entries) {
    const { image, groundTruth, line } = entry
    const earlier = firstByImage.get(image)
    if (earlier !== undefined) {
      const code = earlier.groundTruth === groundTruth ? 'duplicate-entry' : 'conflicting-entry'
      problems.push(problem({ code, image, otherLine: earlier.line }, file, line))
      continue
    }
    const sharing = firstByGroundTruth.get(groundTruth)
    if (sharing !== undefined) {
      const other = { otherImage: sharing.image, otherLine: sharing.line }
      problems.push(problem({ code: 'shared-ground-truth', groundTruth, image, ...other }, file, line))
    }
    firstByImage.set(image, entry)
    firstByGroundTruth.set(groundTruth, entry)
    kept.push(entry)
  }
  return { entries: kept, problems }
}
