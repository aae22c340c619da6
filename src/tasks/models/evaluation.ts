// The last evaluation of a run, image by image, worst first; and where each image lies.
import { closeSync, readSync } from 'node:fs'
import { openRegular } from '../../core/read-file.ts'
import { errorShares, type ErrorShare } from '../../detect/errors.ts'
import type { EvaluatedImage } from '../../diagnose/evaluated.ts'
import { scoresOf } from '../../geometry/icdar.ts'
import type { RunPaths } from '../../run/layout.ts'
import { readEvaluated } from '../runs/diagnose/evaluated.ts'

export { errorWords } from '../../detect/error-words.ts'
export type { ErrorShare } from '../../detect/errors.ts'
export type { ErrorKind } from '../../geometry/error-kinds.ts'

/** One image with its scores, 0 to 1. */
export interface ScoredImage {
  readonly image: EvaluatedImage
  readonly precision: number
  readonly recall: number
  readonly fScore: number
  readonly matched: number
  readonly falseFinds: number
  readonly missed: number
}

export interface RunEvaluation {
  /** Absent where the file does not tell (the original system's). */
  readonly epoch: number | undefined
  readonly images: readonly ScoredImage[]
}

/** What eval_results/ holds; undefined when there is nothing in it, or nothing that is understood. */
export function readEvaluation(paths: RunPaths): RunEvaluation | undefined {
  const evaluated = readEvaluated(paths)
  if (evaluated === undefined) return undefined
  const images = evaluated.images.map(scored)
  const errors = ({ falseFinds, missed }: ScoredImage): number => falseFinds + missed
  images.sort((a, b) => a.fScore - b.fScore || errors(b) - errors(a))
  return { epoch: epochOf(paths.predictions), images }
}

/** The errors by kind: how many, what the F-score would be without them, where they are worst, what helps. */
export function errorsByKind({ images }: RunEvaluation): ErrorShare[] {
  const sum = (count: (image: ScoredImage) => number): number =>
    images.reduce((total, image) => total + count(image), 0)
  const matched = sum((image) => image.matched)
  const groundTruths = matched + sum(({ missed }) => missed)
  const detections = matched + sum(({ falseFinds }) => falseFinds)
  return errorShares({
    scores: scoresOf({ matched, groundTruths, detections }),
    images: images.map(({ image }) => ({
      sample: { name: image.image },
      errors: {
        groundTruths: image.groundTruths.map(({ error }) => error),
        detections: image.predictions.map(({ error }) => error),
      },
    })),
  })
}

/** An image without texts in which none was found is perfect. */
function scored(image: EvaluatedImage): ScoredImage {
  const count = (states: readonly { readonly state: string }[], state: string): number =>
    states.filter((one) => one.state === state).length
  const matched = count(image.groundTruths, 'matched')
  const missed = count(image.groundTruths, 'missed')
  const falseFinds = count(image.predictions, 'false')
  const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole)
  const precision = share(matched, matched + falseFinds)
  const recall = share(matched, matched + missed)
  const sum = precision + recall
  return {
    image,
    precision,
    recall,
    fScore: sum === 0 ? 0 : (2 * precision * recall) / sum,
    matched,
    falseFinds,
    missed,
  }
}

/** Enough for the head of predictions.json, which names the epoch. */
const headBytes = 300

function epochOf(path: string): number | undefined {
  const descriptor = openRegular(path)
  try {
    const head = Buffer.alloc(headBytes)
    const count = readSync(descriptor, head, 0, headBytes, 0)
    const match = /"epoch":\s*(\d+)/.exec(head.toString('latin1', 0, count))
    return match === null ? undefined : Number(match[1])
  } finally {
    closeSync(descriptor)
  }
}
