// Checking a data set: opens every picture, adds what there is to say about it, and counts.
import { availableParallelism } from 'node:os'
import type { ErrorCode } from '../core/error-words.ts'
import { UserError } from '../core/errors.ts'
import { countSplit, type SplitTotals } from './check-totals.ts'
import { splits, type Dataset, type Split } from './dataset.ts'
import { miniatureOf, type Miniature } from './miniature.ts'
import { decodePicture, readPictureHeader } from './picture.ts'
import { mapBounded } from './pool.ts'
import { defaultPreprocessing } from './preprocess.ts'
import { problem, type Problem } from './problems.ts'
import { Disk } from './read/disk.ts'
import type { NetworkView, OpenedPicture } from './rules/picture/rule.ts'
import { pictureProblems } from './rules/picture/rules.ts'
import { findLookalikes, lookalikes } from './rules/set/lookalikes.ts'
import { findSameBytes, sameBytes } from './rules/set/same-bytes.ts'
import { seenPicture, type SeenPicture } from './rules/set/seen-picture.ts'
import { fewPictures } from './rules/split/few-pictures.ts'
import { textHeight } from './rules/split/text-height.ts'
import { defaultTargets } from './targets.ts'
import type { Sample } from './types.ts'

export type { PictureSize, SplitTotals, TextHeights } from './check-totals.ts'
export type { NetworkView } from './rules/picture/rule.ts'

/** How thoroughly to check, for which training, and whom to tell. */
export interface CheckOptions {
  /**
   * Decode every picture (default), or read only the headers, which is many times faster and misses damaged pixels and pictures
   * that look alike.
   */
  readonly decode?: boolean
  /** What the training will see; the default input size and smallest text unless told otherwise. */
  readonly view?: Partial<NetworkView>
  /** Called after each picture. */
  readonly onProgress?: (done: number, total: number) => void
  /** Ends the check before the next picture; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal
}

/** A listed picture after the check. */
export interface CheckedPicture {
  readonly split: Split
  readonly sample: Sample
  /** Names as problems spell them. */
  readonly picture: string
  readonly truth: string
  /** Undefined when the picture cannot be used; `problems` says why. */
  readonly opened?: OpenedPicture
}

/** The outcome of a check. */
export interface DatasetCheck {
  readonly view: NetworkView
  readonly totals: Readonly<Record<Split, SplitTotals>>
  /** Those of the lists and ground truths, of the pictures, and of all pictures together, each in the order of the lists. */
  readonly problems: readonly Problem[]
  /** In the order of the lists. */
  readonly pictures: readonly CheckedPicture[]
}

/**
 * Opens all pictures of a data set, several at a time. Never throws for a bad picture: it becomes a problem.
 * @see readDataset for the problems that need no picture
 */
export async function checkDataset(dataset: Dataset, options: CheckOptions = {}): Promise<DatasetCheck> {
  const view = { input: defaultPreprocessing.size, minTextSize: defaultTargets.minTextSize, ...options.view }
  const listed = splits.flatMap((split) => dataset[split].map((sample) => ({ split, sample })))
  const disk = new Disk(dataset.root)
  let done = 0
  const looked = await mapBounded(listed, availableParallelism() + 1, async ({ split, sample }) => {
    options.signal?.throwIfAborted()
    const names = { picture: disk.nameOf(sample.imagePath), truth: disk.nameOf(sample.truthPath) }
    const look = await lookAt({ split, sample, ...names }, view, options.decode ?? true)
    options.onProgress?.(++done, listed.length)
    return look
  })
  const pictures = looked.map(({ picture }) => picture)
  const totals = { train: totalsOf('train', pictures, view), test: totalsOf('test', pictures, view) }
  const problems = [
    ...dataset.problems,
    ...looked.flatMap(({ problems }) => problems),
    ...splits.flatMap((split) => splitProblems(split, totals[split], view)),
    ...(await problemsOfAll(looked)),
  ]
  return { view, totals, problems, pictures }
}

interface Look {
  readonly picture: CheckedPicture
  readonly problems: readonly Problem[]
  readonly miniature?: Miniature
}

async function lookAt(unseen: Omit<CheckedPicture, 'opened'>, view: NetworkView, decode: boolean): Promise<Look> {
  const { sample, picture, truth, split } = unseen
  try {
    const header = await readPictureHeader(sample.imagePath)
    const opened = { split, sample, header, picture, truth }
    const problems = pictureProblems(opened, view)
    const pixels = decode
      ? await decodePicture(sample.imagePath).catch((error: unknown) => asProblem(error, picture))
      : undefined
    if (pixels !== undefined && 'code' in pixels) return { picture: unseen, problems: [pixels, ...problems] }
    const miniature = pixels && miniatureOf(pixels)
    return { picture: { ...unseen, opened }, problems, ...(miniature && { miniature }) }
  } catch (error) {
    return { picture: unseen, problems: [asProblem(error, picture)] }
  }
}

/** Errors of the picture room that are problems of the data set. @param said the reason in the decoder's words */
const problemsOfErrors: Readonly<Partial<Record<ErrorCode, (said: string, picture: string) => Problem>>> = {
  'picture-missing': (_, picture) => problem({ code: 'picture-missing', obstacle: { kind: 'missing' } }, picture),
  'picture-unreadable': (said, picture) =>
    problem({ code: 'picture-unreadable', obstacle: { kind: 'system', said } }, picture),
  'picture-empty': (_, picture) => problem({ code: 'picture-empty' }, picture),
  'picture-undecodable': (said, picture) => problem({ code: 'picture-undecodable', said }, picture),
  'picture-truncated': (said, picture) => problem({ code: 'picture-truncated', said }, picture),
  'picture-too-large': (said, picture) => problem({ code: 'picture-too-large', said }, picture),
}

/** A picture that cannot be used, as a problem; anything else is a bug and passes on. */
function asProblem(error: unknown, picture: string): Problem {
  if (!(error instanceof UserError)) throw error
  const problemOf = problemsOfErrors[error.code]
  if (problemOf === undefined) throw error
  return problemOf(error.found ?? '', picture)
}

function totalsOf(split: Split, pictures: readonly CheckedPicture[], view: NetworkView): SplitTotals {
  const usable = pictures.flatMap(({ split: own, opened }) => (own === split && opened !== undefined ? [opened] : []))
  return countSplit(usable, view)
}

function splitProblems(split: Split, { pictures, textHeights }: SplitTotals, view: NetworkView): Problem[] {
  const list = `${split}_list.txt`
  return [...fewPictures(split, pictures), ...(textHeights ? textHeight(textHeights.median, list, view) : [])]
}

/** What there is to say about pictures in relation to each other. */
async function problemsOfAll(looked: readonly Look[]): Promise<Problem[]> {
  const seen = looked.flatMap(({ picture: { opened }, miniature }): SeenPicture[] =>
    opened === undefined ? [] : [seenPicture(opened, miniature)],
  )
  const repetitions = await findSameBytes(seen)
  const told = new Set(repetitions.map(({ picture }) => picture))
  return [...sameBytes(repetitions), ...lookalikes(findLookalikes(seen, told))]
}
