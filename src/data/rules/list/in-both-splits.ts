// Rule: no image stands in both lists.
import { problem, type Problem } from '../../problems.ts'
import type { List } from '../../read/entries.ts'

export function inBothSplits(train: List, test: List): Problem[] {
  const learnt = new Map(train.entries.map((entry) => [entry.image, entry]))
  return test.entries.flatMap(({ image, line }) => {
    const entry = learnt.get(image)
    if (entry === undefined) return []
    const other = `${train.file}:${entry.line}`
    return [problem({ code: 'in-both-splits', image, other }, test.file, line)]
  })
}
