// A detector: from an image to its texts, by a loaded network and the settings that belong to it.
import type { TensorMap } from '../core/tensor.ts'
import { fixedSizeOf, toNetworkInput, type NetworkInput } from '../data/preprocess.ts'
import type { RgbImage } from '../data/types.ts'
import { searchTexts, toOriginal, type DetectedText, type PostProcessing, type ToOriginal } from '../geometry/boxes.ts'
import { inReadingOrder } from '../geometry/reading-order.ts'
import { compile } from '../graph/compile.ts'
import type { Provider } from '../graph/session.ts'
import type { Runnable } from '../graph/batched.ts'
import { networkFor, type NetworkShapes } from '../graph/shape-sessions.ts'
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

/** The same where the number of images is free too. */
export const freeBatchShapes = {
  [INPUT_NAME]: ['N', 3, 'height', 'width'],
  [OUTPUT_NAME]: ['N', 1, 'height', 'width'],
} as const

/** Tiles of an image that are prepared at once where they go in batches: two full ones. */
const tilesAtOnce = 16

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
    const make: NetworkShapes['make'] = ([batch, height, width], shapes = {}) =>
      compile({ [OUTPUT_NAME]: inferenceGraph(values, [batch, 3, height, width]) }, { provider, shapes })
    const session = await networkFor({ provider, input: INPUT_NAME, fixed, free: freeShapes, make })
    return new Detector({ session, input: INPUT_NAME, output: OUTPUT_NAME }, settings)
  }

  /** The same network with other settings; releasing either releases both. */
  withSettings(settings: DetectorSettings): Detector {
    return new Detector(this.#network, settings)
  }

  /** Images that are worth asking for at once: they go through the network in batches. 1 where each goes by itself. */
  get atOnce(): number {
    return this.#network.session.atOnce ?? 1
  }

  /** Runs the network on one image. */
  async probability(image: RgbImage): Promise<ProbabilityMap> {
    return this.run(toNetworkInput(image, this.settings.preprocessing))
  }

  /** Runs the network on a prepared input. @throws UserError `model-not-a-detector` for a file's network that gives something else */
  async run(input: NetworkInput): Promise<ProbabilityMap> {
    return (await this.#timed(input)).map
  }

  /** The map of a prepared input, and the milliseconds that it took; in a batch, its share. */
  async #timed({ data, ...input }: NetworkInput): Promise<{ map: ProbabilityMap; networkMs: number }> {
    const [{ session, file, ...names }, { width, height }] = [this.#network, input]
    const feeds = { [names.input]: { shape: [1, 3, height, width], data } }
    const started = performance.now()
    let share: number | undefined
    const outputs = await session
      .run(feeds, (ms) => (share = ms))
      .catch((error: unknown) => {
        throw file === undefined ? error : failedRun(error, file)
      })
    const output = outputs[names.output]
    if (file !== undefined) checkOutput(output, input, file)
    const networkMs = share ?? performance.now() - started
    return { map: { data: output.data, width, height, input }, networkMs }
  }

  /** Runs the network on an image, whole or in tiles, with the milliseconds of both parts. */
  async look(image: RgbImage, { tile = 'off', signal }: LookOptions = {}) {
    const { preprocessing } = this.settings
    const tiling = planTiles(image, preprocessing, tile)
    if (tiling !== undefined) return this.#lookAtTiles(image, tiling, signal)
    const started = performance.now()
    const input = toNetworkInput(image, preprocessing)
    const prepareMs = performance.now() - started
    return { ...(await this.#timed(input)), prepareMs }
  }

  async #lookAtTiles(image: RgbImage, tiling: Tiling, signal: AbortSignal | undefined) {
    const { input, columns, rows, tile } = tiling
    const preprocessing = { ...this.settings.preprocessing, resize: 'fit', size: [input.height, input.width] } as const
    const whole = new MapOfTiles(tiling)
    let [prepareMs, networkMs] = [0, 0]
    const lookAt = async ({ row, column }: TilePlace): Promise<void> => {
      const started = performance.now()
      const part = toNetworkInput(cropTile(image, tiling, { x: columns[column], y: rows[row] }), preprocessing)
      prepareMs += performance.now() - started
      const looked = await this.#timed(part)
      networkMs += looked.networkMs
      whole.place(looked.map, row, column)
    }
    const places = rows.flatMap((_, row) => columns.map((__, column) => ({ row, column })))
    const atOnce = Math.min(this.atOnce, tilesAtOnce)
    for (let from = 0; from < places.length; from += atOnce) {
      signal?.throwIfAborted()
      await Promise.all(places.slice(from, from + atOnce).map(lookAt))
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

/** A tile by its row and column. */
interface TilePlace {
  readonly row: number
  readonly column: number
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
