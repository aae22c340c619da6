// One training step, from top to bottom: run the graph, look at the loss, update weights and running statistics.
import { must } from '../core/assert.ts'
import type { Tensor, TensorMap } from '../core/tensor.ts'
import { compile } from '../graph/compile.ts'
import { hasNonFinite, type Session, type SessionOptions } from '../graph/session.ts'
import { parameterSpecs, trainingGraph } from '../model/dbnet.ts'
import type { LossSettings } from '../model/loss.ts'
import type { BatchStatistics } from '../model/scope.ts'
import { gradientNorm, Optimizer, type OptimizerSettings, type OptimizerState } from './optimizer.ts'

export interface TrainerOptions {
  /** Start values of every parameter and running statistic; updated in place. */
  readonly parameters: TensorMap
  /** (N, 3, H, W). */
  readonly images: readonly [number, number, number, number]
  readonly loss: LossSettings
  readonly optimizer: OptimizerSettings
  readonly optimizerState?: OptimizerState
  /** Prefixes of parameters that stay as they are. */
  readonly frozen: readonly string[]
  /** Largest norm of all gradients together; 0 is no limit. */
  readonly maxGradNorm: number
  /** Where and with how many threads the graph is computed. */
  readonly session?: SessionOptions
}

/** Tensors of one batch: images (N, 3, H, W), the four maps (N, 1, H, W). */
export interface TrainingBatch {
  readonly images: Tensor
  readonly shrinkMap: Tensor
  readonly shrinkMask: Tensor
  readonly thresholdMap: Tensor
  readonly thresholdMask: Tensor
}

export interface StepResult {
  readonly loss: number
  /** Unweighted parts of the loss. */
  readonly parts: { readonly bce: number; readonly l1: number; readonly dice: number }
  /** Milliseconds inside the runtime, and in the optimiser. */
  readonly computeMs: number
  readonly optimizerMs: number
  /** False when the loss or a gradient was not finite; nothing was changed then. */
  readonly finite: boolean
}

/** Share of a new batch in the running statistics: PyTorch's default momentum. */
const STATISTICS_MOMENTUM = 0.1

/** Holds the compiled training graph, the parameters and the optimiser. */
export class Trainer {
  readonly parameters: TensorMap
  readonly optimizer: Optimizer
  readonly #session: Session
  readonly #trained: readonly string[]
  readonly #statistics: readonly BatchStatistics[]
  readonly #maxGradNorm: number

  private constructor(
    session: Session,
    options: TrainerOptions,
    parts: { trained: string[]; statistics: readonly BatchStatistics[] },
  ) {
    this.#session = session
    this.#trained = parts.trained
    this.#statistics = parts.statistics
    this.#maxGradNorm = options.maxGradNorm
    this.parameters = options.parameters
    const filters = new Set(parameterSpecs().flatMap(({ name, role }) => (role === 'filter' ? [name] : [])))
    this.optimizer = new Optimizer(options.optimizer, (name) => filters.has(name), options.optimizerState)
  }

  /** Builds and loads the training graph. */
  static async create(options: TrainerOptions): Promise<Trainer> {
    const { images, loss: settings, frozen, parameters: values } = options
    const { loss, gradients, statistics } = trainingGraph({ images, loss: settings, frozen, values })
    const outputs = {
      loss: loss.total,
      bce: loss.bce,
      l1: loss.l1,
      dice: loss.dice,
      ...Object.fromEntries([...gradients].map(([name, gradient]) => [gradientName(name), gradient])),
      ...Object.fromEntries(
        statistics.flatMap(({ layer, mean, variance }) => [
          [meanName(layer), mean],
          [varianceName(layer), variance],
        ]),
      ),
    }
    const session = await compile(outputs, options.session)
    return new Trainer(session, options, { trained: [...gradients.keys()], statistics })
  }

  /** One forward and backward pass and one update. Changes nothing when a number is not finite. */
  async step(batch: TrainingBatch, rate: number): Promise<StepResult> {
    const started = performance.now()
    const outputs = await this.#session.run({ ...Object.fromEntries(this.parameters), ...batch })
    const computed = performance.now()
    const gradients = new Map(this.#trained.map((name) => [name, outputs[gradientName(name)]]))
    const [loss, bce, l1, dice] = ['loss', 'bce', 'l1', 'dice'].map((name) => outputs[name].data[0])
    const finite = Number.isFinite(loss) && ![...gradients.values()].some(hasNonFinite)
    if (finite) {
      this.optimizer.update(this.parameters, gradients, { rate, gradientScale: this.#gradientScale(gradients) })
      this.#blendStatistics(outputs)
    }
    const optimizerMs = performance.now() - computed
    return { loss, parts: { bce, l1, dice }, computeMs: computed - started, optimizerMs, finite }
  }

  /** Frees the graph. */
  release(): Promise<void> {
    return this.#session.release()
  }

  #gradientScale(gradients: TensorMap): number {
    if (this.#maxGradNorm === 0) return 1
    return Math.min(1, this.#maxGradNorm / (gradientNorm(gradients) + 1e-6))
  }

  /** running = 0.9 running + 0.1 batch, with the unbiased variance, as PyTorch does. */
  #blendStatistics(outputs: Readonly<Record<string, Tensor>>): void {
    for (const { layer, count } of this.#statistics) {
      const unbiased = count / Math.max(1, count - 1)
      this.#blend(`${layer}.running_mean`, outputs[meanName(layer)], 1)
      this.#blend(`${layer}.running_var`, outputs[varianceName(layer)], unbiased)
    }
  }

  #blend(name: string, { data }: Tensor, factor: number): void {
    const running = must(this.parameters.get(name), `${name} is among the parameters`).data
    for (let i = 0; i < running.length; i++)
      running[i] = (1 - STATISTICS_MOMENTUM) * running[i] + STATISTICS_MOMENTUM * factor * data[i]
  }
}

const gradientName = (parameter: string): string => `gradient/${parameter}`
const meanName = (layer: string): string => `mean/${layer}`
const varianceName = (layer: string): string => `variance/${layer}`
