// Rules over the entries of a list: no picture twice, no ground truth shared, nothing in both splits.
import { problem, type Problem } from '../problems.ts'
import type { Entry, List } from '../read/entries.ts'

/** The entries without repetitions of a picture, and what there is to say about them. */
export function settleEntries({ file, entries }: List): { entries: Entry[]; problems: Problem[] } {
  const firstByPicture = new Map<string, Entry>()
  const firstByTruth = new Map<string, Entry>()
  const kept: Entry[] = []
  const problems: Problem[] = []
  for (const entry of entries) {
    const earlier = firstByPicture.get(entry.picture)
    if (earlier !== undefined) {
      const code = earlier.truth === entry.truth ? 'duplicate-entry' : 'conflicting-entry'
      problems.push(problem({ code, found: `${entry.picture} in line ${earlier.line} too` }, file, entry.line))
      continue
    }
    const sharing = firstByTruth.get(entry.truth)
    if (sharing !== undefined) {
      const found = `${entry.truth} for ${entry.picture} and, in line ${sharing.line}, ${sharing.picture}`
      problems.push(problem({ code: 'shared-ground-truth', found }, file, entry.line))
    }
    firstByPicture.set(entry.picture, entry)
    firstByTruth.set(entry.truth, entry)
    kept.push(entry)
  }
  return { entries: kept, problems }
}

/** What there is to say about pictures that stand in both lists. */
export function leakProblems(train: List, test: List): Problem[] {
  const learnt = new Map(train.entries.map((entry) => [entry.picture, entry]))
  return test.entries.flatMap(({ picture, line }) => {
    const other = learnt.get(picture)
    if (other === undefined) return []
    const found = `${picture} in ${train.file}:${other.line} too`
    return [problem({ code: 'in-both-splits', found }, test.file, line)]
  })
}
