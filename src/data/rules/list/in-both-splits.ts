// Rule: no picture stands in both lists.
import { problem, type Problem } from '../../problems.ts'
import type { List } from '../../read/entries.ts'

export function inBothSplits(train: List, test: List): Problem[] {
  const learnt = new Map(train.entries.map((entry) => [entry.picture, entry]))
  return test.entries.flatMap(({ picture, line }) => {
    const entry = learnt.get(picture)
    if (entry === undefined) return []
    const other = `${train.file}:${entry.line}`
    return [problem({ code: 'in-both-splits', picture, other }, test.file, line)]
  })
}
