// The last evaluation of a run, picture by picture, worst first; and where each picture lies.
import { closeSync, readSync } from 'node:fs'
import { openRegular } from '../core/read-file.ts'
import { errorShares, type ErrorShare } from '../detect/errors.ts'
import type { EvaluatedPicture } from '../diagnose/evaluated.ts'
import { scoresOf } from '../geometry/icdar.ts'
import type { RunPaths } from '../run/layout.ts'
import { readEvaluated } from './diagnose/evaluated.ts'

export { errorWords } from '../detect/error-words.ts'
export type { ErrorShare } from '../detect/errors.ts'
export type { ErrorKind } from '../geometry/error-kinds.ts'

/** One picture with its scores, 0 to 1. */
export interface ScoredPicture {
  readonly picture: EvaluatedPicture
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
  readonly pictures: readonly ScoredPicture[]
}

/** What eval_results/ holds; undefined when there is nothing in it, or nothing that is understood. */
export function readEvaluation(paths: RunPaths): RunEvaluation | undefined {
  const evaluated = readEvaluated(paths)
  if (evaluated === undefined) return undefined
  const pictures = evaluated.pictures.map(scored)
  const errors = ({ falseFinds, missed }: ScoredPicture): number => falseFinds + missed
  pictures.sort((a, b) => a.fScore - b.fScore || errors(b) - errors(a))
  return { epoch: epochOf(paths.predictions), pictures }
}

/** The errors by kind: how many, what the F-score would be without them, where they are worst, what helps. */
export function errorsByKind({ pictures }: RunEvaluation): ErrorShare[] {
  const sum = (count: (picture: ScoredPicture) => number): number =>
    pictures.reduce((total, picture) => total + count(picture), 0)
  const matched = sum((picture) => picture.matched)
  const truths = matched + sum(({ missed }) => missed)
  const detections = matched + sum(({ falseFinds }) => falseFinds)
  return errorShares({
    scores: scoresOf({ matched, truths, detections }),
    pictures: pictures.map(({ picture }) => ({
      sample: { name: picture.image },
      errors: {
        truths: picture.truths.map(({ error }) => error),
        detections: picture.predictions.map(({ error }) => error),
      },
    })),
  })
}

/** A picture without texts in which none was found is perfect. */
function scored(picture: EvaluatedPicture): ScoredPicture {
  const count = (states: readonly { readonly state: string }[], state: string): number =>
    states.filter((one) => one.state === state).length
  const matched = count(picture.truths, 'matched')
  const missed = count(picture.truths, 'missed')
  const falseFinds = count(picture.predictions, 'false')
  const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole)
  const precision = share(matched, matched + falseFinds)
  const recall = share(matched, matched + missed)
  const sum = precision + recall
  return {
    picture,
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
