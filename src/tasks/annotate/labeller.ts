// What labels images: a model that finds the texts, and a reader that says what they are.
import type { Annotation } from '../../annotate/compose.ts'
import { polygonOf } from '../../annotate/predictions.ts'
import { normalisePolygon } from '../../data/rules/text/normalise.ts'
import type { RgbImage } from '../../data/types.ts'
import type { Point, Polygon } from '../../geometry/points.ts'
import type { DetectorOptions } from '../models/detector-options.ts'
import { openDetector } from '../models/models.ts'
import { openReader } from '../models/reader.ts'

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

export interface LabellerTask {
  readonly model: string
  readonly options?: DetectorOptions
  readonly recognizer?: string
  readonly workdirs: string
  readonly signal?: AbortSignal
}

/** @throws UserError those of the model */
export async function openLabeller({
  model,
  options = {},
  recognizer,
  workdirs,
  signal,
}: LabellerTask): Promise<Labeller> {
  const { detector, label } = await openDetector(model, { workdirs, options })
  const reader = await openReader(recognizer)
  return {
    model: label,
    recognizer: reader.name,
    unread: reader.problem,
    async label(image) {
      const { texts } = await detector.detect(image, { tile: 'auto', signal })
      const read = await reader.read(image, texts, signal)
      return labelsOf(
        texts.map(({ polygon, score }, index) => ({ polygon, score, transcript: read?.[index].text ?? '' })),
      )
    },
    async release() {
      await Promise.all([detector.release(), reader.release()])
    },
  }
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
