// Which image goes where: every image once, its part of the data set, its name there.
import { factWords } from './fact-words.ts'
import { say } from '../../core/say.ts'
import { basename, relative } from 'node:path'
import { splits, type Split } from '../../data/read/list.ts'
import { groundTruthNames, uniqueNames } from '../../data/write/names.ts'
import { note, type Note } from './notes.ts'
import { assignSplits, type AssignOptions, type DivisionReport } from './parts.ts'
import type { NormalisedImage } from './normalise.ts'
import { subsetOfFolderItself } from './subset.ts'
import type { SourceEntry } from './types.ts'

/** An image that can be used, with its ground truth. */
export interface ReadyImage {
  readonly entry: SourceEntry
  readonly normalised: NormalisedImage
}

/** An image with its place in the data set. */
export interface PlannedImage extends ReadyImage {
  readonly split: Split
  /** Relative to the data set. */
  readonly image: string
  /** Relative to the data set. */
  readonly groundTruth: string
}

/** Every image in its place, and how it was decided. */
export interface Plan {
  readonly images: readonly PlannedImage[]
  readonly division: DivisionReport
}

/** The entries without repetitions of an image, with a note for each repetition. */
export function withoutRepetitions(entries: readonly SourceEntry[], notes: Note[]): SourceEntry[] {
  const first = new Map<string, SourceEntry>()
  for (const entry of entries) {
    const earlier = first.get(entry.image)
    if (earlier === undefined) first.set(entry.image, entry)
    else notes.push(note('image-twice', entry.where, { found: say(factWords.firstIn, { place: earlier.where }) }))
  }
  return [...first.values()]
}

/**
 * Plans the data set.
 * @param root the folder that the paths of images are relative to, for names and groups
 * @throws UserError what `divide` throws
 */
export async function planDataset(
  ready: readonly ReadyImage[],
  root: string,
  options: AssignOptions,
  notes: Note[],
): Promise<Plan> {
  const paths = ready.map(({ entry }) => relative(root, entry.image).replaceAll('\\', '/'))
  // A folder that is one part by its name (`testing_data`) divides nothing below it.
  const whole = ready.every(({ entry }) => entry.subset === undefined)
    ? subsetOfFolderItself(basename(root))
    : undefined
  const divisible = ready.map(({ entry, normalised }, index) => ({
    path: paths[index],
    imagePath: entry.image,
    subset: entry.subset ?? whole,
    hasText: normalised.lines.length > normalised.ignored,
  }))
  const { splitOf, division } = await assignSplits(divisible, options, notes)
  const images = splits.flatMap((split) => {
    const indices = ready.flatMap((_, index) => (splitOf[index] === split ? [index] : []))
    const names = uniqueNames(indices.map((index) => paths[index]))
    const groundTruths = groundTruthNames(names)
    return indices.map((index, at): PlannedImage => {
      if (!paths[index].endsWith(names[at]))
        notes.push(note('image-renamed', paths[index], { found: `${split}_images/${names[at]}` }))
      return {
        ...ready[index],
        split,
        image: `${split}_images/${names[at]}`,
        groundTruth: `${split}_gts/${groundTruths[at]}`,
      }
    })
  })
  return { images, division }
}
