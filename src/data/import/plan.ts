// Which picture goes where: every picture once, its part of the data set, its name there.
import { basename, relative } from 'node:path'
import { splits, type Split } from '../read/list.ts'
import { truthNames, uniqueNames } from './layout/names.ts'
import { note, type Note } from './notes.ts'
import { assignSplits, type AssignOptions, type DivisionReport } from './parts.ts'
import type { SettledPicture } from './settle.ts'
import { subsetOfFolderItself } from './subset.ts'
import type { SourceEntry } from './types.ts'

/** A picture that can be used, with its ground truth. */
export interface ReadyPicture {
  readonly entry: SourceEntry
  readonly settled: SettledPicture
}

/** A picture with its place in the data set. */
export interface PlannedPicture extends ReadyPicture {
  readonly split: Split
  /** Relative to the data set. */
  readonly image: string
  /** Relative to the data set. */
  readonly truth: string
}

/** Every picture in its place, and how it was decided. */
export interface Plan {
  readonly pictures: readonly PlannedPicture[]
  readonly division: DivisionReport
}

/** The entries without repetitions of a picture, with a note for each repetition. */
export function withoutRepetitions(entries: readonly SourceEntry[], notes: Note[]): SourceEntry[] {
  const first = new Map<string, SourceEntry>()
  for (const entry of entries) {
    const earlier = first.get(entry.picture)
    if (earlier === undefined) first.set(entry.picture, entry)
    else notes.push(note('picture-twice', entry.where, { found: `the first is in ${earlier.where}` }))
  }
  return [...first.values()]
}

/**
 * Plans the data set.
 * @param root the folder that the paths of pictures are relative to, for names and groups
 * @throws UserError what `divide` throws
 */
export async function planDataset(
  ready: readonly ReadyPicture[],
  root: string,
  options: AssignOptions,
  notes: Note[],
): Promise<Plan> {
  const paths = ready.map(({ entry }) => relative(root, entry.picture).replaceAll('\\', '/'))
  // A folder that is one part by its name (`testing_data`) divides nothing below it.
  const whole = ready.every(({ entry }) => entry.subset === undefined)
    ? subsetOfFolderItself(basename(root))
    : undefined
  const divisible = ready.map(({ entry, settled }, index) => ({
    path: paths[index],
    imagePath: entry.picture,
    subset: entry.subset ?? whole,
    hasText: settled.lines.length > settled.ignored,
  }))
  const { splitOf, division } = await assignSplits(divisible, options, notes)
  const pictures = splits.flatMap((split) => {
    const indices = ready.flatMap((_, index) => (splitOf[index] === split ? [index] : []))
    const names = uniqueNames(indices.map((index) => paths[index]))
    const truths = truthNames(names)
    return indices.map((index, at): PlannedPicture => {
      if (!paths[index].endsWith(names[at]))
        notes.push(note('picture-renamed', paths[index], { found: `${split}_images/${names[at]}` }))
      return { ...ready[index], split, image: `${split}_images/${names[at]}`, truth: `${split}_gts/${truths[at]}` }
    })
  })
  return { pictures, division }
}
