// A detector: from an image to its texts, by a loaded network and the settings that belong to it.
import type { TensorMap } from '../core/tensor.ts'
import { fixedSizeOf, toNetworkInput, type NetworkInput } from '../data/preprocess.ts'
import type { RgbImage } from '../data/types.ts'
import { searchTexts, toOriginal, type DetectedText, type PostProcessing, type ToOriginal } from '../geometry/boxes.ts'
import { inReadingOrder } from '../geometry/reading-order.ts'
import { compile } from '../graph/compile.ts'
import type { Provider } from '../graph/session.ts'
import { networkFor, type NetworkShapes, type Runnable } from '../graph/shape-sessions.ts'
import { inferenceGraph } from '../model/dbnet.ts'
import type { TextFinder } from './evaluate.ts'
import { checkOutput, failedRun } from './network-output.ts'
import { notesOf, type DetectionNote } from './notes.ts'
import type { ProbabilityMap } from './probability-map.ts'
import type { DetectorSettings } from './settings.ts'
import { cropTile, MapOfTiles, planTiles, type TileChoice, type Tiling } from './tiles.ts'

/** How an image is looked at. */
export interface LookOptions {
  /** `off` by default: the protocol of training and evaluation. */
  readonly tile?: TileChoice
  /** Ends the work before the next tile; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** Milliseconds of each part of one detection. */
export interface DetectionTimes {
  readonly prepareMs: number
  readonly networkMs: number
  readonly boxesMs: number
}

export interface Detection {
  /** In pixels of the image, in reading order. */
  readonly texts: readonly DetectedText[]
  readonly notes: readonly DetectionNote[]
  readonly times: DetectionTimes
}

/** Names of the network's input and output in every file we write. */
export const INPUT_NAME = 'images'
export const OUTPUT_NAME = 'pred'

/** Height and width of the network's input and output, where they are free. */
export const freeShapes = {
  [INPUT_NAME]: [1, 3, 'height', 'width'],
  [OUTPUT_NAME]: [1, 1, 'height', 'width'],
} as const

/** A network that is ready to run. */
export interface DetectorNetwork {
  readonly session: Runnable
  /** Names of its input (1, 3, H, W) and its output (1, 1, H, W). */
  readonly input: string
  readonly output: string
  /** Path of the model file that it came from: then every output is checked. */
  readonly file?: string
}

/** Finds texts with a session that maps `images` (1, 3, H, W) to `pred` (1, 1, H, W). */
export class Detector implements TextFinder {
  readonly settings: DetectorSettings
  readonly #network: DetectorNetwork

  constructor(network: DetectorNetwork, settings: DetectorSettings) {
    this.#network = network
    this.settings = settings
  }

  /** The network of a training with its weights as constants, which the runtime can lay out for speed. */
  static async fromParameters(
    values: TensorMap,
    settings: DetectorSettings,
    provider: Provider = 'cpu',
  ): Promise<Detector> {
    const fixed = fixedSizeOf(settings.preprocessing)
    const make: NetworkShapes['make'] = ([height, width], shapes = {}) =>
      compile({ [OUTPUT_NAME]: inferenceGraph(values, [1, 3, height, width]) }, { provider, shapes })
    const session = await networkFor({ provider, input: INPUT_NAME, fixed, free: freeShapes, make })
    return new Detector({ session, input: INPUT_NAME, output: OUTPUT_NAME }, settings)
  }

  /** The same network with other settings; releasing either releases both. */
  withSettings(settings: DetectorSettings): Detector {
    return new Detector(this.#network, settings)
  }

  /** Runs the network on one image. */
  async probability(image: RgbImage): Promise<ProbabilityMap> {
    return this.run(toNetworkInput(image, this.settings.preprocessing))
  }

  /** Runs the network on a prepared input. @throws UserError `model-not-a-detector` for a file's network that gives something else */
  async run({ data, ...input }: NetworkInput): Promise<ProbabilityMap> {
    const [{ session, file, ...names }, { width, height }] = [this.#network, input]
    const feeds = { [names.input]: { shape: [1, 3, height, width], data } }
    const outputs = await session.run(feeds).catch((error: unknown) => {
      throw file === undefined ? error : failedRun(error, file)
    })
    const output = outputs[names.output]
    if (file !== undefined) checkOutput(output, input, file)
    return { data: output.data, width, height, input }
  }

  /** Runs the network on an image, whole or in tiles, with the milliseconds of both parts. */
  async look(image: RgbImage, { tile = 'off', signal }: LookOptions = {}) {
    const { preprocessing } = this.settings
    const tiling = planTiles(image, preprocessing, tile)
    if (tiling !== undefined) return this.#lookAtTiles(image, tiling, signal)
    const started = performance.now()
    const input = toNetworkInput(image, preprocessing)
    const prepared = performance.now()
    const map = await this.run(input)
    return { map, prepareMs: prepared - started, networkMs: performance.now() - prepared }
  }

  async #lookAtTiles(image: RgbImage, tiling: Tiling, signal: AbortSignal | undefined) {
    const { input, columns, rows, tile } = tiling
    const preprocessing = { ...this.settings.preprocessing, resize: 'fit', size: [input.height, input.width] } as const
    const whole = new MapOfTiles(tiling)
    let [prepareMs, networkMs] = [0, 0]
    for (const [row, y] of rows.entries())
      for (const [column, x] of columns.entries()) {
        signal?.throwIfAborted()
        const started = performance.now()
        const part = toNetworkInput(cropTile(image, tiling, { x, y }), preprocessing)
        const prepared = performance.now()
        whole.place(await this.run(part), row, column)
        prepareMs += prepared - started
        networkMs += performance.now() - prepared
      }
    const { placement, data } = whole
    const { width, height } = placement
    const map = { data, width, height, input: placement, tiles: { count: rows.length * columns.length, ...tile } }
    return { map, prepareMs, networkMs }
  }

  /** The texts of one image, in its own pixels. */
  async detect(image: RgbImage, options: LookOptions = {}): Promise<Detection> {
    const { map, prepareMs, networkMs } = await this.look(image, options)
    const computed = performance.now()
    const answer = answerOf(map, image, this.settings)
    return { ...answer, times: { prepareMs, networkMs, boxesMs: performance.now() - computed } }
  }

  find(image: RgbImage): Promise<Detection> {
    return this.detect(image)
  }

  release(): Promise<void> {
    return this.#network.session.release()
  }
}

/** The texts of a probability map in pixels of the image, in reading order. */
export function textsOf(
  map: ProbabilityMap,
  image: Pick<RgbImage, 'width' | 'height'>,
  settings: PostProcessing,
): DetectedText[] {
  return search(map, image, settings).texts
}

/** The same, with what a person should know of it. */
export function answerOf(
  map: ProbabilityMap,
  image: Pick<RgbImage, 'width' | 'height'>,
  { preprocessing, postProcessing }: DetectorSettings,
): { readonly texts: DetectedText[]; readonly notes: DetectionNote[] } {
  const { texts, cap } = search(map, image, postProcessing)
  return { texts, notes: notesOf({ map, image, preprocessing, postProcessing, cap }) }
}

function search(
  map: ProbabilityMap,
  image: Pick<RgbImage, 'width' | 'height'>,
  settings: PostProcessing,
): { readonly texts: DetectedText[]; readonly cap: number | undefined } {
  const maxCandidates = mostCandidates(map, settings)
  const { texts, isCapped } = searchTexts(map, { ...settings, maxCandidates })
  const sorted = inReadingOrder(toOriginal(texts, placedOn(map, image)))
  return { texts: sorted, cap: isCapped ? maxCandidates : undefined }
}

/** The limit is for one input of the network; a map of many tiles may hold so many times more. */
export function mostCandidates({ tiles }: ProbabilityMap, { maxCandidates }: PostProcessing): number {
  return maxCandidates * (tiles?.count ?? 1)
}

/** How a map lies on its image. */
export function placedOn(
  { input: { scaleX, scaleY } }: ProbabilityMap,
  { width, height }: Pick<RgbImage, 'width' | 'height'>,
): ToOriginal {
  return { scaleX: 1 / scaleX, scaleY: 1 / scaleY, width, height }
}
