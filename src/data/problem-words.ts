// What is said about every kind of problem: one table, complete in every language, from the parts in words/.
import type { ProblemCode } from './problem-kinds.ts'
import { boxWords } from './words/boxes.ts'
import { listWords } from './words/lists.ts'
import { imageWords } from './words/images.ts'
import { splitWords } from './words/splits.ts'
import type { WordTable } from './words/table.ts'
import { textFileWords } from './words/text-files.ts'
import { groundTruthWords } from './words/ground-truths.ts'

export const problemWords: WordTable<ProblemCode> = {
  ...listWords,
  ...textFileWords,
  ...imageWords,
  ...groundTruthWords,
  ...boxWords,
  ...splitWords,
}
