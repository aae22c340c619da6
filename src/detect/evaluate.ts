// Scores a detector on labelled pictures, by the ICDAR2015 protocol.
import { must } from '../core/assert.ts'
import { decodePicture } from '../data/picture.ts'
import { defaultTargets } from '../data/targets.ts'
import type { Picture, Sample } from '../data/types.ts'
import type { DetectedText } from '../geometry/boxes.ts'
import { errorsOf, type PictureErrors } from '../geometry/error-kinds.ts'
import { matchOverlaps, poolScores, type PictureMatch, type Scores } from '../geometry/icdar.ts'
import { overlapsOf } from '../geometry/overlap.ts'
import type { DetectionNote } from './notes.ts'
import { tooSmallIn } from './too-small.ts'
import type { DetectorSettings } from './settings.ts'

/** Whatever finds texts on a picture: a detector, or the validator of a training, which also measures the loss. */
export interface TextFinder {
  readonly settings: DetectorSettings
  /** Smaller texts, in network pixels, were not learnt; the default of a training where it is not known. */
  readonly minTextSize?: number | undefined
  find(
    picture: Picture,
    sample: Sample,
  ): Promise<{
    readonly texts: readonly DetectedText[]
    readonly loss?: number | undefined
    readonly notes?: readonly DetectionNote[]
  }>
}

/** One scored picture: what was found in it and what became of each box. */
export interface EvaluatedPicture {
  readonly sample: Sample
  readonly width: number
  readonly height: number
  readonly texts: readonly DetectedText[]
  readonly match: PictureMatch
  /** What each missed text and each false box is. */
  readonly errors: PictureErrors
  /** What the detector says of its look, where it does. */
  readonly notes?: readonly DetectionNote[]
}

export interface Evaluation {
  /** Counts pooled over all pictures. */
  readonly scores: Scores
  readonly pictures: readonly EvaluatedPicture[]
  /** Mean loss over the pictures, where the finder measures it. */
  readonly loss: number | undefined
}

export interface EvaluateOptions {
  readonly onProgress?: (done: number, total: number) => void
  /** Ends the evaluation before the next picture; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal
}

/** Pictures that are decoded while the network looks at another. */
const AHEAD = 2

/** Detects on every sample and compares with its ground truth. A picture that cannot be decoded fails the whole evaluation. */
export async function evaluate(
  finder: TextFinder,
  samples: readonly Sample[],
  { onProgress, signal }: EvaluateOptions = {},
): Promise<Evaluation> {
  const pictures: EvaluatedPicture[] = []
  const losses: number[] = []
  for await (const { sample, picture } of decodedAhead(samples)) {
    signal?.throwIfAborted()
    const { texts, loss, notes } = await finder.find(picture, sample)
    if (loss !== undefined) losses.push(loss)
    pictures.push({ ...judge({ sample, picture, texts }, finder), ...(notes !== undefined && { notes }) })
    onProgress?.(pictures.length, samples.length)
  }
  const loss = losses.length === 0 ? undefined : losses.reduce((sum, one) => sum + one, 0) / losses.length
  return { scores: poolScores(pictures.map(({ match }) => match)), pictures, loss }
}

/** What became of the texts that were found on a picture. */
export function judge(
  {
    sample,
    picture,
    texts,
  }: Pick<EvaluatedPicture, 'sample' | 'texts'> & { picture: Pick<Picture, 'width' | 'height'> },
  { settings, minTextSize = defaultTargets.minTextSize }: Omit<TextFinder, 'find'>,
): EvaluatedPicture {
  const { width, height } = picture
  const overlaps = overlapsOf(sample.texts, texts)
  const match = matchOverlaps(sample.texts, texts.length, overlaps)
  const isTooSmall = tooSmallIn(picture, sample, { settings, minTextSize })
  return { sample, width, height, texts, match, errors: errorsOf({ match, overlaps, isTooSmall }) }
}

/** Every sample with its decoded picture, in order; a few are decoded ahead. */
export async function* decodedAhead(
  samples: readonly Sample[],
): AsyncGenerator<{ readonly sample: Sample; readonly picture: Picture }> {
  const pending: Promise<Picture>[] = []
  const start = (sample: Sample | undefined): void => {
    if (sample === undefined) return
    const decoding = decodePicture(sample.imagePath)
    decoding.catch(() => {}) // Thrown again where it is awaited below.
    pending.push(decoding)
  }
  samples.slice(0, AHEAD).forEach(start)
  for (const [index, sample] of samples.entries()) {
    start(samples[index + AHEAD])
    yield { sample, picture: await must(pending.shift(), 'a picture is being decoded for every sample') }
  }
}
