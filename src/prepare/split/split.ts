// Divides the images of one folder into a training and a test list. Images and ground truths stay where they are.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UserError } from '../../core/errors.ts'
import { writeFileAtomic } from '../../core/files.ts'
import { buildAside } from '../../data/write/build-aside.ts'
import { lineInList, pathInList } from '../../data/write/list-line.ts'
import type { Note } from '../import/notes.ts'
import { assignSplits, type DivisionReport } from '../import/parts.ts'
import { splits, type Split } from '../../data/read/list.ts'
import type { DivideOptions } from './divide.ts'
import type { ImagePair } from './find-pairs.ts'

/** Where the lists go: into the folder itself, into a new one, or nowhere (only told). */
export type ListTarget =
  | { readonly kind: 'in-place' }
  | { readonly kind: 'new'; readonly dir: string }
  | { readonly kind: 'none' }

/** What was divided, and what was written. */
export interface SplitSummary {
  /** Absolute path of the folder that was divided. */
  readonly root: string
  /** Absolute path of the folder of the lists; undefined when nothing was written. */
  readonly written: string | undefined
  readonly division: DivisionReport
  /** The images of each part, relative to the folder, in natural order. */
  readonly images: Readonly<Record<Split, readonly string[]>>
  /** Images of each part without a text that counts. */
  readonly withoutText: Readonly<Record<Split, number>>
  readonly notes: readonly Note[]
}

/** The names of the lists that are in a folder. */
export function listsIn(root: string): Split[] {
  return splits.filter((split) => existsSync(join(root, listName(split))))
}

function listName(split: Split): string {
  return `${split}_list.txt`
}

/**
 * Divides the pairs and writes the lists.
 * @throws UserError split-lists-exist, split-too-few, split-one-group, path-not-listable, target-not-empty, target-inside-source
 */
export async function splitPairs(
  root: string,
  pairs: readonly ImagePair[],
  target: ListTarget,
  options: DivideOptions,
): Promise<SplitSummary> {
  const base = resolve(root)
  const notes: Note[] = []
  const divisible = pairs.map(({ imagePath, subset, hasText }) => ({
    path: pathInList(base, imagePath),
    imagePath,
    subset,
    hasText,
  }))
  const { splitOf, division } = await assignSplits(divisible, options, notes)
  const of = (split: Split): number[] => pairs.flatMap((_, index) => (splitOf[index] === split ? [index] : []))
  const linesFor = (folder: string) => (split: Split) => of(split).map((index) => lineInList(folder, pairs[index]))
  if (target.kind === 'in-place') writeInPlace(base, linesFor(base))
  if (target.kind === 'new') {
    const lines = linesFor(resolve(target.dir))
    await buildAside(target.dir, [base], async (folder) => writeLists(folder, lines))
  }
  const withoutText = (split: Split): number => of(split).filter((index) => !pairs[index].hasText).length
  const paths = (split: Split): string[] => of(split).map((index) => divisible[index].path)
  return {
    root: base,
    written: target.kind === 'none' ? undefined : target.kind === 'new' ? resolve(target.dir) : base,
    division,
    images: { train: paths('train'), test: paths('test') },
    withoutText: { train: withoutText('train'), test: withoutText('test') },
    notes,
  }
}

function writeInPlace(root: string, linesOf: (split: Split) => readonly string[]): void {
  const [list] = listsIn(root)
  if (list === undefined) return writeLists(root, linesOf)
  throw new UserError({
    code: 'split-lists-exist',
    message: say(errorDetails['split-lists-exist'].message),
    expected: say(errorDetails['split-lists-exist'].expected),
    found: listName(list),
    where: join(root, listName(list)),
    next: say(errorDetails['split-lists-exist'].next),
  })
}

/** The training list last: without it, nothing takes the folder for a data set. */
function writeLists(folder: string, linesOf: (split: Split) => readonly string[]): void {
  for (const split of ['test', 'train'] as const) {
    const lines = linesOf(split)
    if (lines.length > 0) writeFileAtomic(join(folder, listName(split)), lines.map((line) => `${line}\n`).join(''))
  }
}
