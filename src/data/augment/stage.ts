// The stage: the picture flipped and rotated, not yet cropped or scaled, with its texts.
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
import type { Text } from '../types.ts'
import { intersection, overlaps } from './box.ts'
import type { Augmentation } from './settings.ts'

/** A text on the stage, with the bounds of what the picture can show of it. */
export interface StagedText {
  readonly text: Text
  readonly bounds: Bounds
}

export interface Stage {
  /** From picture pixels to stage pixels, which are as large; the turned picture's bounds are 0..width, 0..height. */
  readonly map: Affine
  readonly width: number
  readonly height: number
  /** All texts that lie in those bounds at least in part. */
  readonly texts: readonly StagedText[]
}

/** Draws flip and rotation, about the picture's centre, onto a stage large enough to hold all of the turned picture. */
export function drawStage(
  picture: { readonly width: number; readonly height: number },
  texts: readonly Text[],
  augmentation: Augmentation,
  random: Random,
): Stage {
  const flipped = random.next() < augmentation.flip
  const degrees = random.uniform(-augmentation.rotate, augmentation.rotate)
  const mirror = composeAffine(scaleAffine(-1, 1), translateAffine(picture.width, 0))
  const turn = composeAffine(flipped ? mirror : identityAffine, rotateAffine(degrees, [0, 0]))
  const corners: Polygon = [
    [0, 0],
    [picture.width, 0],
    [picture.width, picture.height],
    [0, picture.height],
  ]
  const around = boundsOf(corners.map((corner) => mapPoint(turn, corner)))
  const map = composeAffine(turn, translateAffine(-around.minX, -around.minY))
  const [width, height] = [around.maxX - around.minX, around.maxY - around.minY]
  const bounds: Bounds = { minX: 0, minY: 0, maxX: width, maxY: height }
  const staged = texts.map((text) => ({ ...text, polygon: mapReading(map, text.polygon) }))
  return { map, width, height, texts: staged.flatMap((text) => stageText(text, bounds)) }
}

function stageText(text: Text, stage: Bounds): StagedText[] {
  const bounds = boundsOf(text.polygon)
  return overlaps(bounds, stage) ? [{ text, bounds: intersection(bounds, stage) }] : []
}

/**
 * The polygon mapped, in reading order. A mirroring map turns clockwise into counter-clockwise, so the points are reversed and
 * moved on by half: top-left, top-right, bottom-right, bottom-left stay in this order as seen in the new picture.
 */
function mapReading(map: Affine, polygon: Polygon): Polygon {
  const points = mapPolygon(map, polygon)
  if (map[0] * map[4] - map[1] * map[3] > 0) return points
  const reversed = points.toReversed()
  const half = Math.ceil(points.length / 2)
  return [...reversed.slice(half), ...reversed.slice(0, half)]
}
