// Which part of a public data set a path belongs to: the words of its folders say it (`ch4_training_images`, `Test`, `task1train(626p)`).
import type { Subset } from './types.ts'

const words: Readonly<Record<string, Subset>> = {
  train: 'train',
  training: 'train',
  trainset: 'train',
  trainval: 'train',
  val: 'val',
  valid: 'val',
  validation: 'val',
  dev: 'val',
  test: 'test',
  testing: 'test',
  testset: 'test',
}

/** Words beside the name of a part in the name of a data set's folder. */
const fillers: ReadonlySet<string> = new Set([
  'data',
  'dataset',
  'set',
  'images',
  'imgs',
  'img',
  'part',
  'split',
  'ch',
  'task',
])

/** The part that a whole folder is, where its name says nothing else: `testing_data`, `test`, `ch4_test_images`; not `my_test_3`. */
export function subsetOfFolderItself(name: string): Subset | undefined {
  const reported = wordsIn(name).filter((word) => word.length > 1 && !fillers.has(word))
  return reported.length === 1 && Object.hasOwn(words, reported[0]) ? words[reported[0]] : undefined
}

/** The part that the folders of a path name, the innermost first; undefined when none does. */
export function subsetOfFolders(path: string): Subset | undefined {
  return subsetOf(path.slice(0, path.lastIndexOf('/') + 1))
}

/** The part that a path names, its file name first (`instances_val2017.json`). */
export function subsetOf(path: string): Subset | undefined {
  for (const part of path.split('/').reverse()) {
    const found = wordsIn(part).find((word) => Object.hasOwn(words, word))
    if (found !== undefined) return words[found]
  }
  return undefined
}

/** `TrainImages2` to `train`, `images`. */
function wordsIn(part: string): string[] {
  return part
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
}
