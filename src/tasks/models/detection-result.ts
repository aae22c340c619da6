// One image's result as it stands in result.json.
import type { DetectionNote } from '../../detect/notes.ts'
import type { DetectedText } from '../../geometry/boxes.ts'
import type { ReadText } from '../../recognize/recognizer.ts'

/** One image's result, as it stands in result.json. All lists have one element a text. */
export interface DetectionResult {
  readonly image_path: string
  /** What was read of each text; `[""]` where nothing could be, or nothing was to be read. */
  readonly texts: readonly (readonly string[])[]
  /** x1,y1,...,xn,yn in pixels of the image, clockwise, in reading order. */
  readonly boxes: readonly (readonly number[])[]
  readonly scores: readonly number[]
  /** How sure the reader is of each text, 0 to 1; only where texts were read. */
  readonly text_scores?: readonly number[]
  readonly success: boolean
  /** Seconds from the file to the boxes. */
  readonly inference_time: number
  /** Why it failed; only when it did. */
  readonly error?: string
  /** What was done that is not usual, and what may be missing; only where there is something. */
  readonly notes?: readonly DetectionNote[]
}

/** What was found on an image, and what was read there, one element a text. */
export interface Answer {
  readonly texts: readonly DetectedText[]
  readonly notes: readonly DetectionNote[]
  readonly read?: readonly ReadText[] | undefined
}

const rounded = (score: number): number => Math.round(score * 10_000) / 10_000

/** An image's result as result.json has it. */
export function resultOf(path: string, { texts, notes, read }: Answer, seconds: number): DetectionResult {
  return {
    image_path: path,
    texts: texts.map((_, index) => [read?.[index].text ?? '']),
    boxes: texts.map(({ polygon }) => polygon.flat().map((value) => Math.round(value * 10) / 10)),
    scores: texts.map(({ score }) => rounded(score)),
    ...(read !== undefined && { text_scores: read.map(({ score }) => rounded(score)) }),
    success: true,
    inference_time: Math.round(seconds * 1000) / 1000,
    ...(notes.length > 0 && { notes }),
  }
}
