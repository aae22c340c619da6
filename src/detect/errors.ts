// The errors of an evaluation by kind: how many, what the F-score would be without them, where they are worst, what helps.
import {
  countErrors,
  errorKinds,
  scoresWithout,
  type ErrorCount,
  type ErrorKind,
  type PictureErrors,
} from '../geometry/error-kinds.ts'
import type { Scores } from '../geometry/icdar.ts'
import { type ErrorWords, errorWords } from './error-words.ts'

/** A picture with as many errors of one kind, missed texts and false boxes together. */
export interface WorstPicture {
  readonly image: string
  readonly errors: number
}

/** One kind of error. */
export interface ErrorShare extends ErrorCount, ErrorWords {
  readonly kind: ErrorKind
  /** The F-score if none of these errors were there, and by how much that is more. */
  readonly fScore: number
  readonly gain: number
  /** The pictures with most of them, worst first. */
  readonly worst: readonly WorstPicture[]
}

/** As many of the worst pictures are named. */
const worstNamed = 5

/** An evaluation, as far as its errors go. */
export interface JudgedPictures {
  /** Pooled over the pictures. */
  readonly scores: Scores
  readonly pictures: readonly { readonly sample: { readonly name: string }; readonly errors: PictureErrors }[]
}

/** Every kind, in the order of `errorKinds`, also those that do not come. */
export function errorShares({ scores, pictures }: JudgedPictures): ErrorShare[] {
  return errorKinds.map((kind) => shareOf(kind, scores, pictures))
}

function shareOf(kind: ErrorKind, scores: Scores, pictures: JudgedPictures['pictures']): ErrorShare {
  const counts = pictures.map(({ errors }) => countErrors([errors], kind))
  const total = countErrors(
    pictures.map(({ errors }) => errors),
    kind,
  )
  const { fScore } = scoresWithout(scores, total)
  const worst = counts
    .map(({ truths, detections }, index) => ({ image: pictures[index].sample.name, errors: truths + detections }))
    .filter(({ errors }) => errors > 0)
    .sort((a, b) => b.errors - a.errors)
    .slice(0, worstNamed)
  return { kind, ...total, fScore, gain: fScore - scores.fScore, worst, ...errorWords[kind] }
}
