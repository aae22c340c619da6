// Tuning for the web interface: what other thresholds make of a test set, as plain values.
import { must } from '../../core/assert.ts'
import type { z } from '../../core/schema.ts'
import { showImage } from '../../tasks/data/show-image.ts'
import { tunedImage, tuningReport, type Tunables, type TuningReport } from '../../tasks/models/tune-session.ts'
import type { Result } from '../api.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { evaluatedImage } from '../contract/evaluation.ts'
import type { Difference } from '../contract/tuning.ts'
import { sentErrors, sentKind } from './sent-errors.ts'

export interface TuningWork extends Tunables {
  readonly id: string
}
export interface TunedImageWork extends TuningWork {
  readonly index: number
}

export function readTuningReport({ id, ...tunables }: TuningWork): DeepReadonly<Result<'tuningReport'>> {
  const { perImage, errors, difference, ...report } = tuningReport(id, tunables)
  const indexOf = new Map(perImage.map(({ image, index }) => [image, index]))
  return {
    ...report,
    difference: sentDifference(difference),
    perImage: perImage.map(({ groundTruths, detections, ...image }) => ({
      ...image,
      falseFinds: detections - image.matched,
      missed: groundTruths - image.matched,
    })),
    errors: sentErrors(errors, indexOf),
  }
}

function sentDifference({ verdict, noise }: TuningReport['difference']): DeepReadonly<Difference> {
  return noise === undefined ? { verdict } : { verdict, interval: noise.interval, confidence: noise.confidence }
}

export function readTunedImage({
  id,
  index,
  ...tunables
}: TunedImageWork): DeepReadonly<z.infer<typeof evaluatedImage>> {
  const { sample, width, height, texts, match, errors } = tunedImage(id, index, tunables)
  return {
    image: sample.name,
    available: true,
    width,
    height,
    found: texts.map(({ polygon, score }, at) => ({
      box: flat(polygon),
      score,
      state: must(match.detectionStates[at], 'every detection has a state'),
      error: sentKind(errors.detections[at]),
    })),
    groundTruth: sample.texts.map(({ polygon, transcript }, at) => ({
      box: flat(polygon),
      text: transcript,
      state: must(match.groundTruthStates[at], 'every text has a state'),
      error: sentKind(errors.groundTruths[at]),
    })),
  }
}

export async function readTunedImageFile({ id, index, side }: TunedImageWork & { side: number }): Promise<Uint8Array> {
  return (await showImage(tunedImage(id, index, {}).sample.imagePath, side)).jpeg
}

function flat(polygon: readonly (readonly [number, number])[]): number[] {
  return polygon.flat().map((value) => Math.round(value * 10) / 10)
}
