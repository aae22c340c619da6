// Scores a detector on labelled pictures, by the ICDAR2015 protocol.
import { must } from '../core/assert.ts'
import { decodePicture } from '../data/picture.ts'
import type { Picture, Sample } from '../data/types.ts'
import type { DetectedText } from '../geometry/boxes.ts'
import { matchPicture, poolScores, type PictureMatch, type Scores } from '../geometry/icdar.ts'
import type { Detector } from './detector.ts'

/** One scored picture: what was found in it and what became of each box. */
export interface EvaluatedPicture {
  readonly sample: Sample
  readonly width: number
  readonly height: number
  readonly texts: readonly DetectedText[]
  readonly match: PictureMatch
}

export interface Evaluation {
  /** Counts pooled over all pictures. */
  readonly scores: Scores
  readonly pictures: readonly EvaluatedPicture[]
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
  detector: Detector,
  samples: readonly Sample[],
  { onProgress, signal }: EvaluateOptions = {},
): Promise<Evaluation> {
  const pictures: EvaluatedPicture[] = []
  for await (const { sample, picture } of decodedAhead(samples)) {
    signal?.throwIfAborted()
    const { texts } = await detector.detect(picture)
    const { width, height } = picture
    pictures.push({ sample, width, height, texts, match: matchPicture(sample.texts, texts) })
    onProgress?.(pictures.length, samples.length)
  }
  return { scores: poolScores(pictures.map(({ match }) => match)), pictures }
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
