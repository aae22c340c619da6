// Reads images into pages of rows of texts: `ocrdet read`. A bad image is told in its page and never stops the others.
import { begunAhead } from '../../core/ahead.ts'
import { UserError } from '../../core/errors.ts'
import type { PassedOver } from '../../core/image-endings.ts'
import { decodeImage, decodeImageBytes } from '../../data/image.ts'
import type { RgbImage } from '../../data/types.ts'
import type { TileChoice } from '../../detect/tiles.ts'
import { rowsInReadingOrder } from '../../geometry/reading-order.ts'
import type { Polygon } from '../../geometry/points.ts'
import { readFound } from '../../recognize/found.ts'
import { openRecognizer } from '../../recognize/open.ts'
import { type PlacedWord, wordsIn } from '../../recognize/words-in.ts'
import { decodedInAdvance, expandInputs, orUserError, standardInput } from './detect-inputs.ts'
import type { Provider } from '../../graph/session.ts'
import type { DetectorOptions } from './detector-options.ts'
import { defaultModel, openDetector } from './models.ts'

export interface ReadTask {
  /** Images, folders of images (sub-folders included), and `-`. */
  readonly inputs: readonly string[]
  /** The bytes of standard input; asked for once, where `-` is among the inputs. */
  readonly standardInput: () => Promise<Uint8Array>
  /** What finds the texts: as `detectTexts` takes it. */
  readonly model?: string
  readonly options?: DetectorOptions
  /** Where the network that finds them is computed; the processor by default. */
  readonly device?: Provider | undefined
  readonly tile?: TileChoice
  /** What reads them; `openRecognizer` says which there are. */
  readonly recognizer?: string
  readonly workdirs: string
  readonly signal?: AbortSignal
  /** Hears what the named folders hold besides images, and which hold none. */
  readonly onSkipped?: (skipped: Skipped) => void
}

/** What is not looked at. */
export interface Skipped {
  readonly passedOver: readonly PassedOver[]
  readonly emptyFolders: readonly string[]
}

/** One text of a page. */
export interface PageText {
  /** Corners in pixels of the image, clockwise from the top left. */
  readonly polygon: Polygon
  readonly text: string
  /** How sure the detector is that a text is there, and the reader of its characters; 0 to 1. */
  readonly score: number
  readonly textScore: number
  /** Its words with their places; the text itself where they are not known apart. */
  readonly words: readonly PlacedWord[]
}

/** What was read of one image. */
export interface Page {
  readonly image: string
  /** Of the upright image, in pixels; 0 where it could not be decoded. */
  readonly width: number
  readonly height: number
  /** Rows down the page, each with its texts from left to right; texts in which nothing could be read are empty. */
  readonly rows: readonly (readonly PageText[])[]
  /** What may be missing, in sentences. */
  readonly notes: readonly string[]
  /** Why there is nothing. */
  readonly error?: UserError
}

/** The image, or why it cannot be decoded. */
function decodeInput(path: string, input: ReadTask['standardInput']): Promise<RgbImage | UserError> {
  const fromInput = async (): Promise<RgbImage> => decodeImageBytes(await input(), 'standard input')
  return orUserError(path === standardInput ? fromInput() : decodeImage(path))
}

/**
 * The pages of the images, in their order.
 * @throws UserError `recognizer-missing`, `recognizer-invalid`, `no-images`, and those of the model; the signal's reason
 */
export async function* readImages(
  task: ReadTask,
): AsyncGenerator<Page & { readonly done: number; readonly total: number }> {
  const { model = defaultModel(task.workdirs), options = {}, device, tile = 'auto', workdirs, signal } = task
  const { images, others, empty } = expandInputs(task.inputs)
  task.onSkipped?.({ passedOver: others, emptyFolders: empty })
  const recognizer = await openRecognizer(task.recognizer)
  const { detector } = await openDetector(model, { workdirs, options, device })
  try {
    let done = 0
    const decode = (path: string): Promise<RgbImage | UserError> => decodeInput(path, task.standardInput)
    for await (const [path, image] of begunAhead(images, decode, decodedInAdvance)) {
      signal?.throwIfAborted()
      const counted = { done: ++done, total: images.length }
      try {
        if (image instanceof UserError) throw image
        const { texts, notes } = await detector.detect(image, { tile, signal })
        const read = await readFound(recognizer, image, { texts, signal })
        const found = texts.map(({ polygon, score }, at): PageText => {
          const { text, score: textScore } = read[at]
          return { polygon, text, score, textScore, words: wordsIn(polygon, read[at]) }
        })
        const { width, height } = image
        const messages = notes.map(({ message }) => message)
        yield { image: path, width, height, rows: rowsInReadingOrder(found), notes: messages, ...counted }
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        yield { image: path, width: 0, height: 0, rows: [], notes: [], error, ...counted }
      }
    }
  } finally {
    await Promise.all([detector.release(), recognizer.release()])
  }
}
