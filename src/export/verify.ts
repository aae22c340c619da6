// Proves an exported file: it must score what the log says, give the maps of the checkpoint, and hold the exported weights.
import { howToLook, lookedAt, type SampleImage } from '../detect/evaluate.ts'
import { textsOf, type Detector } from '../detect/detector.ts'
import type { Sample } from '../data/types.ts'
import { matchImage, poolScores, type ImageMatch, type Scores } from '../geometry/icdar.ts'
import type { DetectedText } from '../geometry/boxes.ts'
import { iou } from '../geometry/overlap.ts'

/** Largest difference between the F-scores of file and log. */
export const F_TOLERANCE = 0.001
/** The same for a file in 8 bits, whose probabilities are rounded. */
export const INT8_F_TOLERANCE = 0.01
/** Largest difference between probabilities of file and checkpoint at the same input size. */
export const PROBABILITY_TOLERANCE = 0.001
/** A box counts as unchanged when the other side has one at this IoU or more. */
const SAME_BOX_IOU = 0.99

/** Where the proof of a file is kept: beside it. */
export function proofPath(model: string): string {
  return `${model.replace(/\.onnx$/i, '')}.verify.json`
}

export interface VerifyOptions {
  /** The exported file. */
  readonly exported: Detector
  /** The checkpoint it was made from, at the same input size, where it is at hand. */
  readonly original: Detector | undefined
  /** The checkpoint with the padding of the log's score, where the file pads its images otherwise. */
  readonly asLogged?: Detector | undefined
  readonly samples: readonly Sample[]
  /** The F-score of the log, where it is known for this input size. */
  readonly loggedFScore: number | undefined
  /** Whether the weights' hash in the file is right; undefined when there is none. */
  readonly intact: boolean | undefined
  /** Whether the file computes in 8 bits: then its F-score has a wider tolerance, and its probabilities are not judged. */
  readonly isInt8?: boolean
  readonly onProgress?: (done: number, total: number) => void
  /** Ends the work before the next image; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal
}

/** The proof of an exported file. */
export interface Verification {
  readonly passed: boolean
  /** Why not: one sentence each. */
  readonly failures: readonly string[]
  readonly exportedScores: Scores
  readonly originalScores: Scores | undefined
  /** Those of the checkpoint with the log's padding, which the log's are compared with where the file pads otherwise. */
  readonly asLoggedScores?: Scores | undefined
  readonly loggedFScore: number | undefined
  /** Largest |p - q| over all images. */
  readonly largestProbabilityDifference: number | undefined
  /** Boxes of one side without a partner on the other. */
  readonly changedBoxes: number | undefined
  readonly boxes: number
  readonly images: number
}

/** Runs both sides on every image and judges the difference. */
export async function verifyExport(options: VerifyOptions): Promise<Verification> {
  const { exported, original, asLogged, samples, onProgress, signal } = options
  const matches = { exported: [] as ImageMatch[], original: [] as ImageMatch[], asLogged: [] as ImageMatch[] }
  let [largest, changed, boxes, done] = [0, 0, 0, 0]
  const look = async ({ image }: SampleImage) =>
    Promise.all([exported.probability(image), original?.probability(image), asLogged?.detect(image)])
  for await (const [{ sample, image }, looked] of lookedAt(samples, { look, signal, ...howToLook(exported) })) {
    const [map, otherMap, logged] = looked
    const texts = textsOf(map, image, exported.settings.postProcessing)
    matches.exported.push(matchImage(sample.texts, texts))
    boxes += texts.length
    if (original !== undefined && otherMap !== undefined) {
      const others = textsOf(otherMap, image, original.settings.postProcessing)
      matches.original.push(matchImage(sample.texts, others))
      largest = Math.max(largest, largestDifference(map.data, otherMap.data))
      changed += withoutPartner(texts, others) + withoutPartner(others, texts)
    }
    if (logged !== undefined) matches.asLogged.push(matchImage(sample.texts, logged.texts))
    onProgress?.(++done, samples.length)
  }
  const exportedScores = poolScores(matches.exported)
  const asLoggedScores = asLogged && poolScores(matches.asLogged)
  const originalScores = original && poolScores(matches.original)
  const failures = judge(options, { exportedScores, originalScores, asLoggedScores, largest })
  return {
    passed: failures.length === 0,
    failures,
    exportedScores,
    originalScores,
    ...(asLoggedScores && { asLoggedScores }),
    loggedFScore: options.loggedFScore,
    largestProbabilityDifference: original && largest,
    changedBoxes: original && changed,
    boxes,
    images: samples.length,
  }
}

interface Measured {
  readonly exportedScores: Scores
  readonly originalScores: Scores | undefined
  readonly asLoggedScores: Scores | undefined
  /** Largest difference of probabilities. */
  readonly largest: number
}

function judge(options: VerifyOptions, measured: Measured): string[] {
  const { loggedFScore, intact, original, isInt8 = false } = options
  const failures: string[] = []
  if (intact === undefined && loggedFScore === undefined && original === undefined)
    failures.push('There is nothing to compare with: no log, no checkpoint, no hash of the weights.')
  if (intact === false) failures.push('The weights in the file are not those that were exported (their hash differs).')
  if (loggedFScore !== undefined) {
    // A file that pads otherwise than the log, and one in 8 bits, is compared with the checkpoint, and the checkpoint with the log.
    const scored = measured.asLoggedScores ?? (isInt8 ? measured.originalScores : undefined)
    const { fScore } = scored ?? measured.exportedScores
    const tolerance = isInt8 && scored === undefined ? INT8_F_TOLERANCE : F_TOLERANCE
    const whose = scored === undefined ? '' : ' of the checkpoint'
    if (!(Math.abs(fScore - loggedFScore) <= tolerance))
      failures.push(
        `F-score ${fScore.toFixed(4)}${whose} differs from the log's ${loggedFScore.toFixed(4)} by more than ${tolerance} (are these the test images of that run?).`,
      )
  }
  return [...failures, ...judgeAgainst(measured, { isInt8 })]
}

/** The file against its checkpoint: the same probabilities; in 8 bits, the same F-score. */
function judgeAgainst(
  { exportedScores, originalScores, largest }: Measured,
  { isInt8 }: { readonly isInt8: boolean },
): string[] {
  if (originalScores === undefined) return []
  const lost = Math.abs(exportedScores.fScore - originalScores.fScore)
  if (isInt8)
    return lost <= INT8_F_TOLERANCE
      ? []
      : [
          `F-score ${exportedScores.fScore.toFixed(4)} in 8 bits differs from the checkpoint's ${originalScores.fScore.toFixed(4)} by more than ${INT8_F_TOLERANCE}.`,
        ]
  return largest <= PROBABILITY_TOLERANCE
    ? []
    : [
        `Probabilities differ from the checkpoint's by up to ${largest.toPrecision(3)}, more than ${PROBABILITY_TOLERANCE}.`,
      ]
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Infinity
  let largest = 0
  for (let index = 0; index < a.length; index++) {
    const difference = Math.abs(a[index] - b[index])
    if (!(difference <= largest)) largest = difference
  }
  return largest
}

function withoutPartner(boxes: readonly DetectedText[], others: readonly DetectedText[]): number {
  return boxes.filter(({ polygon }) => !others.some((other) => iou(polygon, other.polygon) >= SAME_BOX_IOU)).length
}
