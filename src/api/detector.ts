// Detection from a program: a model that stays open, and finds the texts of one image after the other.
import { defaultWorkdirs } from '../run/layout.ts'
import type { DetectionNote } from '../detect/notes.ts'
import { readFound } from '../recognize/found.ts'
import { openRecognizer } from '../recognize/open.ts'
import type { ReadText, Recognizer } from '../recognize/recognizer.ts'
import { boxOptionNames, inputOptionNames, type TileChoice } from '../tasks/models/detector-options.ts'
import { defaultModel, openDetector as openModel, type OpenedDetector } from '../tasks/models/models.ts'
import { chooseDevice } from '../tasks/train/device.ts'
import { decodeSource, type ImageSource } from './image.ts'
import { checkedSettings, type RunsFolder, type Stoppable } from './options.ts'
import type { TrainSettings } from './settings.ts'

/** A model's own settings that may be replaced when it is opened; the first three concern its input, the others its boxes. */
export type DetectorSettings = Pick<
  TrainSettings,
  | 'input_size'
  | 'resize'
  | 'short_side'
  | 'padding'
  | 'binary_threshold'
  | 'box_threshold'
  | 'unclip_ratio'
  | 'max_candidates'
  | 'box_type'
>

/** Which model, and with which settings. */
export interface OpenDetectorOptions extends RunsFolder, Stoppable {
  /**
   * `starter` (the weights that ocrdet ships), a run (folder, id, name, `latest`), a .pth file or an exported .onnx file.
   * The latest run with weights, else the starter, unless given.
   */
  readonly model?: string
  /** What replaces the model's own settings. */
  readonly settings?: DetectorSettings
  /** Where the network that finds texts is computed: `cpu` (unless given), `webgpu`, `cuda`, or `auto`, the fastest that works. */
  readonly device?: TrainSettings['device']
  /**
   * What reads the texts where `detect` is asked to: `ppocr` (Chinese and English, comes along; unless given), `tesseract:<language>`, or
   * a folder or npm package with a PP-OCR recogniser. It is opened at the first text that is to be read.
   */
  readonly recognizer?: string
}

/** How one image is looked at. */
export interface DetectOptions extends Stoppable {
  /**
   * `auto` (unless given): in overlapping tiles where the whole image would have to be shrunk so far that ordinary texts are lost;
   * `off`: always whole; a number: tiles of so many pixels of the image.
   */
  readonly tile?: TileChoice
  /** Also reads what is written in each text; not unless given. */
  readonly read?: boolean
}

/** One text that was found. */
export interface TextInstance {
  /**
   * Corners in pixels of the upright image, x to the right, y downwards, clockwise from the top left; four of them, or any number of at
   * least four with `box_type: 'polygon'`.
   */
  readonly polygon: readonly (readonly [x: number, y: number])[]
  /** Mean probability within the text, 0 to 1. */
  readonly score: number
  /** What is written there, empty where nothing can be read; only with `read: true`. */
  readonly text?: string
  /** Mean probability of the characters, 0 to 1, and 0 for an empty text; only with `read: true`. */
  readonly readingScore?: number
}

/** What was found on one image. */
export interface Detection {
  /** In reading order. */
  readonly texts: readonly TextInstance[]
  /** Of the upright image, in pixels. */
  readonly width: number
  readonly height: number
  /** What was done that is not usual, and what may be missing (tiles, a shrunk image). */
  readonly notes: readonly DetectionNote[]
  /** Milliseconds of decoding, preparing the input, running the network, finding the boxes, and reading (0 unless asked for). */
  readonly times: {
    readonly decodeMs: number
    readonly prepareMs: number
    readonly networkMs: number
    readonly boxesMs: number
    readonly readMs: number
  }
}

/** An open model. */
export interface Detector {
  /** What was opened: `exp_20260105_143022 (best_model.pth, epoch 5)`, `starter v1`, `model_800x800.onnx`. */
  readonly model: string
  /**
   * Finds the texts of one image, and reads them with `read: true`. Several calls may be under way; the network runs for one at a time and keeps this thread busy meanwhile.
   * @throws UserError `image-missing`, `image-unreadable`, `image-empty`, `image-undecodable`, `image-truncated`,
   * `image-too-large`, `pixels-invalid`; with `read: true` also `recognizer-missing`, `recognizer-invalid`; the signal's reason
   */
  readonly detect: (image: ImageSource, options?: DetectOptions) => Promise<Detection>
  /** Frees the memory of the model, about 300 MB for the starter, and of the recogniser. Detect nothing after it. */
  readonly close: () => Promise<void>
}

/**
 * Opens a model for any number of images.
 * @throws UserError `run-unknown`, `run-without-weights`, `model-missing`, `pth-damaged`, `onnx-invalid`, `model-not-a-detector`,
 * `model-size-fixed`, `device-missing`, `bad-config`, `bad-flag` and others (docs/reference/errors.md); the signal's reason
 * @example
 * ```js
 * const detector = await openDetector({ model: 'starter' })
 * const { texts } = await detector.detect('photo.jpg', { read: true })
 * for (const { text, polygon } of texts) console.log(text, polygon.join(' '))
 * await detector.close()
 * ```
 */
export async function openDetector(options: OpenDetectorOptions = {}): Promise<Detector> {
  const { workdirs = defaultWorkdirs, settings, signal } = options
  signal?.throwIfAborted()
  const choices = checkedSettings(settings, [...inputOptionNames, ...boxOptionNames])
  const { device: asked = 'cpu' } = checkedSettings({ device: options.device }, ['device'])
  const { model = defaultModel(workdirs) } = options
  const { session } = await chooseDevice(asked, 'auto')
  const opened = await openModel(model, { workdirs, options: choices, device: session.provider })
  const reader = new LateRecognizer(options.recognizer)
  return {
    model: opened.label,
    detect: (image, how = {}) => detect({ opened, reader }, image, how),
    close: async () => {
      await Promise.all([opened.detector.release(), reader.release()])
    },
  }
}

/** A recogniser that is opened when it is needed; after a failure the next call tries again. */
class LateRecognizer {
  readonly #choice: string | undefined
  #opening: Promise<Recognizer> | undefined

  constructor(choice: string | undefined) {
    this.#choice = choice
  }

  async get(): Promise<Recognizer> {
    this.#opening ??= openRecognizer(this.#choice)
    try {
      return await this.#opening
    } catch (error) {
      this.#opening = undefined
      throw error
    }
  }

  async release(): Promise<void> {
    await (await this.#opening)?.release()
  }
}

interface Opened {
  readonly opened: OpenedDetector
  readonly reader: LateRecognizer
}

async function detect(
  { opened: { detector }, reader }: Opened,
  source: ImageSource,
  { tile = 'auto', read = false, signal }: DetectOptions,
): Promise<Detection> {
  signal?.throwIfAborted()
  const recognizer = read ? await reader.get() : undefined
  const started = performance.now()
  const image = await decodeSource(source)
  const decodeMs = performance.now() - started
  signal?.throwIfAborted()
  const { texts: found, notes, times } = await detector.detect(image, { tile, signal })
  const reading = performance.now()
  const texts =
    recognizer === undefined ? found : withTexts(found, await readFound(recognizer, image, { texts: found, signal }))
  const readMs = recognizer === undefined ? 0 : performance.now() - reading
  return { texts, width: image.width, height: image.height, notes, times: { decodeMs, ...times, readMs } }
}

function withTexts(found: readonly TextInstance[], read: readonly ReadText[]): TextInstance[] {
  return found.map((one, index) => ({ ...one, text: read[index].text, readingScore: read[index].score }))
}
