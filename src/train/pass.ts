// The compiled forward and reverse pass: weights and images in, losses, gradients and batch statistics out.
import { must } from '../core/assert.ts'
import type { Tensor, TensorMap } from '../core/tensor.ts'
import { compile } from '../graph/compile.ts'
import type { DeviceTensor, Session, SessionOptions } from '../graph/session.ts'
import { batchInputs, trainingGraph } from '../model/dbnet.ts'
import type { LossSettings } from '../model/loss.ts'
import type { BatchStatistics } from '../model/scope.ts'

/** Tensors of one batch: images (N, 3, H, W), the four maps (N, 1, H, W). */
export type TrainingBatch = Readonly<Record<(typeof batchInputs)[number], Tensor>>

export interface PassOptions {
  /** Shape of the images, (N, 3, H, W). */
  readonly images: readonly [number, number, number, number]
  /** Values of the parameters that stay as they are. */
  readonly parameters: TensorMap
  readonly loss: LossSettings
  /** Prefixes of parameters that stay as they are. */
  readonly frozen: readonly string[]
  /** Whether normalisations keep their running statistics instead of using those of the batch. */
  readonly freezeNorm?: boolean
  /** Whether activations are recomputed in the backward pass: less memory, more time. */
  readonly recompute?: boolean
  /** Where and with how many threads the graph is computed. */
  readonly session?: SessionOptions
}

/** Tensors on the device by parameter name. */
export type HeldMap = ReadonlyMap<string, DeviceTensor>

/** The loss and its unweighted parts. */
export interface Losses {
  readonly total: number
  readonly bce: number
  readonly l1: number
  readonly dice: number
}

/** What one normalisation saw, ready to be blended into its running statistics: variances are unbiased. */
export interface SeenStatistics {
  /** Name of the layer: `backbone.bn1`. */
  readonly layer: string
  readonly mean: Float32Array
  readonly variance: Float32Array
}

/** `gradients`: d loss / d parameter, for every trained parameter. */
export interface PassResult<Gradients = TensorMap> {
  readonly losses: Losses
  readonly gradients: Gradients
  readonly statistics: readonly SeenStatistics[]
}

/** A loaded training graph for batches of one size. It keeps nothing from run to run. */
export class Pass {
  readonly #session: Session
  /** Names of the parameters that get gradients. */
  readonly trained: readonly string[]
  readonly #statistics: readonly BatchStatistics[]

  private constructor(session: Session, trained: readonly string[], statistics: readonly BatchStatistics[]) {
    this.#session = session
    this.trained = trained
    this.#statistics = statistics
  }

  /** Builds and loads the graph. With `holdGradients` they stay on the device: for `runOnDevice`. */
  static async load({ parameters: values, session, ...options }: PassOptions, holdGradients = false): Promise<Pass> {
    const { loss, gradients, statistics } = trainingGraph({ ...options, values })
    const outputs = {
      ...loss,
      ...Object.fromEntries([...gradients].map(([name, gradient]) => [gradientName(name), gradient])),
      ...Object.fromEntries(
        statistics.flatMap(({ layer, mean, variance }) => [
          [meanName(layer), mean],
          [varianceName(layer), variance],
        ]),
      ),
    }
    const isUntold = options.recompute === true && session?.provider !== 'webgpu'
    const shapes = isUntold ? shapesWithoutCount(options.images) : {}
    const trained = [...gradients.keys()]
    const held = holdGradients ? trained.map(gradientName) : []
    return new Pass(await compile(outputs, { ...session, shapes, held }), trained, statistics)
  }

  async run(parameters: TensorMap, batch: TrainingBatch): Promise<PassResult> {
    const outputs = await this.#session.run({ ...Object.fromEntries(parameters), ...batch })
    return { ...this.#read(outputs), gradients: this.#byParameter((name) => outputs[name]) }
  }

  /** With parameters on the device or not, and gradients that stay there. */
  async runOnDevice(
    parameters: ReadonlyMap<string, Tensor | DeviceTensor>,
    batch: TrainingBatch,
  ): Promise<PassResult<HeldMap>> {
    const { outputs, held } = await this.#session.runOnDevice({ ...Object.fromEntries(parameters), ...batch })
    return { ...this.#read(outputs), gradients: this.#byParameter((name) => must(held.get(name), `${name} is held`)) }
  }

  /** Frees the graph. */
  release(): Promise<void> {
    return this.#session.release()
  }

  #byParameter<T>(find: (output: string) => T): ReadonlyMap<string, T> {
    return new Map(this.trained.map((name) => [name, find(gradientName(name))]))
  }

  #read(outputs: Readonly<Record<string, Tensor>>): Omit<PassResult, 'gradients'> {
    const [total, bce, l1, dice] = ['total', 'bce', 'l1', 'dice'].map((name) => outputs[name].data[0])
    return {
      losses: { total, bce, l1, dice },
      statistics: this.#statistics.map(({ layer, count }) => ({
        layer,
        mean: outputs[meanName(layer)].data,
        variance: outputs[varianceName(layer)].data.map((biased) => (biased * count) / Math.max(1, count - 1)),
      })),
    }
  }
}

/**
 * The batch's shapes with a count that the file does not tell. Where ONNX Runtime knows two shapes to be equal, it plans one buffer for
 * both and holds it in the time between; where it does not know, memory is freed as soon as the last reader is done (docs/log.md).
 */
function shapesWithoutCount([, channels, height, width]: PassOptions['images']) {
  return Object.fromEntries(batchInputs.map((name) => [name, ['', name === 'images' ? channels : 1, height, width]]))
}

const gradientName = (parameter: string): string => `gradient/${parameter}`
const meanName = (layer: string): string => `mean/${layer}`
const varianceName = (layer: string): string => `variance/${layer}`
