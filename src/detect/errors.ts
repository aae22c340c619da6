// The errors of an evaluation by kind: how many, what the F-score would be without them, where they are worst, what helps.
import {
  countErrors,
  errorKinds,
  scoresWithout,
  type ErrorCount,
  type ErrorKind,
  type ImageErrors,
} from '../geometry/error-kinds.ts'
import type { Scores } from '../geometry/icdar.ts'
import { type ErrorWords, errorWords } from './error-words.ts'

/** An image with as many errors of one kind, missed texts and false boxes together. */
export interface WorstImage {
  readonly image: string
  readonly errors: number
}

/** One kind of error. */
export interface ErrorShare extends ErrorCount, ErrorWords {
  readonly kind: ErrorKind
  /** The F-score if none of these errors were there, and by how much that is more. */
  readonly fScore: number
  readonly gain: number
  /** The images with most of them, worst first. */
  readonly worst: readonly WorstImage[]
}

/** As many of the worst images are named. */
const worstNamed = 5

/** An evaluation, as far as its errors go. */
export interface JudgedImages {
  /** Pooled over the images. */
  readonly scores: Scores
  readonly images: readonly { readonly sample: { readonly name: string }; readonly errors: ImageErrors }[]
}

/** Every kind, in the order of `errorKinds`, also those that do not come. */
export function errorShares({ scores, images }: JudgedImages): ErrorShare[] {
  return errorKinds.map((kind) => shareOf(kind, scores, images))
}

function shareOf(kind: ErrorKind, scores: Scores, images: JudgedImages['images']): ErrorShare {
  const counts = images.map(({ errors }) => countErrors([errors], kind))
  const total = countErrors(
    images.map(({ errors }) => errors),
    kind,
  )
  const { fScore } = scoresWithout(scores, total)
  const worst = counts
    .map(({ groundTruths, detections }, index) => ({
      image: images[index].sample.name,
      errors: groundTruths + detections,
    }))
    .filter(({ errors }) => errors > 0)
    .sort((a, b) => b.errors - a.errors)
    .slice(0, worstNamed)
  return { kind, ...total, fScore, gain: fScore - scores.fScore, worst, ...errorWords[kind] }
}
