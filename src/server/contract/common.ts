// Pieces that many endpoints share.
import { errorCodes } from '../../core/error-words.ts'
import { z } from '../../core/schema.ts'

/** The same words in English and Chinese. */
export const words = z.object({ en: z.string(), zh: z.string() })
export type Words = z.infer<typeof words>

/** Numbers and names that words mention. */
export const facts = z.record(z.string(), z.unknown())

/** What is said in Chinese of the parts of an error or of a note. */
export const detailsZh = z.object({
  message: z.string().optional(),
  expected: z.string().optional(),
  found: z.string().optional(),
  where: z.string().optional(),
  next: z.string().optional(),
})

/** What every failed request answers, as a UserError says it. */
export const failure = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  /** The headline of its code in Chinese, without the particulars. */
  messageZh: z.string(),
  /** What is said in Chinese of these parts; the others are in English only. */
  detailsZh: detailsZh.optional(),
  expected: z.string().optional(),
  found: z.string().optional(),
  where: z.string().optional(),
  next: z.string().optional(),
})
export type Failure = z.infer<typeof failure>

/** Height and width in pixels. */
export const size = z.tuple([z.number().int(), z.number().int()]).readonly()

/** x1,y1,...,xn,yn in pixels of the image, clockwise from top-left. */
export const box = z.array(z.number())

/** A text without control characters, for names, paths and references. */
export const plainText = z
  .string()
  .min(1)
  .max(4096)
  // oxlint-disable-next-line no-control-regex -- control characters are what it refuses
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'no control characters')

/** A whole number in a query. */
export function wholeQuery(min: number, max: number, preset: number) {
  return z.coerce.number().int().min(min).max(max).default(preset)
}

/** `true` or `false` in a query. */
export const flagQuery = z.enum(['true', 'false']).default('false')

/** The longer side of an image that is sent, in pixels; larger ones are scaled down. */
export const imageQuery = z.object({ side: wholeQuery(32, 4096, 1600) })

/** Precision, recall and F-score with their counts, 0 to 1. */
export const scores = z.object({
  precision: z.number(),
  recall: z.number(),
  fScore: z.number(),
  matched: z.number().int(),
  detections: z.number().int(),
  groundTruths: z.number().int(),
})

export const done = z.object({ done: z.literal(true) })
