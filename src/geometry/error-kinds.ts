// Why points are lost: every missed text and every false detection gets one kind, as TIDE (Bolya et al. 2020) does for objects.
import { scoresOf, type Counts, type ImageMatch, type Scores } from './icdar.ts'
import type { Overlap } from './overlap.ts'

/**
 * The kinds, in the order in which they are listed. Which one an error gets, where several would fit, is the order of
 * `groundTruthKind` and `detectionKind` (docs/decisions/0260).
 */
export const errorKinds = ['missed', 'false', 'low-overlap', 'merged', 'split', 'do-not-care', 'too-small'] as const
export type ErrorKind = (typeof errorKinds)[number]

/** From this intersection over union on a detection means a text, though not well enough (the background threshold of TIDE). */
export const leastOverlap = 0.1

/** One box contains another when more than this share of the other's own area lies in it. */
const contained = 0.5

/** A do-not-care region is touched when more than this share of a detection's own area lies in it. */
const touched = 0.1

/** What each error of an image is; null for what is matched or does not count. */
export interface ImageErrors {
  /** One element a marked text, in their order. */
  readonly groundTruths: readonly (ErrorKind | null)[]
  /** One element a detection, in their order. */
  readonly detections: readonly (ErrorKind | null)[]
}

/** What is known of one image. */
export interface ErrorCase {
  readonly match: Pick<ImageMatch, 'groundTruthStates' | 'detectionStates'>
  readonly overlaps: readonly Overlap[]
  /** Whether a marked text is too small for the network to find; asked for missed ones only. */
  readonly isTooSmall?: (groundTruth: number) => boolean
}

/** The kind of each error of one image: of every missed text and every false detection, and of nothing else. */
export function errorsOf({ match, overlaps, isTooSmall = () => false }: ErrorCase): ImageErrors {
  const { groundTruthStates, detectionStates } = match
  const view = viewOf(match, overlaps)
  const groundTruths = groundTruthStates.map((state, groundTruth) =>
    state === 'missed' ? groundTruthKind(view, groundTruth, isTooSmall) : null,
  )
  const detections = detectionStates.map((state, detection) =>
    state === 'false' ? detectionKind(view, { detection, groundTruths }) : null,
  )
  return { groundTruths, detections }
}

/** The overlaps of an image, sorted for the questions below. */
interface View {
  readonly match: ErrorCase['match']
  /** All overlaps by text and by detection. */
  readonly ofGroundTruth: ReadonlyMap<number, readonly Overlap[]>
  readonly ofDetection: ReadonlyMap<number, readonly Overlap[]>
}

function viewOf(match: View['match'], overlaps: readonly Overlap[]): View {
  return { match, ofGroundTruth: groupedBy(overlaps, 'groundTruth'), ofDetection: groupedBy(overlaps, 'detection') }
}

function groupedBy(
  overlaps: readonly Overlap[],
  side: 'groundTruth' | 'detection',
): ReadonlyMap<number, readonly Overlap[]> {
  const groups = new Map<number, Overlap[]>()
  for (const overlap of overlaps) {
    const group = groups.get(overlap[side])
    if (group === undefined) groups.set(overlap[side], [overlap])
    else group.push(overlap)
  }
  return groups
}

function groundTruthKind(view: View, groundTruth: number, isTooSmall: (groundTruth: number) => boolean): ErrorKind {
  const { detectionStates } = view.match
  const overlaps = view.ofGroundTruth.get(groundTruth) ?? []
  const counted = overlaps.filter(({ detection }) => detectionStates[detection] !== 'ignored')
  const isCovered = ({ ofGroundTruth }: Overlap): boolean => ofGroundTruth > contained
  if (overlaps.some((one) => isCovered(one) && detectionStates[one.detection] === 'ignored')) return 'do-not-care'
  if (counted.some((one) => isCovered(one) && isMerging(view, one.detection))) return 'merged'
  if (isSplit(view, groundTruth)) return 'split'
  if (isTooSmall(groundTruth)) return 'too-small'
  const isNear = ({ detection, iou }: Overlap): boolean => detectionStates[detection] === 'false' && iou >= leastOverlap
  return counted.some(isNear) ? 'low-overlap' : 'missed'
}

function detectionKind(
  view: View,
  { detection, groundTruths }: { readonly detection: number; readonly groundTruths: ImageErrors['groundTruths'] },
): ErrorKind {
  const overlaps = view.ofDetection.get(detection) ?? []
  const counted = overlaps.filter(({ groundTruth }) => view.match.groundTruthStates[groundTruth] !== 'ignored')
  if (isMerging(view, detection)) return 'merged'
  if (counted.some(({ groundTruth, ofDetection }) => ofDetection > contained && isSplit(view, groundTruth)))
    return 'split'
  const near = counted.filter(({ iou }) => iou >= leastOverlap).toSorted((a, b) => b.iou - a.iou)
  if (near.length > 0) return groundTruths[near[0].groundTruth] === 'too-small' ? 'too-small' : 'low-overlap'
  const careless = overlaps.filter(({ groundTruth }) => view.match.groundTruthStates[groundTruth] === 'ignored')
  return careless.some(({ ofDetection }) => ofDetection > touched) ? 'do-not-care' : 'false'
}

/** Whether the detection contains two marked texts or more, one of which counts. */
function isMerging({ match, ofDetection }: View, detection: number): boolean {
  const inside = (ofDetection.get(detection) ?? []).filter(({ ofGroundTruth }) => ofGroundTruth > contained)
  return inside.length > 1 && inside.some(({ groundTruth }) => match.groundTruthStates[groundTruth] !== 'ignored')
}

/** Whether the text contains two detections or more that count. */
function isSplit({ match, ofGroundTruth }: View, groundTruth: number): boolean {
  const isPiece = ({ detection, ofDetection }: Overlap): boolean =>
    ofDetection > contained && match.detectionStates[detection] !== 'ignored'
  return (ofGroundTruth.get(groundTruth) ?? []).filter(isPiece).length > 1
}

/** How many errors of one kind there are. */
export interface ErrorCount {
  /** Missed texts of the kind. */
  readonly groundTruths: number
  /** False detections of the kind. */
  readonly detections: number
}

/** How often a kind comes in these images. */
export function countErrors(images: readonly ImageErrors[], kind: ErrorKind): ErrorCount {
  const count = (of: keyof ImageErrors): number =>
    images.reduce((sum, image) => sum + image[of].filter((one) => one === kind).length, 0)
  return { groundTruths: count('groundTruths'), detections: count('detections') }
}

/**
 * What the scores would be without these errors (TIDE's oracle, for counts): each of the missed texts is found by one right
 * detection, and none of the false ones is there. Without the errors of all kinds every score is 1, if there is any text.
 */
export function scoresWithout({ matched, groundTruths, detections }: Counts, fixed: ErrorCount): Scores {
  return scoresOf({
    matched: matched + fixed.groundTruths,
    groundTruths,
    detections: detections - fixed.detections + fixed.groundTruths,
  })
}
