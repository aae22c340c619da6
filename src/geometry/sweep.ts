// Counts of one image over a grid of thresholds, from one probability map: nothing is computed twice that two cells share.
import { grownText, regionsOf, toOriginal, type DetectedText, type PostProcessing, type ToOriginal } from './boxes.ts'
import { matchable, matchImage, setAside, type GroundTruth } from './icdar.ts'
import { overlapsOf, type Overlap } from './overlap.ts'
import type { Raster } from './raster.ts'
import { inReadingOrder } from './reading-order.ts'

/** The values that are tried, each list ascending. The unclip ratio is that of the output's kind, rectangles or polygons. */
export interface SweepGrid {
  readonly binaryThresholds: readonly number[]
  readonly boxThresholds: readonly number[]
  readonly unclipRatios: readonly number[]
}

/** Places of a cell's values in the lists of the grid. */
export interface SweepPlace {
  readonly binary: number
  readonly unclip: number
  readonly box: number
}

/** Every cell of a grid, in the order in which counts stand. */
export function placesOf({ binaryThresholds, boxThresholds, unclipRatios }: SweepGrid): SweepPlace[] {
  return binaryThresholds.flatMap((_, binary) =>
    unclipRatios.flatMap((_, unclip) => boxThresholds.map((_, box) => ({ binary, unclip, box }))),
  )
}

/** The settings with a cell's values in the place of their own. */
export function settingsAt(settings: PostProcessing, grid: SweepGrid, place: SweepPlace): PostProcessing {
  const ratio = grid.unclipRatios[place.unclip]
  return {
    ...settings,
    binaryThreshold: grid.binaryThresholds[place.binary],
    boxThreshold: grid.boxThresholds[place.box],
    ...(settings.output === 'quad' ? { unclipRatio: ratio } : { polygonUnclipRatio: ratio }),
  }
}

/** One image: its map, how the map lies on it, and its marked texts in its own pixels. */
export interface SweepImage {
  readonly map: Raster<Float32Array>
  readonly toOriginal: ToOriginal
  readonly groundTruths: readonly GroundTruth[]
}

/** Counts by cell, in the order of `placesOf`. */
export interface SweepCounts {
  readonly matched: Int32Array
  readonly detections: Int32Array
  /** For each binary threshold whether there were more areas than `maxCandidates`. */
  readonly capped: boolean[]
}

/**
 * What `matchImage` counts in every cell. The map is thresholded once for each binary threshold, boxes are grown once for each
 * unclip ratio and laid over the texts once; box thresholds only leave some of them out.
 */
export function sweepImage(image: SweepImage, grid: SweepGrid, settings: PostProcessing): SweepCounts {
  const matched: number[] = []
  const detections: number[] = []
  const capped: boolean[] = []
  const lowest = grid.boxThresholds[0]
  for (const binary of grid.binaryThresholds.keys()) {
    const atBinary = settingsAt(settings, grid, { binary, unclip: 0, box: 0 })
    const found = regionsOf(image.map, atBinary)
    const regions = found.regions.filter(({ score }) => score >= lowest)
    capped.push(found.isCapped)
    for (const unclip of grid.unclipRatios.keys()) {
      const grown = settingsAt(settings, grid, { binary, unclip, box: 0 })
      const texts = regions.flatMap((region) => grownText(region, grown) ?? [])
      const countAt = counterOf(image.groundTruths, toOriginal(texts, image.toOriginal))
      for (const threshold of grid.boxThresholds) {
        const counts = countAt(threshold)
        matched.push(counts.matched)
        detections.push(counts.detections)
      }
    }
  }
  return { matched: Int32Array.from(matched), detections: Int32Array.from(detections), capped }
}

type CountAt = (boxThreshold: number) => { readonly matched: number; readonly detections: number }

/** Counts boxes and matches among those whose score reaches a threshold. */
function counterOf(groundTruths: readonly GroundTruth[], texts: readonly DetectedText[]): CountAt {
  const overlaps = overlapsOf(groundTruths, texts)
  const aside = setAside(groundTruths, overlaps)
  const pairs = matchable(groundTruths, overlaps, aside)
  const scores = texts.filter((_, index) => !aside.has(index)).map(({ score }) => score)
  // Which of several boxes a text takes follows from their order, and that from all boxes of the image.
  const dependsOnOrder = new Set(pairs.map(({ groundTruth }) => groundTruth)).size < pairs.length
  return (threshold) => {
    if (dependsOnOrder) return matchImage(groundTruths, inReadingOrder(texts.filter(({ score }) => score >= threshold)))
    const kept = pairs.filter(({ detection }) => texts[detection].score >= threshold)
    return { matched: countFirst(kept), detections: scores.filter((score) => score >= threshold).length }
  }
}

/** Matches where every text has one box at most: a box goes to the first of its texts. */
function countFirst(pairs: readonly Overlap[]): number {
  return new Set(pairs.map(({ detection }) => detection)).size
}
