// The detector that watches a training: besides texts it gives the loss on the image, in one pass.
import type { TensorMap } from '../core/tensor.ts'
import { fixedSizeOf, toNetworkInput } from '../data/preprocess.ts'
import { makeTargets, type TargetSettings } from '../data/targets.ts'
import type { RgbImage, Sample } from '../data/types.ts'
import { scalePolygon } from '../geometry/points.ts'
import { compile } from '../graph/compile.ts'
import type { SessionOptions } from '../graph/session.ts'
import type { Runnable } from '../graph/batched.ts'
import { networkFor, type NetworkShapes } from '../graph/shape-sessions.ts'
import { batchInputs, evaluationGraph } from '../model/dbnet.ts'
import type { LossSettings } from '../model/loss.ts'
import { freeShapes, INPUT_NAME, OUTPUT_NAME, textsOf } from './detector.ts'
import type { ProbabilityMap } from './probability-map.ts'
import type { TextFinder } from './evaluate.ts'
import type { DetectorSettings } from './settings.ts'

export interface ValidatorOptions {
  readonly values: TensorMap
  /** With the `fit` rule: the targets are drawn at its size. */
  readonly settings: DetectorSettings
  readonly targets: TargetSettings
  readonly loss: LossSettings
  /** Where and with how many threads the graph is computed. */
  readonly session?: SessionOptions
}

/** Free height and width of everything that goes in and comes out. */
const freeMaps = {
  ...Object.fromEntries(batchInputs.map((name) => [name, [1, 1, 'height', 'width']])),
  ...freeShapes,
}

/** Finds texts and measures the loss with running statistics and without augmentation. */
export class Validator implements TextFinder {
  readonly #session: Runnable
  readonly #options: ValidatorOptions

  get settings(): DetectorSettings {
    return this.#options.settings
  }

  get minTextSize(): number {
    return this.#options.targets.minTextSize
  }

  get atOnce(): number {
    return this.#session.atOnce ?? 1
  }

  private constructor(session: Runnable, options: ValidatorOptions) {
    this.#session = session
    this.#options = options
  }

  static async create(options: ValidatorOptions): Promise<Validator> {
    const { values, settings, loss: lossSettings, session: sessionOptions = {} } = options
    const make: NetworkShapes['make'] = ([batch, height, width], shapes = {}) => {
      const { binary, losses } = evaluationGraph(values, { images: [batch, 3, height, width], loss: lossSettings })
      return compile({ [OUTPUT_NAME]: binary, loss: losses }, { ...sessionOptions, shapes })
    }
    const fixed = fixedSizeOf(settings.preprocessing)
    const { provider } = sessionOptions
    const session = await networkFor({ provider, input: INPUT_NAME, fixed, free: freeMaps, isKept: true, make })
    return new Validator(session, options)
  }

  /** The same network with another binary threshold; releasing either releases both. */
  withThreshold(binaryThreshold: number): Validator {
    const { settings } = this.#options
    const postProcessing = { ...settings.postProcessing, binaryThreshold }
    return new Validator(this.#session, { ...this.#options, settings: { ...settings, postProcessing } })
  }

  async find(image: RgbImage, sample: Pick<Sample, 'texts'>) {
    const { map, loss } = await this.run(image, sample)
    return { texts: textsOf(map, image, this.settings.postProcessing), loss }
  }

  /** The probability map of an image, and the loss on it. */
  async run(
    image: RgbImage,
    { texts }: Pick<Sample, 'texts'>,
  ): Promise<{ readonly map: ProbabilityMap; readonly loss: number }> {
    const { settings, targets } = this.#options
    const input = toNetworkInput(image, settings.preprocessing)
    const { height, width, scaleX, scaleY } = input
    const scaled = texts.map((text) => ({ ...text, polygon: scalePolygon(text.polygon, scaleX, scaleY) }))
    const maps = Object.entries(makeTargets(scaled, { height, width }, targets)).map(
      ([name, data]: [string, Float32Array]) => [name, { shape: [1, 1, height, width], data }] as const,
    )
    const images = { shape: [1, 3, height, width], data: input.data }
    const { pred, loss } = await this.#session.run({ images, ...Object.fromEntries(maps) })
    return { map: { data: pred.data, width, height, input }, loss: loss.data[0] }
  }

  release(): Promise<void> {
    return this.#session.release()
  }
}
