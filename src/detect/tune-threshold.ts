// Chooses the binary threshold on training images: while a network learns, its probabilities rise, and the best threshold with them.
import { evenly } from '../core/evenly.ts'
import type { RgbImage, Sample } from '../data/types.ts'
import type { ProbabilityMap } from './probability-map.ts'
import { howToLook, lookedAt, type SampleImage, type TextFinder } from './evaluate.ts'
import { Sweep, type SweepCell } from './sweep.ts'

/**
 * Training images that are looked at: about as many texts as a threshold needs, in seconds. Fewer decide nothing: with 5 images
 * the best threshold of the training images took F from 0.620 to 0.544 on the test images (docs/log.md).
 */
const imagesNeeded = 16

/** The binary thresholds that are tried beside the current one. */
const tried = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6]

export interface TuneOptions {
  /** Runs the network on an image. */
  readonly probability: (image: RgbImage, sample: Sample) => Promise<ProbabilityMap>
  /** Whose maps these are. */
  readonly finder: Pick<TextFinder, 'atOnce' | 'settings'>
  /** Ends it before the next image; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal
}

export interface TunedThreshold {
  readonly binaryThreshold: number
  /** On the images looked at, with the current threshold and with the chosen one. */
  readonly before: number
  readonly after: number
  readonly images: number
}

/**
 * The binary threshold with the highest F-score on 16 of the samples, of equals the one nearest to the current; undefined for
 * fewer samples. Test images take no part, so that the score on them stays a measurement.
 */
export async function tuneThreshold(
  samples: readonly Sample[],
  { probability, finder, signal }: TuneOptions,
): Promise<TunedThreshold | undefined> {
  if (samples.length < imagesNeeded) return undefined
  const settings = finder.settings.postProcessing
  const { binaryThreshold: current, boxThreshold, unclipRatio, polygonUnclipRatio, output } = settings
  const sweep = new Sweep(settings, {
    binaryThresholds: [...new Set([...tried, current])].sort((a, b) => a - b),
    boxThresholds: [boxThreshold],
    unclipRatios: [output === 'quad' ? unclipRatio : polygonUnclipRatio],
  })
  const chosen = evenly(samples, imagesNeeded)
  const look = ({ image, sample }: SampleImage): Promise<ProbabilityMap> => probability(image, sample)
  for await (const [{ sample, image }, map] of lookedAt(chosen, { look, signal, ...howToLook(finder) }))
    sweep.add(map, image, sample)
  const { best, current: now } = sweep.report()
  return { binaryThreshold: best.binaryThreshold, before: rounded(now), after: rounded(best), images: chosen.length }
}

const rounded = ({ fScore }: SweepCell): number => Math.round(fScore * 1000) / 1000
