// What the network should answer: DB's probability and threshold maps, and which of their pixels count.
import { assert } from '../core/assert.ts'
import { fillPolygon } from '../geometry/fill.ts'
import { minAreaRect } from '../geometry/min-area-rect.ts'
import { offsetPolygon, shrinkDistance } from '../geometry/offset.ts'
import { area, distanceBetween } from '../geometry/points.ts'
import type { Point, Polygon } from '../geometry/points.ts'
import type { TextInstance } from './types.ts'

export interface TargetSettings {
  /** r in the distance A (1 - r^2) / L by which a text shrinks in the probability map and grows in the threshold mask; 0 to 1. */
  readonly shrinkRatio: number
  /** Texts with a shorter side, in network pixels, are too small to learn from and count as do-not-care. */
  readonly minTextSize: number
  /** Range of the threshold map. */
  readonly thresholdMin: number
  readonly thresholdMax: number
}

/** The paper's values (Liao et al. 2020, section 3.4); 8 px for the smallest text is that of its published code. */
export const defaultTargets: TargetSettings = { shrinkRatio: 0.4, minTextSize: 8, thresholdMin: 0.3, thresholdMax: 0.7 }

/** Four maps of (H, W), row-major; pixel (x, y) is the point (x, y). */
export interface Targets {
  /** 1 inside the shrunk texts, 0 elsewhere. */
  readonly shrinkMap: Float32Array
  /** 1 where the probability map counts; 0 on texts that are do-not-care, too small, or shrink to nothing. */
  readonly shrinkMask: Float32Array
  /** `thresholdMax` on the outline of a text, falling to `thresholdMin` at the shrink distance on either side and beyond. */
  readonly thresholdMap: Float32Array
  /** 1 where the threshold map counts: inside the texts grown by the shrink distance. */
  readonly thresholdMask: Float32Array
}

/** Four maps of `count` pixels each, all zero; `makeTargets` fills them. */
export function emptyTargets(count: number): Targets {
  const map = (): Float32Array => new Float32Array(count)
  return { shrinkMap: map(), shrinkMask: map(), thresholdMap: map(), thresholdMask: map() }
}

/** The short side of a text's smallest rotated rectangle, in pixels: what `minTextSize` is compared with. */
export function textSize(polygon: Polygon): number {
  return minAreaRect(polygon).shortSide
}

/**
 * The targets for texts in network pixels (`make_seg_maps` and `make_border_map` of the published code, all texts of one image).
 * @param into maps to write into; new ones without it
 */
export function makeTargets(
  texts: readonly TextInstance[],
  { height, width }: { readonly height: number; readonly width: number },
  settings: TargetSettings,
  into: Targets = emptyTargets(height * width),
): Targets {
  for (const data of [into.shrinkMap, into.shrinkMask, into.thresholdMap, into.thresholdMask])
    assert(data.length === height * width, `a target map has ${height * width} pixels, got ${data.length}`)
  into.shrinkMap.fill(0)
  into.shrinkMask.fill(1)
  into.thresholdMap.fill(settings.thresholdMin)
  into.thresholdMask.fill(0)
  const size = { height, width }
  for (const text of texts) {
    const distance = shrinkDistance(text.polygon, settings.shrinkRatio)
    const shrunk = canLearn(text, settings) ? offsetPolygon(text.polygon, -distance) : []
    if (shrunk.length === 0) {
      fillPolygon({ data: into.shrinkMask, ...size }, text.polygon, 0)
      continue
    }
    for (const part of shrunk) fillPolygon({ data: into.shrinkMap, ...size }, part, 1)
    for (const part of offsetPolygon(text.polygon, distance))
      fillPolygon({ data: into.thresholdMask, ...size }, part, 1)
    for (const [index, end] of text.polygon.entries()) {
      const start = text.polygon.at(index - 1) ?? end
      raiseThreshold({ data: into.thresholdMap, ...size }, { start, end, distance }, settings)
    }
  }
  return into
}

function canLearn({ ignore, polygon }: TextInstance, { minTextSize }: TargetSettings): boolean {
  return !ignore && area(polygon) >= 1 && textSize(polygon) >= minTextSize
}

interface ThresholdMap {
  readonly data: Float32Array
  readonly height: number
  readonly width: number
}

interface Edge {
  readonly start: Point
  readonly end: Point
  /** How far the edge reaches, in pixels. */
  readonly distance: number
}

/** Raises the map around one edge to max - (max - min) d / distance, d being a pixel's distance to the edge, where that is higher. */
function raiseThreshold(map: ThresholdMap, edge: Edge, { thresholdMin, thresholdMax }: TargetSettings): void {
  const { start, end, distance } = edge
  const length = distanceBetween(start, end)
  const reach = distance * distance
  const slope = (thresholdMax - thresholdMin) / distance
  const ux = length === 0 ? 0 : (end[0] - start[0]) / length
  const uy = length === 0 ? 0 : (end[1] - start[1]) / length
  const top = Math.max(0, Math.ceil(Math.min(start[1], end[1]) - distance))
  const bottom = Math.min(map.height - 1, Math.floor(Math.max(start[1], end[1]) + distance))
  for (let y = top; y <= bottom; y++) {
    const [first, last] = reachInRow(edge, [ux, uy], y)
    const dy = y - start[1]
    for (let x = Math.max(0, first); x <= Math.min(map.width - 1, last); x++) {
      const dx = x - start[0]
      // Nearest point of the edge: the foot of the perpendicular, or the end it lies beyond.
      const along = Math.min(Math.max(dx * ux + dy * uy, 0), length)
      const fromX = dx - along * ux
      const fromY = dy - along * uy
      const squared = fromX * fromX + fromY * fromY
      if (squared >= reach) continue
      const value = thresholdMax - slope * Math.sqrt(squared)
      const at = y * map.width + x
      if (value > map.data[at]) map.data[at] = value
    }
  }
}

/** The first and last column of a row that can be within reach of the edge: in its bounds, and in the band around its line. */
function reachInRow({ start, end, distance }: Edge, [ux, uy]: Point, y: number): [first: number, last: number] {
  let low = Math.min(start[0], end[0]) - distance
  let high = Math.max(start[0], end[0]) + distance
  if (uy !== 0) {
    const middle = start[0] + ((y - start[1]) * ux) / uy
    low = Math.max(low, middle - distance / Math.abs(uy))
    high = Math.min(high, middle + distance / Math.abs(uy))
  }
  return [Math.ceil(low), Math.floor(high)]
}
