// Tuning for the web interface: what other thresholds make of a test set, as plain values.
import { must } from '../../core/assert.ts'
import type { z } from '../../core/schema.ts'
import { showPicture } from '../../tasks/show-picture.ts'
import { tunedPicture, tuningReport, type Tunables, type TuningReport } from '../../tasks/tune-session.ts'
import type { Result } from '../api.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { evaluatedPicture } from '../contract/evaluation.ts'
import type { Difference } from '../contract/tuning.ts'
import { sentErrors, sentKind } from './sent-errors.ts'

export interface TuningWork extends Tunables {
  readonly id: string
}
export interface TunedPictureWork extends TuningWork {
  readonly index: number
}

export function readTuningReport({ id, ...tunables }: TuningWork): DeepReadonly<Result<'tuningReport'>> {
  const { perPicture, errors, difference, ...report } = tuningReport(id, tunables)
  const indexOf = new Map(perPicture.map(({ image, index }) => [image, index]))
  return {
    ...report,
    difference: sentDifference(difference),
    perPicture: perPicture.map(({ truths, detections, ...picture }) => ({
      ...picture,
      falseFinds: detections - picture.matched,
      missed: truths - picture.matched,
    })),
    errors: sentErrors(errors, indexOf),
  }
}

function sentDifference({ verdict, noise }: TuningReport['difference']): DeepReadonly<Difference> {
  return noise === undefined ? { verdict } : { verdict, interval: noise.interval, confidence: noise.confidence }
}

export function readTunedPicture({
  id,
  index,
  ...tunables
}: TunedPictureWork): DeepReadonly<z.infer<typeof evaluatedPicture>> {
  const { sample, width, height, texts, match, errors } = tunedPicture(id, index, tunables)
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
    truth: sample.texts.map(({ polygon, transcript }, at) => ({
      box: flat(polygon),
      text: transcript,
      state: must(match.truthStates[at], 'every text has a state'),
      error: sentKind(errors.truths[at]),
    })),
  }
}

export async function readTunedPictureFile({
  id,
  index,
  side,
}: TunedPictureWork & { side: number }): Promise<Uint8Array> {
  return (await showPicture(tunedPicture(id, index, {}).sample.imagePath, side)).jpeg
}

function flat(polygon: readonly (readonly [number, number])[]): number[] {
  return polygon.flat().map((value) => Math.round(value * 10) / 10)
}
