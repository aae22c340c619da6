// Scores a detector on labelled images, by the ICDAR2015 protocol.
import { begunAhead } from '../core/ahead.ts'
import { decodeImage } from '../data/image.ts'
import { defaultTargets } from '../data/targets.ts'
import type { RgbImage, Sample } from '../data/types.ts'
import type { DetectedText } from '../geometry/boxes.ts'
import { errorsOf, type ImageErrors } from '../geometry/error-kinds.ts'
import { matchOverlaps, poolScores, type ImageMatch, type Scores } from '../geometry/icdar.ts'
import { overlapsOf } from '../geometry/overlap.ts'
import type { DetectionNote } from './notes.ts'
import { tooSmallIn } from './too-small.ts'
import type { DetectorSettings } from './settings.ts'

/** Whatever finds texts on an image: a detector, or the validator of a training, which also measures the loss. */
export interface TextFinder {
  readonly settings: DetectorSettings
  /** Smaller texts, in network pixels, were not learnt; the default of a training where it is not known. */
  readonly minTextSize?: number | undefined
  find(
    image: RgbImage,
    sample: Sample,
  ): Promise<{
    readonly texts: readonly DetectedText[]
    readonly loss?: number | undefined
    readonly notes?: readonly DetectionNote[]
  }>
}

/** One scored image: what was found in it and what became of each box. */
export interface EvaluatedImage {
  readonly sample: Sample
  readonly width: number
  readonly height: number
  readonly texts: readonly DetectedText[]
  readonly match: ImageMatch
  /** What each missed text and each false box is. */
  readonly errors: ImageErrors
  /** What the detector says of its look, where it does. */
  readonly notes?: readonly DetectionNote[]
}

export interface Evaluation {
  /** Counts pooled over all images. */
  readonly scores: Scores
  readonly images: readonly EvaluatedImage[]
  /** Mean loss over the images, where the finder measures it. */
  readonly loss: number | undefined
}

export interface EvaluateOptions {
  readonly onProgress?: (done: number, total: number) => void
  /** Ends the evaluation before the next image; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal
}

/** Images that are decoded while the network looks at another. */
const AHEAD = 2

/** Detects on every sample and compares with its ground truth. An image that cannot be decoded fails the whole evaluation. */
export async function evaluate(
  finder: TextFinder,
  samples: readonly Sample[],
  { onProgress, signal }: EvaluateOptions = {},
): Promise<Evaluation> {
  const images: EvaluatedImage[] = []
  const losses: number[] = []
  for await (const { sample, image } of decodedAhead(samples)) {
    signal?.throwIfAborted()
    const { texts, loss, notes } = await finder.find(image, sample)
    if (loss !== undefined) losses.push(loss)
    images.push({ ...judge({ sample, image, texts }, finder), ...(notes !== undefined && { notes }) })
    onProgress?.(images.length, samples.length)
  }
  const loss = losses.length === 0 ? undefined : losses.reduce((sum, one) => sum + one, 0) / losses.length
  return { scores: poolScores(images.map(({ match }) => match)), images, loss }
}

/** What became of the texts that were found on an image. */
export function judge(
  { sample, image, texts }: Pick<EvaluatedImage, 'sample' | 'texts'> & { image: Pick<RgbImage, 'width' | 'height'> },
  { settings, minTextSize = defaultTargets.minTextSize }: Omit<TextFinder, 'find'>,
): EvaluatedImage {
  const { width, height } = image
  const overlaps = overlapsOf(sample.texts, texts)
  const match = matchOverlaps(sample.texts, texts.length, overlaps)
  const isTooSmall = tooSmallIn(image, sample, { settings, minTextSize })
  return { sample, width, height, texts, match, errors: errorsOf({ match, overlaps, isTooSmall }) }
}

/** Every sample with its decoded image, in order; a few are decoded ahead. */
export async function* decodedAhead(
  samples: readonly Sample[],
): AsyncGenerator<{ readonly sample: Sample; readonly image: RgbImage }> {
  const decode = ({ imagePath }: Sample): Promise<RgbImage> => decodeImage(imagePath)
  for await (const [sample, image] of begunAhead(samples, decode, AHEAD)) yield { sample, image }
}
