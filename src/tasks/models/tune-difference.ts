// What other thresholds are worth beside the model's own: better, worse, or no more than noise.
import type { EvaluatedImage } from '../../detect/evaluate.ts'
import { noiseOf, type Noise, type PairedCounts } from '../../detect/noise.ts'
import { imageScores } from '../../geometry/icdar.ts'

/** `same`: every image has the same counts. `too-few`: images to tell it by. */
export type Verdict = 'same' | 'too-few' | 'noise' | 'better' | 'worse'

export interface Difference {
  readonly verdict: Verdict
  /** How it was measured; undefined where nothing was drawn. */
  readonly noise: Noise | undefined
}

type Judged = readonly Pick<EvaluatedImage, 'match'>[]

/** @param own the images judged with the model's own thresholds, @param others the same ones, in their order, with others */
export function differenceOf(own: Judged, others: Judged): Difference {
  const counts = pairedCounts(own, others)
  if (isEqual(counts)) return { verdict: 'same', noise: undefined }
  const noise = noiseOf(counts, 0, 1)
  return { verdict: verdictOf(noise), noise }
}

function pairedCounts(own: Judged, others: Judged): PairedCounts {
  const pairs = own.map((image, index) => [image, others[index]].map(({ match }) => imageScores(match)))
  return {
    groundTruths: pairs.map(([{ groundTruths }]) => groundTruths),
    matched: pairs.map((pair) => Int32Array.from(pair, ({ matched }) => matched)),
    detections: pairs.map((pair) => Int32Array.from(pair, ({ detections }) => detections)),
  }
}

function isEqual({ matched, detections }: PairedCounts): boolean {
  return [...matched, ...detections].every(([own, other]) => own === other)
}

function verdictOf(noise: Noise | undefined): Verdict {
  if (noise === undefined) return 'too-few'
  if (noise.beyondNoise) return 'better'
  return noise.interval[1] < 0 ? 'worse' : 'noise'
}
