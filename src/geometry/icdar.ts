// The ICDAR2015 protocol (Incidental Scene Text, task 1): which detection counts for which text, and precision, recall, F-score.
import { overlapsOf, type Overlap } from './overlap.ts'
import type { Polygon } from './points.ts'

/** A pair counts when its intersection over union exceeds this (IOU_CONSTRAINT of the official script). */
const iouConstraint = 0.5

/** A detection is left out when more than this share of its own area lies in one do-not-care region (AREA_PRECISION_CONSTRAINT). */
const areaPrecisionConstraint = 0.5

/** A marked text, with `ignore` for do not care. */
export interface GroundTruth {
  readonly polygon: Polygon
  readonly ignore: boolean
}

/** What became of a marked text; `ignored` ones are not counted. */
export type GroundTruthState = 'matched' | 'missed' | 'ignored'

/** What became of a detection; `ignored` ones lie in a do-not-care region and are not counted. */
export type DetectionState = 'matched' | 'false' | 'ignored'

/** Indices into the image's ground truths and detections, and their intersection over union. */
export interface MatchedPair {
  readonly groundTruth: number
  readonly detection: number
  readonly iou: number
}

/** The outcome of one image. */
export interface ImageMatch {
  /** One state per marked text, in their order. */
  readonly groundTruthStates: readonly GroundTruthState[]
  /** One state per detection, in their order. */
  readonly detectionStates: readonly DetectionState[]
  /** In ground-truth order. */
  readonly pairs: readonly MatchedPair[]
  /** How many pairs. */
  readonly matched: number
  /** How many marked texts count (matched and missed). */
  readonly groundTruths: number
  /** How many detections count (matched and false). */
  readonly detections: number
}

/** Precision, recall and F-score in [0, 1], with the counts they come from. */
export interface Scores {
  readonly precision: number
  readonly recall: number
  /** Harmonic mean of precision and recall (Hmean in the official script). */
  readonly fScore: number
  readonly matched: number
  readonly groundTruths: number
  readonly detections: number
}

/**
 * Compares the detections of one image with its marked texts, as the official script does: detections lying in a do-not-care
 * region are set aside first, even if they would fit a text; then each text in turn takes the first detection, in their order,
 * that is still free and overlaps it by more than 0.5. Coordinates of both in the same pixels.
 */
export function matchImage(
  groundTruths: readonly GroundTruth[],
  detections: readonly { readonly polygon: Polygon }[],
): ImageMatch {
  return matchOverlaps(groundTruths, detections.length, overlapsOf(groundTruths, detections))
}

/** The same from overlaps that are known. @param detections how many there are */
export function matchOverlaps(
  groundTruths: readonly Pick<GroundTruth, 'ignore'>[],
  detections: number,
  overlaps: readonly Overlap[],
): ImageMatch {
  const groundTruthStates = groundTruths.map(({ ignore }): GroundTruthState => (ignore ? 'ignored' : 'missed'))
  const aside = setAside(groundTruths, overlaps)
  const detectionStates = Array.from({ length: detections }, (_, index): DetectionState =>
    aside.has(index) ? 'ignored' : 'false',
  )
  const pairs: MatchedPair[] = []
  for (const { groundTruth, detection, iou } of matchable(groundTruths, overlaps, aside)) {
    if (groundTruthStates[groundTruth] !== 'missed' || detectionStates[detection] !== 'false') continue
    groundTruthStates[groundTruth] = 'matched'
    detectionStates[detection] = 'matched'
    pairs.push({ groundTruth, detection, iou })
  }
  return {
    groundTruthStates,
    detectionStates,
    pairs,
    matched: pairs.length,
    groundTruths: groundTruthStates.filter((state) => state !== 'ignored').length,
    detections: detectionStates.filter((state) => state !== 'ignored').length,
  }
}

/** The detections that do not count, as more than half of their own area lies in one do-not-care region. */
export function setAside(
  groundTruths: readonly Pick<GroundTruth, 'ignore'>[],
  overlaps: readonly Overlap[],
): ReadonlySet<number> {
  const inRegion = overlaps.filter(
    ({ groundTruth, ofDetection }) => groundTruths[groundTruth].ignore && ofDetection > areaPrecisionConstraint,
  )
  return new Set(inRegion.map(({ detection }) => detection))
}

/** The overlaps that may become a match: of texts and detections that count, and large enough. */
export function matchable(
  groundTruths: readonly Pick<GroundTruth, 'ignore'>[],
  overlaps: readonly Overlap[],
  aside: ReadonlySet<number>,
): Overlap[] {
  return overlaps.filter(
    ({ groundTruth, detection, iou }) =>
      iou > iouConstraint && !groundTruths[groundTruth].ignore && !aside.has(detection),
  )
}

/**
 * Scores over many images: the counts are added up first. As in the official script, precision is 0 without detections, recall 0
 * without marked texts, and the F-score 0 when both are 0; so a set without any marked text scores 0 whatever was detected.
 */
export function poolScores(matches: readonly ImageMatch[]): Scores {
  const total = (count: 'matched' | 'groundTruths' | 'detections'): number =>
    matches.reduce((sum, match) => sum + match[count], 0)
  return scoresOf({ matched: total('matched'), groundTruths: total('groundTruths'), detections: total('detections') })
}

/** What scores come from. */
export type Counts = Pick<Scores, 'matched' | 'groundTruths' | 'detections'>

/** The scores that these counts give, by the rule of `poolScores`. */
export function scoresOf({ matched, groundTruths, detections }: Counts): Scores {
  const precision = detections === 0 ? 0 : matched / detections
  const recall = groundTruths === 0 ? 0 : matched / groundTruths
  return { precision, recall, fScore: harmonicMean(precision, recall), matched, groundTruths, detections }
}

/**
 * Scores of one image. As in the official script, and unlike the pooled scores, an image without marked texts that count has
 * recall 1, and precision 1 when nothing was detected that counts, else 0.
 */
export function imageScores(match: ImageMatch): Scores {
  if (match.groundTruths > 0) return poolScores([match])
  const precision = match.detections === 0 ? 1 : 0
  const { matched, groundTruths, detections } = match
  return { precision, recall: 1, fScore: harmonicMean(precision, 1), matched, groundTruths, detections }
}

function harmonicMean(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b)
}
