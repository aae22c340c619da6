// The compiled forward and reverse pass: weights and images in, losses, gradients and batch statistics out.
import { must } from '../core/assert.ts'
import { elementCount, tensor, type Tensor, type TensorMap } from '../core/tensor.ts'
import { concat, reshape } from '../graph/build.ts'
import { compile } from '../graph/compile.ts'
import type { Value } from '../graph/graph.ts'
import type { Precision } from '../graph/lowering/half.ts'
import type { DeviceTensor, Session, SessionOptions } from '../graph/session.ts'
import { batchInputs, trainingGraph, type JoinedParameters } from '../model/dbnet.ts'
import type { Loss, LossSettings } from '../model/loss.ts'
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
  /** float32 when not given; in float16 the gradients are those of the loss times the loss scale. */
  readonly precision?: Precision
  /** Where and with how many threads the graph is computed. */
  readonly session?: SessionOptions
}

/** Tensors on the device by the name of the parameter or vector. */
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
  /** Names of the parameters, or of the vectors, that get gradients. */
  readonly trained: readonly string[]
  readonly #statistics: readonly BatchStatistics[]
  /** Losses and statistics by name, in the order in which they are joined. */
  readonly #reported: ReadonlyMap<string, Value>
  readonly #weights: LossSettings

  private constructor(session: Session, { trained, statistics, reported, weights }: PassParts) {
    this.#weights = weights
    this.#session = session
    this.trained = trained
    this.#statistics = statistics
    this.#reported = reported
  }

  /** Builds and loads the graph. With `joined` the gradients of its vectors stay on the device: for `runOnDevice`. */
  static async load(
    { parameters: values, session, precision = 'float32', ...options }: PassOptions,
    joined?: readonly JoinedParameters[],
  ): Promise<Pass> {
    const { loss, gradients, statistics } = trainingGraph({
      ...options,
      values,
      // There channels lie last, and laying the pixels apart would move all of them.
      keepsPixelsApart: session?.provider !== 'webgpu',
      ...(joined && { joined }),
      ...(precision === 'float16' && { scaledBy: LOSS_SCALE }),
    })
    const { total, ...parts } = loss
    const reported = reportedValues(joined === undefined ? { total, ...parts } : parts, statistics)
    const outputs = {
      ...(joined === undefined ? Object.fromEntries(reported) : { [REPORTED]: inOne([...reported.values()]) }),
      ...Object.fromEntries([...gradients].map(([name, gradient]) => [gradientName(name), gradient])),
    }
    const isUntold = options.recompute === true && session?.provider !== 'webgpu'
    const shapes = isUntold ? shapesWithoutCount(options.images) : {}
    const trained = [...gradients.keys()]
    const held = joined === undefined ? [] : trained.map(gradientName)
    const compiled = await compile(outputs, { ...session, joinsSums: false, shapes, held, precision })
    return new Pass(compiled, { trained, statistics, reported, weights: options.loss })
  }

  async run(parameters: TensorMap, batch: TrainingBatch, lossScale = 1): Promise<PassResult> {
    const outputs = await this.#session.run({ ...Object.fromEntries(parameters), ...batch, ...scaled(lossScale) })
    return { ...this.#read(outputs), gradients: this.#byParameter((name) => outputs[name]) }
  }

  /** With vectors of parameters on the device or not, and gradients that stay there. */
  async runOnDevice(
    vectors: ReadonlyMap<string, Tensor | DeviceTensor>,
    batch: TrainingBatch,
    lossScale = 1,
  ): Promise<PassResult<HeldMap>> {
    const feeds = { ...Object.fromEntries(vectors), ...batch, ...scaled(lossScale) }
    const { outputs, held } = await this.#session.runOnDevice(feeds)
    const reported = this.#read(this.#apart(outputs[REPORTED].data))
    return { ...reported, gradients: this.#byParameter((name) => must(held.get(name), `${name} is held`)) }
  }

  /** Frees the graph. */
  release(): Promise<void> {
    return this.#session.release()
  }

  #byParameter<T>(find: (output: string) => T): ReadonlyMap<string, T> {
    return new Map(this.trained.map((name) => [name, find(gradientName(name))]))
  }

  /** The values that came back in one piece. */
  #apart(data: Float32Array): Record<string, Tensor> {
    let start = 0
    return Object.fromEntries(
      [...this.#reported].map(([name, { shape }]) => {
        const end = start + elementCount(shape)
        const value = { shape, data: data.slice(start, end) }
        start = end
        return [name, value]
      }),
    )
  }

  #read(outputs: Readonly<Record<string, Tensor>>): Omit<PassResult, 'gradients'> {
    const [bce, l1, dice] = ['bce', 'l1', 'dice'].map((name) => outputs[name].data[0])
    const { bceWeight, l1Weight, diceWeight } = this.#weights
    const total = outputs['total']?.data[0] ?? Math.fround(bceWeight * bce + l1Weight * l1 + diceWeight * dice)
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

/** Name of the loss scale among the inputs of a graph in float16; others do not ask for it. */
const LOSS_SCALE = 'lossScale'

const scaled = (lossScale: number): Record<string, Tensor> => ({ [LOSS_SCALE]: tensor([], [lossScale]) })

interface PassParts {
  readonly trained: readonly string[]
  readonly statistics: readonly BatchStatistics[]
  readonly reported: ReadonlyMap<string, Value>
  readonly weights: LossSettings
}

/** The output that holds losses and statistics in one piece: reading many small ones from a graphics card waits for each. */
const REPORTED = 'reported'

function reportedValues(loss: Partial<Loss>, statistics: readonly BatchStatistics[]): ReadonlyMap<string, Value> {
  const layers = statistics.flatMap(({ layer, mean, variance }): [string, Value][] => [
    [meanName(layer), mean],
    [varianceName(layer), variance],
  ])
  return new Map([...Object.entries(loss), ...layers])
}

function inOne(values: readonly Value[]): Value {
  const [first, ...rest] = values.map((value) => reshape(value, [elementCount(value.shape)]))
  return concat([first, ...rest], 0)
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
