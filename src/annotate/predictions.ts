// What a model found on the images of a set: the latest of each image tells in which order correcting helps.
import { z } from '../core/schema.ts'
import { matchImage } from '../geometry/icdar.ts'
import type { Polygon } from '../geometry/points.ts'
import type { Annotation } from './compose.ts'
import { appendLine, JsonLines } from './json-lines.ts'

const prediction = z.object({
  /** Path of the ground truth from the data set's folder, with forward slashes. */
  file: z.string(),
  /** What found it, as logs name a model. */
  model: z.string(),
  /** x1,y1,...,xn,yn in pixels of the upright image. */
  boxes: z.array(z.array(z.number())),
  /** Mean probability inside each, 0 to 1. */
  scores: z.array(z.number()),
})
export type Prediction = z.infer<typeof prediction>

const lines = new JsonLines(prediction)

/** Appends what was found on an image. Not flushed: what a power cut takes is found again. */
export function appendPrediction(path: string, added: Prediction): void {
  appendLine(path, added, { flush: false })
}

/** The latest prediction by ground-truth file. */
export function latestPredictions(path: string): ReadonlyMap<string, Prediction> {
  return new Map(lines.read(path).map((one) => [one.file, one]))
}

/** How many boxes of a prediction are expected to be wrong: each by one minus its score. */
export function expectedErrors({ scores }: Prediction): number {
  return scores.reduce((sum, score) => sum + (1 - score), 0)
}

/** How many texts a prediction and the labels do not share: those that one of them lacks (IoU of 0.5, do-not-care ones aside). */
export function disagreement({ boxes }: Prediction, labels: readonly Annotation[]): number {
  const { matched, groundTruths, detections } = matchImage(
    labels,
    boxes.map((box) => ({ polygon: polygonOf(box) })),
  )
  return groundTruths + detections - 2 * matched
}

/** The corners of x1,y1,...,xn,yn. */
export function polygonOf(box: readonly number[]): Polygon {
  return Array.from({ length: Math.floor(box.length / 2) }, (_, i) => [box[2 * i], box[2 * i + 1]])
}
