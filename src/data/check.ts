// Checking a data set: opens every picture, adds what there is to say about it, and counts.
import { availableParallelism } from 'node:os'
import { UserError } from '../core/errors.ts'
import { splits, type Dataset, type Split } from './dataset.ts'
import { decodePicture, readPictureHeader, type PictureHeader } from './picture.ts'
import { mapBounded } from './pool.ts'
import { problemKinds, type ProblemCode } from './problem-kinds.ts'
import { problem, type Problem } from './problems.ts'
import { Disk } from './read/disk.ts'
import { pictureProblems } from './rules/picture-rules.ts'
import type { Sample } from './types.ts'

/** How thoroughly to check, and whom to tell. */
export interface CheckOptions {
  /** Decode every picture (default), or read only the headers, which is many times faster and misses damaged pixels. */
  readonly decode?: boolean
  /** Called after each picture. */
  readonly onProgress?: (done: number, total: number) => void
}

/** Width and height in pixels, EXIF orientation applied. */
export type PictureSize = readonly [width: number, height: number]

/** What one split holds. Pictures that cannot be used are not counted. */
export interface SplitTotals {
  readonly pictures: number
  /** All boxes, do-not-care ones included. */
  readonly texts: number
  /** Do-not-care boxes. */
  readonly ignored: number
  readonly picturesWithoutText: number
  /** By number of pixels; undefined without pictures. */
  readonly smallest?: PictureSize
  readonly largest?: PictureSize
}

/** The outcome of a check. */
export interface DatasetCheck {
  readonly totals: Readonly<Record<Split, SplitTotals>>
  /** Those of the data set, then those of its pictures, in the order of the lists. */
  readonly problems: readonly Problem[]
}

/**
 * Opens all pictures of a data set, several at a time. Never throws for a bad picture: it becomes a problem.
 * @see readDataset for the problems that need no picture
 */
export async function checkDataset(dataset: Dataset, options: CheckOptions = {}): Promise<DatasetCheck> {
  const samples = splits.flatMap((split) => dataset[split].map((sample) => ({ split, sample })))
  const disk = new Disk(dataset.root)
  let done = 0
  const checked = await mapBounded(samples, availableParallelism() + 1, async ({ split, sample }) => {
    const outcome = await checkPicture(disk, sample, options.decode ?? true)
    options.onProgress?.(++done, samples.length)
    return { split, sample, ...outcome }
  })
  const totalsOf = (split: Split): SplitTotals => countSplit(checked.filter((one) => one.split === split))
  return {
    totals: { train: totalsOf('train'), test: totalsOf('test') },
    problems: [...dataset.problems, ...checked.flatMap(({ problems }) => problems)],
  }
}

interface PictureOutcome {
  /** Undefined when the picture cannot be used. */
  readonly header?: PictureHeader
  readonly problems: readonly Problem[]
}

async function checkPicture(disk: Disk, sample: Sample, decode: boolean): Promise<PictureOutcome> {
  const picture = disk.nameOf(sample.imagePath)
  try {
    const header = await readPictureHeader(sample.imagePath)
    const problems = pictureProblems({ sample, header, picture, truth: disk.nameOf(sample.truthPath) })
    const damage = decode ? await decodeProblem(sample.imagePath, picture) : undefined
    return damage === undefined ? { header, problems } : { problems: [damage, ...problems] }
  } catch (error) {
    return { problems: [pictureProblem(error, picture)] }
  }
}

async function decodeProblem(path: string, picture: string): Promise<Problem | undefined> {
  try {
    await decodePicture(path)
    return undefined
  } catch (error) {
    return pictureProblem(error, picture)
  }
}

/** A picture that cannot be used, as a problem; anything but a UserError of the picture room is a bug and passes on. */
function pictureProblem(error: unknown, picture: string): Problem {
  if (!(error instanceof UserError) || !isProblemCode(error.code)) throw error
  const { code, expected, found } = error
  return problem({ code, ...(expected && { expected }), ...(found && { found }) }, picture)
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemKinds, code)
}

function countSplit(checked: readonly { sample: Sample; header?: PictureHeader }[]): SplitTotals {
  const usable = checked.filter(({ header }) => header !== undefined)
  const texts = usable.flatMap(({ sample }) => sample.texts)
  const sizes = usable
    .flatMap(({ header }): PictureSize[] => (header === undefined ? [] : [[header.width, header.height]]))
    .sort((a, b) => a[0] * a[1] - b[0] * b[1])
  return {
    pictures: usable.length,
    texts: texts.length,
    ignored: texts.filter((text) => text.ignore).length,
    picturesWithoutText: usable.filter(({ sample }) => sample.texts.length === 0).length,
    ...(sizes.length > 0 && { smallest: sizes[0], largest: sizes[sizes.length - 1] }),
  }
}
