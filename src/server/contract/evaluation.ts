// An evaluation: the images with their scores, the boxes of one of them, and the errors by kind.
import { z } from '../../core/schema.ts'
import { box, words } from './common.ts'

/** All errors of one kind: missed texts and false boxes. */
export const errorShare = z.object({
  kind: z.string(),
  name: words,
  meaning: words,
  remedy: words,
  missed: z.number().int(),
  falseFinds: z.number().int(),
  /** The F-score if none of these errors were there, and by how much that is more. */
  fScore: z.number(),
  gain: z.number(),
  /** The images with most of them, worst first. */
  worst: z.array(z.object({ index: z.number().int(), image: z.string(), count: z.number().int() })),
})
export type ErrorShare = z.infer<typeof errorShare>

export const evaluationList = z.object({
  epoch: z.number().int(),
  fScore: z.number(),
  precision: z.number(),
  recall: z.number(),
  /** Worst first. */
  images: z.array(
    z.object({
      index: z.number().int(),
      image: z.string(),
      fScore: z.number(),
      precision: z.number(),
      recall: z.number(),
      matched: z.number().int(),
      /** False positives and false negatives. */
      falseFinds: z.number().int(),
      missed: z.number().int(),
    }),
  ),
  /** Every kind of error, the largest gain first. */
  errors: z.array(errorShare),
})

/** The kind of a false box or a missed text; null for all others. */
const error = z.object({ kind: z.string(), name: words }).nullable()
export type SentKind = NonNullable<z.infer<typeof error>>

/** Where an evaluated image stands in the data set now. */
export const evaluatedPlace = z.object({
  /** Path of the data set. */
  data: z.string(),
  split: z.enum(['train', 'test']),
  index: z.number().int(),
  /** What is not as the run recorded it: the image has other content, other labels, or another name or list. */
  changes: z.array(z.enum(['image', 'labels', 'moved'])),
})

/** What the probability map of an evaluated image was computed with. */
export const evaluationMap = z.object({
  /** The file of weights. */
  weights: z.string(),
  /** Of the weights, where their file says so. */
  epoch: z.number().int().optional(),
  /** The epoch whose evaluation is shown: other weights give another map than the boxes were found in. */
  evaluated: z.number().int(),
  /** Hand it to the image: it changes with the weights. */
  key: z.string(),
})

export const evaluatedImage = z.object({
  image: z.string(),
  /** Whether the image itself can still be shown. */
  available: z.boolean(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  found: z.array(
    z.object({
      box,
      score: z.number(),
      state: z.enum(['matched', 'false', 'ignored']),
      error,
      /** What was read there; only where anything was. */
      text: z.string().optional(),
    }),
  ),
  groundTruth: z.array(
    z.object({
      box,
      /** The transcript. */
      text: z.string(),
      state: z.enum(['matched', 'missed', 'ignored']),
      error,
      /** What was read there, perhaps nothing; only where texts were read. */
      read: z.string().optional(),
    }),
  ),
})
