// Detection from a program: a model that stays open, and finds the texts of one image after the other.
import { defaultWorkdirs } from '../run/layout.ts'
import type { DetectionNote } from '../detect/notes.ts'
import { boxOptionNames, inputOptionNames, type TileChoice } from '../tasks/detector-options.ts'
import { defaultModel, openDetector as openModel, type OpenedDetector } from '../tasks/models.ts'
import { decodeSource, type ImageSource } from './image.ts'
import { checkedSettings, type RunsFolder, type Stoppable } from './options.ts'
import type { TrainSettings } from './settings.ts'

/** A model's own settings that may be replaced when it is opened; the first three concern its input, the others its boxes. */
export type DetectorSettings = Pick<
  TrainSettings,
  | 'input_size'
  | 'resize'
  | 'short_side'
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
}

/** How one image is looked at. */
export interface DetectOptions extends Stoppable {
  /**
   * `auto` (unless given): in overlapping tiles where the whole image would have to be shrunk so far that ordinary texts are lost;
   * `off`: always whole; a number: tiles of so many pixels of the image.
   */
  readonly tile?: TileChoice
}

/** One text that was found. It is located, not read. */
export interface TextInstance {
  /**
   * Corners in pixels of the upright image, x to the right, y downwards, clockwise from the top left; four of them, or any number of at
   * least four with `box_type: 'polygon'`.
   */
  readonly polygon: readonly (readonly [x: number, y: number])[]
  /** Mean probability within the text, 0 to 1. */
  readonly score: number
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
  /** Milliseconds of decoding, preparing the input, running the network and finding the boxes. */
  readonly times: {
    readonly decodeMs: number
    readonly prepareMs: number
    readonly networkMs: number
    readonly boxesMs: number
  }
}

/** An open model. */
export interface Detector {
  /** What was opened: `exp_20260105_143022 (best_model.pth, epoch 5)`, `starter v1`, `model_800x800.onnx`. */
  readonly model: string
  /**
   * Finds the texts of one image. Several calls may be under way; the network runs for one at a time and keeps this thread busy meanwhile.
   * @throws UserError `image-missing`, `image-unreadable`, `image-empty`, `image-undecodable`, `image-truncated`,
   * `image-too-large`, `pixels-invalid`; the signal's reason
   */
  readonly detect: (image: ImageSource, options?: DetectOptions) => Promise<Detection>
  /** Frees the memory of the model, about 300 MB for the starter. Detect nothing after it. */
  readonly close: () => Promise<void>
}

/**
 * Opens a model for any number of images.
 * @throws UserError `run-unknown`, `run-without-weights`, `model-missing`, `pth-damaged`, `onnx-invalid`, `model-not-a-detector`,
 * `model-size-fixed`, `bad-config`, `bad-flag` and others (docs/reference/errors.md); the signal's reason
 * @example
 * ```js
 * const detector = await openDetector({ model: 'starter' })
 * const { texts } = await detector.detect('photo.jpg')
 * await detector.close()
 * ```
 */
export async function openDetector(options: OpenDetectorOptions = {}): Promise<Detector> {
  const { workdirs = defaultWorkdirs, settings, signal } = options
  signal?.throwIfAborted()
  const choices = checkedSettings(settings, [...inputOptionNames, ...boxOptionNames])
  const { model = defaultModel(workdirs) } = options
  const opened = await openModel(model, { workdirs, options: choices })
  return {
    model: opened.label,
    detect: (image, how = {}) => detect(opened, image, how),
    close: () => opened.detector.release(),
  }
}

async function detect(
  { detector }: OpenedDetector,
  source: ImageSource,
  { tile = 'auto', signal }: DetectOptions,
): Promise<Detection> {
  signal?.throwIfAborted()
  const started = performance.now()
  const image = await decodeSource(source)
  const decodeMs = performance.now() - started
  signal?.throwIfAborted()
  const { texts, notes, times } = await detector.detect(image, { tile, signal })
  return { texts, width: image.width, height: image.height, notes, times: { decodeMs, ...times } }
}
