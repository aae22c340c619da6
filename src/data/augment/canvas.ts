// The stage: the image flipped and rotated, not yet cropped or scaled, with its texts.
import type { Random } from '../../core/random.ts'
import {
  composeAffine,
  identityAffine,
  mapPoint,
  mapPolygon,
  rotateAffine,
  scaleAffine,
  translateAffine,
} from '../../geometry/affine.ts'
import type { Affine } from '../../geometry/affine.ts'
import { boundsOf } from '../../geometry/points.ts'
import type { Bounds, Polygon } from '../../geometry/points.ts'
import type { TextInstance } from '../types.ts'
import { intersection, overlaps } from './box.ts'
import type { Augmentation } from './settings.ts'

/** A text on the stage, with the bounds of what the image can show of it. */
export interface CanvasText {
  readonly text: TextInstance
  readonly bounds: Bounds
}

export interface Canvas {
  /** From image pixels to stage pixels, which are as large; the turned image's bounds are 0..width, 0..height. */
  readonly map: Affine
  readonly width: number
  readonly height: number
  /** All texts that lie in those bounds at least in part. */
  readonly texts: readonly CanvasText[]
}

/** Draws flip and rotation, about the image's centre, onto a stage large enough to hold all of the turned image. */
export function drawCanvas(
  image: { readonly width: number; readonly height: number },
  texts: readonly TextInstance[],
  augmentation: Augmentation,
  random: Random,
): Canvas {
  const flipped = random.next() < augmentation.flip
  const degrees = random.uniform(-augmentation.rotate, augmentation.rotate)
  const mirror = composeAffine(scaleAffine(-1, 1), translateAffine(image.width, 0))
  const turn = composeAffine(flipped ? mirror : identityAffine, rotateAffine(degrees, [0, 0]))
  const corners: Polygon = [
    [0, 0],
    [image.width, 0],
    [image.width, image.height],
    [0, image.height],
  ]
  const around = boundsOf(corners.map((corner) => mapPoint(turn, corner)))
  const map = composeAffine(turn, translateAffine(-around.minX, -around.minY))
  const [width, height] = [around.maxX - around.minX, around.maxY - around.minY]
  const bounds: Bounds = { minX: 0, minY: 0, maxX: width, maxY: height }
  const staged = texts.map((text) => ({ ...text, polygon: mapReading(map, text.polygon) }))
  return { map, width, height, texts: staged.flatMap((text) => canvasText(text, bounds)) }
}

function canvasText(text: TextInstance, canvas: Bounds): CanvasText[] {
  const bounds = boundsOf(text.polygon)
  return overlaps(bounds, canvas) ? [{ text, bounds: intersection(bounds, canvas) }] : []
}

/**
 * The polygon mapped, in reading order. A mirroring map turns clockwise into counter-clockwise, so the points are reversed and
 * moved on by half: top-left, top-right, bottom-right, bottom-left stay in this order as seen in the new image.
 */
function mapReading(map: Affine, polygon: Polygon): Polygon {
  const points = mapPolygon(map, polygon)
  if (map[0] * map[4] - map[1] * map[3] > 0) return points
  const reversed = points.toReversed()
  const half = Math.ceil(points.length / 2)
  return [...reversed.slice(half), ...reversed.slice(0, half)]
}
