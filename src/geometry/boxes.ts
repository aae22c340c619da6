// From a probability map to texts: threshold, outline, rectangle, score, and growing back what training shrank.
import { findContours } from './contours.ts'
import { growRect, minAreaRect, type RotatedRect } from './min-area-rect.ts'
import { offsetPolygon, unclipDistance } from './offset.ts'
import { area, boundsOf, perimeter, type Point, type Polygon } from './points.ts'
import type { Raster } from './raster.ts'
import { meanInside } from './score.ts'
import { simplifyClosed } from './simplify.ts'

/** Every setting between the map and the boxes; lengths in pixels of the map. */
export interface PostProcessing {
  /** A pixel is text when its probability exceeds this; in [0, 1). */
  readonly binaryThreshold: number
  /** A text is kept when the mean probability inside it reaches this; in [0, 1]. */
  readonly boxThreshold: number
  /** Rectangles grow by area x ratio / perimeter. */
  readonly unclipRatio: number
  /** The same for polygon output, whose outlines follow the text more closely. */
  readonly polygonUnclipRatio: number
  /** Regions thinner than this before growing are noise. */
  readonly minShortSide: number
  /** Texts thinner than this after growing are noise. */
  readonly minFinalSide: number
  /** At most this many regions that are large enough are looked at, from the top of the map downwards. */
  readonly maxCandidates: number
  /** Four corners, or an outline that can bend. */
  readonly output: 'quad' | 'polygon'
}

/** The settings of the published detector, with the unclip ratios of the DB paper and its code. */
export const defaultPostProcessing: PostProcessing = {
  binaryThreshold: 0.2,
  boxThreshold: 0.3,
  unclipRatio: 1.5,
  polygonUnclipRatio: 2,
  minShortSide: 3,
  minFinalSide: 5,
  maxCandidates: 1000,
  output: 'quad',
}

/** A text that was found. */
export interface DetectedText {
  /** Clockwise on the screen; four corners from the top-left one (see `orderCorners`), or any number for polygon output. */
  readonly polygon: Polygon
  /** Mean probability of the region before growing, in [0, 1]. */
  readonly score: number
}

/** Outlines of polygon output are simplified by this share of their length (DB's polygons_from_bitmap). */
const outlineTolerance = 0.01

/** A region of the map that may be a text, before growing, with the mean probability inside it. */
export type Region = { readonly score: number } & (
  | { readonly output: 'quad'; readonly rect: RotatedRect }
  | { readonly output: 'polygon'; readonly outline: Polygon }
)

/**
 * The texts of a probability map, in pixels of the map, in the order of their uppermost pixels. Pure: another threshold needs
 * no other map. Holes inside a region are not texts (see docs/decisions/0021).
 */
export function findTexts(map: Raster<Float32Array>, settings: PostProcessing = defaultPostProcessing): DetectedText[] {
  return searchTexts(map, settings).texts
}

/** The same, with whether there were more regions than `maxCandidates`. */
export function searchTexts(
  map: Raster<Float32Array>,
  settings: PostProcessing,
): { readonly texts: DetectedText[]; readonly isCapped: boolean } {
  const { regions, isCapped } = regionsOf(map, settings)
  const kept = regions.filter(({ score }) => score >= settings.boxThreshold)
  return { texts: kept.flatMap((region) => grownText(region, settings) ?? []), isCapped }
}

/**
 * The regions of a map over the binary threshold, and whether there were more than `maxCandidates`; neither the box threshold
 * nor an unclip ratio matters for them.
 */
export function regionsOf(
  map: Raster<Float32Array>,
  settings: PostProcessing,
): { readonly regions: Region[]; readonly isCapped: boolean } {
  const regions: Region[] = []
  let candidates = 0
  for (const { points, hole } of findContours(map, Math.fround(settings.binaryThreshold))) {
    if (hole || isThinnerThan(points, settings.minShortSide)) continue
    const rect = minAreaRect(points)
    if (rect.shortSide < settings.minShortSide) continue
    if (++candidates > settings.maxCandidates) return { regions, isCapped: true }
    if (settings.output === 'quad') regions.push({ output: 'quad', rect, score: meanInside(map, rect.corners) })
    else {
      const outline = simplifyClosed(points, outlineTolerance * perimeter(points))
      if (outline.length >= 4) regions.push({ output: 'polygon', outline, score: meanInside(map, outline) })
    }
  }
  return { regions, isCapped: false }
}

/** Whether the points cannot have a rectangle with a short side of `side`: it would be larger than their upright rectangle. */
function isThinnerThan(points: readonly Point[], side: number): boolean {
  const { minX, minY, maxX, maxY } = boundsOf(points)
  return (maxX - minX) * (maxY - minY) < side * side
}

/** The region grown back by the unclip ratio of its kind; undefined when it stays too thin for a text. */
export function grownText(region: Region, settings: PostProcessing): DetectedText | undefined {
  const { score } = region
  if (region.output === 'quad') {
    // Growing with round corners and taking minAreaRect again is the same as moving each side (docs/decisions/0020).
    const { corners, shortSide } = growRect(region.rect, unclipDistance(region.rect.corners, settings.unclipRatio))
    return shortSide < settings.minFinalSide ? undefined : { polygon: corners, score }
  }
  const [grown] = offsetPolygon(region.outline, unclipDistance(region.outline, settings.polygonUnclipRatio))
  if (grown === undefined || minAreaRect(grown).shortSide < settings.minFinalSide) return undefined
  return { polygon: grown, score }
}

/** How map pixels relate to the original image: x_original = x_map * scaleX; `width` and `height` are the original's. */
export interface ToOriginal {
  readonly scaleX: number
  readonly scaleY: number
  readonly width: number
  readonly height: number
}

/**
 * The texts in pixels of the original image, corners outside moved onto its edge (0 to width, 0 to height).
 * Texts of which nothing is left, such as those in the padding, are dropped.
 */
export function toOriginal(texts: readonly DetectedText[], image: ToOriginal): DetectedText[] {
  const { scaleX, scaleY, width, height } = image
  return texts
    .map(({ polygon, score }) => ({
      polygon: polygon.map(([x, y]): Point => [clamp(x * scaleX, width), clamp(y * scaleY, height)]),
      score,
    }))
    .filter(({ polygon }) => area(polygon) > 0)
}

function clamp(value: number, limit: number): number {
  return Math.max(0, Math.min(limit, value))
}
