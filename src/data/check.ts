// Checking a data set: opens every image, adds what there is to say about it, and counts.
import { availableParallelism } from 'node:os'
import type { ErrorCode } from '../core/error-words.ts'
import { partsOf, type Text, UserError } from '../core/errors.ts'
import { countSplit, type SplitTotals } from './check-totals.ts'
import { splits, type Dataset, type Split } from './dataset.ts'
import { thumbnailOf, type Thumbnail } from './thumbnail.ts'
import { decodeImage, readImageHeader } from './image.ts'
import { mapBounded } from './pool.ts'
import { defaultPreprocessing } from './preprocess.ts'
import { problem, type Problem } from './problems.ts'
import { Disk } from './read/disk.ts'
import type { NetworkView, OpenedImage } from './rules/image/rule.ts'
import { imageProblems } from './rules/image/rules.ts'
import { findNearDuplicates, nearDuplicates } from './rules/set/near-duplicates.ts'
import { findSameBytes, sameBytes } from './rules/set/same-bytes.ts'
import { seenImage, type SeenImage } from './rules/set/seen-image.ts'
import { fewImages } from './rules/split/few-images.ts'
import { textHeight } from './rules/split/text-height.ts'
import { defaultTargets } from './targets.ts'
import type { Sample } from './types.ts'

export type { ImageSize, SplitTotals, TextHeights } from './check-totals.ts'
export type { NetworkView } from './rules/image/rule.ts'

/** How thoroughly to check, for which training, and whom to tell. */
export interface CheckOptions {
  /**
   * Decode every image (default), or read only the headers, which is many times faster and misses damaged pixels and images
   * that look alike.
   */
  readonly decode?: boolean
  /** What the training will see; the default input size and smallest text by default. */
  readonly view?: Partial<NetworkView>
  /** Called after each image. */
  readonly onProgress?: (done: number, total: number) => void
  /** Ends the check before the next image; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal
}

/** A listed image after the check. */
export interface CheckedImage {
  readonly split: Split
  readonly sample: Sample
  /** Names as problems spell them. */
  readonly image: string
  readonly groundTruth: string
  /** Undefined when the image cannot be used; `problems` says why. */
  readonly opened?: OpenedImage
}

/** The outcome of a check. */
export interface DatasetCheck {
  readonly view: NetworkView
  readonly totals: Readonly<Record<Split, SplitTotals>>
  /** Those of the lists and ground truths, of the images, and of all images together, each in the order of the lists. */
  readonly problems: readonly Problem[]
  /** In the order of the lists. */
  readonly images: readonly CheckedImage[]
}

/**
 * Opens all images of a data set, several at a time. Never throws for a bad image: it becomes a problem.
 * @see readDataset for the problems that need no image
 */
export async function checkDataset(dataset: Dataset, options: CheckOptions = {}): Promise<DatasetCheck> {
  const view = { input: defaultPreprocessing.size, minTextSize: defaultTargets.minTextSize, ...options.view }
  const listed = splits.flatMap((split) => dataset[split].map((sample) => ({ split, sample })))
  const disk = new Disk(dataset.root)
  let done = 0
  const looked = await mapBounded(listed, availableParallelism() + 1, async ({ split, sample }) => {
    options.signal?.throwIfAborted()
    const names = { image: disk.nameOf(sample.imagePath), groundTruth: disk.nameOf(sample.groundTruthPath) }
    const look = await lookAt({ split, sample, ...names }, view, options.decode ?? true)
    options.onProgress?.(++done, listed.length)
    return look
  })
  const images = looked.map(({ image }) => image)
  const totals = { train: totalsOf('train', images, view), test: totalsOf('test', images, view) }
  const problems = [
    ...dataset.problems,
    ...looked.flatMap(({ problems }) => problems),
    ...splits.flatMap((split) => splitProblems(split, totals[split], view)),
    ...(await problemsOfAll(looked)),
  ]
  return { view, totals, problems, images }
}

interface Look {
  readonly image: CheckedImage
  readonly problems: readonly Problem[]
  readonly thumbnail?: Thumbnail
}

async function lookAt(unseen: Omit<CheckedImage, 'opened'>, view: NetworkView, decode: boolean): Promise<Look> {
  const { sample, image, groundTruth, split } = unseen
  try {
    const header = await readImageHeader(sample.imagePath)
    const opened = { split, sample, header, image, groundTruth }
    const problems = imageProblems(opened, view)
    const pixels = decode
      ? await decodeImage(sample.imagePath).catch((error: unknown) => asProblem(error, image))
      : undefined
    if (pixels !== undefined && 'code' in pixels) return { image: unseen, problems: [pixels, ...problems] }
    const thumbnail = pixels && thumbnailOf(pixels)
    return { image: { ...unseen, opened }, problems, ...(thumbnail && { thumbnail }) }
  } catch (error) {
    return { image: unseen, problems: [asProblem(error, image)] }
  }
}

/** Errors of the image module that are problems of the data set. @param reason in the decoder's words */
const problemsOfErrors: Readonly<Partial<Record<ErrorCode, (reason: Text, image: string) => Problem>>> = {
  'image-missing': (_, image) => problem({ code: 'image-missing', fileError: { kind: 'missing' } }, image),
  'image-unreadable': (reason, image) =>
    problem({ code: 'image-unreadable', fileError: { kind: 'system', reason } }, image),
  'image-empty': (_, image) => problem({ code: 'image-empty' }, image),
  'image-undecodable': (reason, image) => problem({ code: 'image-undecodable', reason }, image),
  'image-truncated': (reason, image) => problem({ code: 'image-truncated', reason }, image),
  'image-too-large': (reason, image) => problem({ code: 'image-too-large', reason }, image),
}

/** An image that cannot be used, as a problem; anything else is a bug and passes on. */
function asProblem(error: unknown, image: string): Problem {
  if (!(error instanceof UserError)) throw error
  const problemOf = problemsOfErrors[error.code]
  if (problemOf === undefined) throw error
  return problemOf(partsOf(error).found ?? '', image)
}

function totalsOf(split: Split, images: readonly CheckedImage[], view: NetworkView): SplitTotals {
  const usable = images.flatMap(({ split: own, opened }) => (own === split && opened !== undefined ? [opened] : []))
  return countSplit(usable, view)
}

function splitProblems(split: Split, { images, textHeights }: SplitTotals, view: NetworkView): Problem[] {
  const list = `${split}_list.txt`
  return [...fewImages(split, images), ...(textHeights ? textHeight(textHeights.median, list, view) : [])]
}

/** What there is to say about images in relation to each other. */
async function problemsOfAll(looked: readonly Look[]): Promise<Problem[]> {
  const seen = looked.flatMap(({ image: { opened }, thumbnail }): SeenImage[] =>
    opened === undefined ? [] : [seenImage(opened, thumbnail)],
  )
  const repetitions = await findSameBytes(seen)
  const reported = new Set(repetitions.map(({ image }) => image))
  return [...sameBytes(repetitions), ...nearDuplicates(findNearDuplicates(seen, reported))]
}
