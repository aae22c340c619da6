// The ICDAR2015 protocol (Incidental Scene Text, task 1): which detection counts for which text, and precision, recall, F-score.
import { overlapsOf, type Overlap } from './overlap.ts'
import type { Polygon } from './points.ts'

/** A pair counts when its intersection over union exceeds this (IOU_CONSTRAINT of the official script). */
const iouConstraint = 0.5

/** A detection is left out when more than this share of its own area lies in one do-not-care region (AREA_PRECISION_CONSTRAINT). */
const areaPrecisionConstraint = 0.5

/** A marked text, with `ignore` for do not care. */
export interface Truth {
  readonly polygon: Polygon
  readonly ignore: boolean
}

/** What became of a marked text; `ignored` ones are not counted. */
export type TruthState = 'matched' | 'missed' | 'ignored'

/** What became of a detection; `ignored` ones lie in a do-not-care region and are not counted. */
export type DetectionState = 'matched' | 'false' | 'ignored'

/** Indices into the picture's truths and detections, and their intersection over union. */
export interface MatchedPair {
  readonly truth: number
  readonly detection: number
  readonly iou: number
}

/** The outcome of one picture. */
export interface PictureMatch {
  /** One state per marked text, in their order. */
  readonly truthStates: readonly TruthState[]
  /** One state per detection, in their order. */
  readonly detectionStates: readonly DetectionState[]
  /** In ground-truth order. */
  readonly pairs: readonly MatchedPair[]
  /** How many pairs. */
  readonly matched: number
  /** How many marked texts count (matched and missed). */
  readonly truths: number
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
  readonly truths: number
  readonly detections: number
}

/**
 * Compares the detections of one picture with its marked texts, as the official script does: detections lying in a do-not-care
 * region are set aside first, even if they would fit a text; then each text in turn takes the first detection, in their order,
 * that is still free and overlaps it by more than 0.5. Coordinates of both in the same pixels.
 */
export function matchPicture(
  truths: readonly Truth[],
  detections: readonly { readonly polygon: Polygon }[],
): PictureMatch {
  return matchOverlaps(truths, detections.length, overlapsOf(truths, detections))
}

/** The same from overlaps that are known. @param detections how many there are */
export function matchOverlaps(
  truths: readonly Pick<Truth, 'ignore'>[],
  detections: number,
  overlaps: readonly Overlap[],
): PictureMatch {
  const truthStates = truths.map(({ ignore }): TruthState => (ignore ? 'ignored' : 'missed'))
  const aside = setAside(truths, overlaps)
  const detectionStates = Array.from({ length: detections }, (_, index): DetectionState =>
    aside.has(index) ? 'ignored' : 'false',
  )
  const pairs: MatchedPair[] = []
  for (const { truth, detection, iou } of matchable(truths, overlaps, aside)) {
    if (truthStates[truth] !== 'missed' || detectionStates[detection] !== 'false') continue
    truthStates[truth] = 'matched'
    detectionStates[detection] = 'matched'
    pairs.push({ truth, detection, iou })
  }
  return {
    truthStates,
    detectionStates,
    pairs,
    matched: pairs.length,
    truths: truthStates.filter((state) => state !== 'ignored').length,
    detections: detectionStates.filter((state) => state !== 'ignored').length,
  }
}

/** The detections that do not count, as more than half of their own area lies in one do-not-care region. */
export function setAside(truths: readonly Pick<Truth, 'ignore'>[], overlaps: readonly Overlap[]): ReadonlySet<number> {
  const inRegion = overlaps.filter(
    ({ truth, ofDetection }) => truths[truth].ignore && ofDetection > areaPrecisionConstraint,
  )
  return new Set(inRegion.map(({ detection }) => detection))
}

/** The overlaps that may become a match: of texts and detections that count, and large enough. */
export function matchable(
  truths: readonly Pick<Truth, 'ignore'>[],
  overlaps: readonly Overlap[],
  aside: ReadonlySet<number>,
): Overlap[] {
  return overlaps.filter(
    ({ truth, detection, iou }) => iou > iouConstraint && !truths[truth].ignore && !aside.has(detection),
  )
}

/**
 * Scores over many pictures: the counts are added up first. As in the official script, precision is 0 without detections, recall 0
 * without marked texts, and the F-score 0 when both are 0; so a set without any marked text scores 0 whatever was detected.
 */
export function poolScores(matches: readonly PictureMatch[]): Scores {
  const total = (count: 'matched' | 'truths' | 'detections'): number =>
    matches.reduce((sum, match) => sum + match[count], 0)
  return scoresOf({ matched: total('matched'), truths: total('truths'), detections: total('detections') })
}

/** What scores come from. */
export type Counts = Pick<Scores, 'matched' | 'truths' | 'detections'>

/** The scores that these counts give, by the rule of `poolScores`. */
export function scoresOf({ matched, truths, detections }: Counts): Scores {
  const precision = detections === 0 ? 0 : matched / detections
  const recall = truths === 0 ? 0 : matched / truths
  return { precision, recall, fScore: harmonicMean(precision, recall), matched, truths, detections }
}

/**
 * Scores of one picture. As in the official script, and unlike the pooled scores, a picture without marked texts that count has
 * recall 1, and precision 1 when nothing was detected that counts, else 0.
 */
export function pictureScores(match: PictureMatch): Scores {
  if (match.truths > 0) return poolScores([match])
  const precision = match.detections === 0 ? 1 : 0
  const { matched, truths, detections } = match
  return { precision, recall: 1, fScore: harmonicMean(precision, 1), matched, truths, detections }
}

function harmonicMean(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b)
}
