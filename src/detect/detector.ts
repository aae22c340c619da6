// A detector: from a picture to its texts, by a loaded network and the settings that belong to it.
import type { TensorMap } from '../core/tensor.ts'
import { toNetworkInput, type NetworkInput } from '../data/preprocess.ts'
import type { Picture } from '../data/types.ts'
import { findTexts, toOriginal, type DetectedText, type PostProcessing } from '../geometry/boxes.ts'
import { inReadingOrder } from '../geometry/reading-order.ts'
import { compile } from '../graph/compile.ts'
import type { Provider, Session } from '../graph/session.ts'
import { inferenceGraph } from '../model/dbnet.ts'
import type { TextFinder } from './evaluate.ts'
import type { DetectorSettings } from './settings.ts'

/** The network's answer for one picture, kept so that thresholds can change without running it again. */
export interface ProbabilityMap {
  /** (H, W) of the network input, row-major, 0..1. */
  readonly data: Float32Array
  readonly width: number
  readonly height: number
  readonly input: NetworkInput
}

/** Milliseconds of each part of one detection. */
export interface DetectionTimes {
  readonly prepareMs: number
  readonly networkMs: number
  readonly boxesMs: number
}

export interface Detection {
  /** In pixels of the picture, in reading order. */
  readonly texts: readonly DetectedText[]
  readonly times: DetectionTimes
}

/** Names of the network's input and output in every file we write. */
export const INPUT_NAME = 'images'
export const OUTPUT_NAME = 'pred'

/** Finds texts with a session that maps `images` (1, 3, H, W) to `pred` (1, 1, H, W). */
export class Detector implements TextFinder {
  readonly settings: DetectorSettings
  readonly #session: Session

  constructor(session: Session, settings: DetectorSettings) {
    this.#session = session
    this.settings = settings
  }

  /** The network of a training with its weights as constants, which the runtime can lay out for speed. */
  static async fromParameters(
    values: TensorMap,
    settings: DetectorSettings,
    provider: Provider = 'cpu',
  ): Promise<Detector> {
    const { resize, size } = settings.preprocessing
    const fixed = resize === 'fit'
    const [height, width] = fixed ? size : [64, 64]
    const shapes = fixed ? {} : { [INPUT_NAME]: [1, 3, 'height', 'width'], [OUTPUT_NAME]: [1, 1, 'height', 'width'] }
    const pred = inferenceGraph(values, [1, 3, height, width])
    return new Detector(await compile({ [OUTPUT_NAME]: pred }, { provider, shapes }), settings)
  }

  /** The same network with other settings; releasing either releases both. */
  withSettings(settings: DetectorSettings): Detector {
    return new Detector(this.#session, settings)
  }

  /** Runs the network on one picture. */
  async probability(picture: Picture): Promise<ProbabilityMap> {
    return this.run(toNetworkInput(picture, this.settings.preprocessing))
  }

  /** Runs the network on a prepared input. */
  async run(input: NetworkInput): Promise<ProbabilityMap> {
    const { width, height } = input
    const images = { shape: [1, 3, height, width], data: input.data }
    const outputs = await this.#session.run({ [this.#session.inputNames[0]]: images })
    return { data: outputs[this.#session.outputNames[0]].data, width, height, input }
  }

  /** The texts of one picture, in its own pixels. */
  async detect(picture: Picture): Promise<Detection> {
    const started = performance.now()
    const input = toNetworkInput(picture, this.settings.preprocessing)
    const prepared = performance.now()
    const map = await this.run(input)
    const computed = performance.now()
    const texts = textsOf(map, picture, this.settings.postProcessing)
    const times = {
      prepareMs: prepared - started,
      networkMs: computed - prepared,
      boxesMs: performance.now() - computed,
    }
    return { texts, times }
  }

  find(picture: Picture): Promise<Detection> {
    return this.detect(picture)
  }

  release(): Promise<void> {
    return this.#session.release()
  }
}

/** The texts of a probability map in pixels of the picture, in reading order. */
export function textsOf(
  map: ProbabilityMap,
  { width, height }: Pick<Picture, 'width' | 'height'>,
  settings: PostProcessing,
): DetectedText[] {
  const found = findTexts(map, settings)
  const { scaleX, scaleY } = map.input
  return inReadingOrder(toOriginal(found, { scaleX: 1 / scaleX, scaleY: 1 / scaleY, width, height }))
}
