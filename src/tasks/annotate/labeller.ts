// What labels images: a model that finds the texts, and a reader that says what they are.
import type { Annotation } from '../../annotate/compose.ts'
import { polygonOf } from '../../annotate/predictions.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { normalisePolygon } from '../../data/rules/text/normalise.ts'
import type { RgbImage } from '../../data/types.ts'
import type { Point, Polygon } from '../../geometry/points.ts'
import { type ReadText, unread } from '../../recognize/recognizer.ts'
import { type PlacedWord, wordsIn } from '../../recognize/words-in.ts'
import type { Provider } from '../../graph/session.ts'
import type { DetectorOptions } from '../models/detector-options.ts'
import { openDetector } from '../models/models.ts'
import { openReader, type Reader } from '../models/reader.ts'

/** The labels of one image, one element a text. */
export interface Labels {
  /** x1,y1,...,xn,yn to a tenth of a pixel of the upright image. */
  readonly boxes: number[][]
  /** Mean probability inside each, 0 to 1. */
  readonly scores: number[]
  /** Empty where nothing was read. */
  readonly transcripts: string[]
}

/** A model that labels. */
export interface Labeller {
  /** As logs name it. */
  readonly model: string
  readonly recognizer: string | undefined
  readonly unread: string | undefined
  readonly label: (image: RgbImage) => Promise<Labels>
  readonly release: () => Promise<void>
}

/** How images are labelled. */
export interface LabellerTask {
  readonly model: string
  /** Instead of the model's own settings. */
  readonly options?: DetectorOptions
  /** Where the network is computed; the processor by default. */
  readonly device?: Provider | undefined
  /** What reads the texts, or `none`. */
  readonly recognizer?: string
  /** A box around each word instead of each line; its reader must see the gaps. */
  readonly words?: boolean
  readonly workdirs: string
  readonly signal?: AbortSignal
}

/** @throws UserError those of the model, and recognizer-missing where `words` cannot be divided */
export async function openLabeller({
  model,
  options = {},
  device,
  recognizer,
  words = false,
  workdirs,
  signal,
}: LabellerTask): Promise<Labeller> {
  const reader = await openReader(recognizer)
  if (words && !reader.tellsGaps) throw await noGaps(reader)
  const { detector, label } = await openDetector(model, { workdirs, options, device })
  return {
    model: label,
    recognizer: reader.name,
    unread: reader.problem,
    async label(image) {
      const { texts } = await detector.detect(image, { tile: 'auto', signal })
      const read = await reader.read(image, texts, signal)
      return labelsOf(
        texts.flatMap(({ polygon, score }, index) =>
          placesOf(polygon, read?.[index] ?? unread, words).map(({ text, ...place }) => ({
            ...place,
            score,
            transcript: text,
          })),
        ),
      )
    },
    async release() {
      await Promise.all([detector.release(), reader.release()])
    },
  }
}

const placesOf = (polygon: Polygon, read: ReadText, words: boolean): readonly PlacedWord[] =>
  words ? wordsIn(polygon, read) : [{ polygon, text: read.text }]

async function noGaps(reader: Reader): Promise<UserError> {
  await reader.release()
  const details = errorDetails['recognizer-missing']
  return new UserError({
    code: 'recognizer-missing',
    message: say(details.messageWords),
    expected: say(details.expectedPpocr),
    found: reader.name ?? say(details.foundNoReader),
    next: say(details.nextWords),
  })
}

/** A text that a model found. */
export interface FoundText {
  readonly polygon: Polygon
  /** 0 to 1. */
  readonly score: number
  readonly transcript: string
}

/** What was found, as labels. */
export function labelsOf(texts: readonly FoundText[]): Labels {
  const found = texts
    .map(({ polygon, ...rest }) => ({ ...rest, polygon: polygon.map(toTenths) }))
    // An outline of a few pixels may cross itself once its corners are rounded.
    .filter(({ polygon }) => normalisePolygon(polygon, false).polygon !== undefined)
  return {
    boxes: found.map(({ polygon }) => polygon.flat()),
    scores: found.map(({ score }) => Math.round(score * 10_000) / 10_000),
    transcripts: found.map(({ transcript }) => transcript),
  }
}

/** The same of texts whose corners are x1,y1,...,xn,yn. */
export function labelsOfBoxes(
  texts: readonly (Omit<FoundText, 'polygon'> & { readonly box: readonly number[] })[],
): Labels {
  return labelsOf(texts.map(({ box, ...text }) => ({ ...text, polygon: polygonOf(box) })))
}

const toTenths = ([x, y]: Point): Point => [Math.round(x * 10) / 10, Math.round(y * 10) / 10]

/** The labels as annotations. */
export function annotationsFrom({ boxes, transcripts }: Labels): Annotation[] {
  return boxes.map((box, index) => ({ polygon: polygonOf(box), transcript: transcripts[index], ignore: false }))
}
