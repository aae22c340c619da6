// Reading along with an evaluation: the texts in the boxes of the ground truth and in those that were found, and how right they are.
import type { EvaluatedImage, TextFinder } from '../../detect/evaluate.ts'
import { withMargin } from '../../recognize/found.ts'
import {
  isComparable,
  normalization,
  type ReadLine,
  type ReadingScores,
  scoreReading,
} from '../../recognize/reading-scores.ts'
import { type ReadText, type Recognizer, unread } from '../../recognize/recognizer.ts'

/** What was read on one image: a text for each marked text and each detection, in their orders. */
export interface ReadImage {
  /** Empty for do not care. */
  readonly groundTruths: readonly ReadText[]
  readonly detections: readonly ReadText[]
}

/** Whether detection or reading loses the text. Lines that are do not care or have no transcript are in none of the counts. */
export interface ReadingReport {
  readonly recognizer: string
  /** What is not told apart when texts are compared. */
  readonly normalization: string
  /** In the boxes of the ground truth: what is lost here is lost by reading. */
  readonly groundTruthBoxes: ReadingScores
  /** In the boxes that were found, matched by the protocol: what is lost beyond is lost by detection. */
  readonly detectedBoxes: ReadingScores
}

interface ReadAlong {
  readonly recognizer: string
  readonly images: readonly ReadImage[]
}

/** What was read of all images, and what it is worth. */
export interface EvaluationReading {
  readonly images: readonly ReadImage[]
  readonly report: ReadingReport
}

/** The same finder, which also reads what it finds and what is marked; `images` fills up in the order of the samples. */
export function readingAlong(
  finder: TextFinder,
  recognizer: Recognizer,
  signal: AbortSignal | undefined,
): { readonly finder: TextFinder } & ReadAlong {
  const images: ReadImage[] = []
  const after: TextFinder['after'] = async (found, { image, sample }) => {
    await finder.after?.(found, { image, sample })
    const marked = sample.texts.filter(({ ignore }) => !ignore)
    const asMarked = marked.map(({ polygon }) => polygon)
    const asFound = found.texts.map(({ polygon }) => withMargin(polygon))
    const read = await recognizer.read(image, [...asMarked, ...asFound], signal)
    const byText = new Map(marked.map((text, index) => [text, read[index]]))
    images.push({
      groundTruths: sample.texts.map((text) => byText.get(text) ?? unread),
      detections: read.slice(marked.length),
    })
  }
  return { finder: { ...finder, after }, recognizer: recognizer.name, images }
}

type Matched = Pick<EvaluatedImage, 'match'> & {
  readonly sample: { readonly texts: readonly { readonly transcript: string; readonly ignore: boolean }[] }
}

/** @param along what `readingAlong` has read of the same images */
export function reportReading(images: readonly Matched[], along: ReadAlong): ReadingReport {
  const parts = images.map((image, index) => linesOf(image, along.images[index]))
  return {
    recognizer: along.recognizer,
    normalization,
    groundTruthBoxes: scoreReading(parts.flatMap(({ marked }) => marked)),
    detectedBoxes: scoreReading(
      parts.flatMap(({ found }) => found),
      parts.flatMap(({ inserted }) => inserted),
    ),
  }
}

interface Lines {
  readonly marked: readonly ReadLine[]
  readonly found: readonly ReadLine[]
  /** What false boxes hold; nothing where the ground truth has texts but no transcript, as nothing can be compared there. */
  readonly inserted: readonly string[]
}

function linesOf({ sample: { texts }, match }: Matched, { groundTruths, detections }: ReadImage): Lines {
  const detectionOf = new Map(match.pairs.map(({ groundTruth, detection }) => [groundTruth, detection]))
  const counted = texts.flatMap(({ ignore }, index) => (ignore ? [] : [index]))
  const compared = counted.filter((index) => isComparable(texts[index].transcript))
  const isCompared = compared.length > 0 || counted.length === 0
  const readIn = (detection: number | undefined): string | undefined =>
    detection === undefined ? undefined : detections[detection].text
  return {
    marked: compared.map((index) => ({ transcript: texts[index].transcript, read: groundTruths[index].text })),
    found: compared.map((index) => ({ transcript: texts[index].transcript, read: readIn(detectionOf.get(index)) })),
    inserted: detections.flatMap(({ text }, at) => (isCompared && match.detectionStates[at] === 'false' ? [text] : [])),
  }
}
