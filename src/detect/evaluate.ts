// Scores a detector on labelled images, by the ICDAR2015 protocol.
import { begunAhead } from '../core/ahead.ts'
import { together } from '../core/together.ts'
import { decodeImage } from '../data/image.ts'
import { placeImage, type Preprocessing } from '../data/preprocess.ts'
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
  /** Images that are worth looking at together; 1 when not given. */
  readonly atOnce?: number
  find(image: RgbImage, sample: Sample): Promise<Found>
  /** What else is done with an image when its turn is, one after the other. */
  after?(found: Found, seen: SampleImage): Promise<void>
}

/** What was found on an image. */
export interface Found {
  readonly texts: readonly DetectedText[]
  readonly loss?: number | undefined
  readonly notes?: readonly DetectionNote[]
}

/** A sample with its decoded image. */
export interface SampleImage {
  readonly sample: Sample
  readonly image: RgbImage
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
/** The same where images go in batches, which are decoded sooner than they are looked at: as many as Node has threads for it. */
export const DECODED_FOR_BATCHES = 4

/** Detects on every sample and compares with its ground truth. An image that cannot be decoded fails the whole evaluation. */
export async function evaluate(
  finder: TextFinder,
  samples: readonly Sample[],
  { onProgress, signal }: EvaluateOptions = {},
): Promise<Evaluation> {
  const images: EvaluatedImage[] = []
  const losses: number[] = []
  const find = ({ image, sample }: SampleImage): Promise<Found> => finder.find(image, sample)
  for await (const [{ sample, image }, found] of lookedAt(samples, { look: find, signal, ...howToLook(finder) })) {
    const { texts, loss, notes } = found
    await finder.after?.(found, { sample, image })
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

/** How images are looked at that go through a network together. */
interface Looking {
  /** Images at once, at most. */
  readonly atOnce: number
  readonly preprocessing: Preprocessing
}

/** How a detector or a validator looks at many images. */
export function howToLook({
  atOnce = 1,
  settings: { preprocessing },
}: Pick<TextFinder, 'atOnce' | 'settings'>): Looking {
  return { atOnce, preprocessing }
}

/** Bytes for each pixel of a network's input: its planes, its probability, and four maps of targets with a loss. */
const bytesPerPixel = 32

/** Bytes that an image keeps while it waits for the network: its pixels, and what is made of them. */
export function bytesWhileLooking(image: RgbImage, preprocessing: Preprocessing): number {
  const { width, height } = placeImage(image, preprocessing)
  return image.data.byteLength + bytesPerPixel * width * height
}

interface LookedOptions<Seen> extends Looking {
  readonly look: (seen: SampleImage) => Promise<Seen>
  /** Ends it before the next image; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** Every sample with what was seen on its image, in order; as many as go through the network together are looked at together. */
export async function* lookedAt<Seen>(
  samples: readonly Sample[],
  { look, signal, atOnce, preprocessing }: LookedOptions<Seen>,
): AsyncGenerator<readonly [SampleImage, Seen]> {
  const begin = async (seen: SampleImage): Promise<Seen> => {
    signal?.throwIfAborted()
    return look(seen)
  }
  const bytes = ({ image }: SampleImage): number => bytesWhileLooking(image, preprocessing)
  for await (const seen of together(decodedAhead(samples, atOnce === 1 ? AHEAD : DECODED_FOR_BATCHES), {
    begin,
    atOnce,
    bytes,
  })) {
    signal?.throwIfAborted()
    yield seen
    // Before the next batch, which would be waited for.
    signal?.throwIfAborted()
  }
}

/** Every sample with its decoded image, in order; a few are decoded ahead. */
export async function* decodedAhead(samples: readonly Sample[], ahead = AHEAD): AsyncGenerator<SampleImage> {
  const decode = ({ imagePath }: Sample): Promise<RgbImage> => decodeImage(imagePath)
  for await (const [sample, image] of begunAhead(samples, decode, ahead)) yield { sample, image }
}
