// One training step, from top to bottom: forward and backward over every part of the batch, look at the loss, apply the gradients, blend running statistics.
import { must } from '../core/assert.ts'
import { collectGarbage } from '../core/collect-garbage.ts'
import type { TensorMap } from '../core/tensor.ts'
import type { Ranks } from '../cluster/ranks.ts'
import { parameterSpecs } from '../model/dbnet.ts'
import { DeviceWeights } from './device-weights.ts'
import { afterOverflow, afterStep, firstLossScale, type LossScaleState } from './loss-scale.ts'
import { microBatches, smallerMicroBatch } from './micro-batch.ts'
import { Optimizer, type OptimizerSettings, type OptimizerState } from './optimizer.ts'
import type { PassOptions, SeenStatistics, TrainingBatch } from './pass.ts'
import { addUp, sumOverRanks } from './sum-over-ranks.ts'
import { HostWeights, type PartResult, type Weights } from './weights.ts'

export interface TrainerOptions extends PassOptions {
  /** The processes that share each batch: `images` and what `step` is given are this one's part. */
  readonly ranks?: Ranks | undefined
  /** Initial values of every parameter and running statistic; updated in place. */
  readonly parameters: TensorMap
  readonly optimizer: OptimizerSettings
  readonly optimizerState?: OptimizerState
  /** Where the loss scaling stands, for `precision` float16. */
  readonly lossScale?: LossScaleState | undefined
  /** Largest norm of all gradients together; 0 is no limit. */
  readonly maxGradNorm: number
  /** Images that are computed at once; divides N, which it is by default. */
  readonly microBatch?: number
  /** Whether weights and gradients stay where they are computed from step to step; on a graphics card, by default. */
  readonly onDevice?: boolean
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
  /** What the loss was multiplied by before the reverse pass; undefined in float32. */
  readonly lossScale?: number | undefined
  /** Whether the gradients overflowed in float16: nothing was changed but the loss scale, which is halved. */
  readonly isSkipped?: boolean
}

/** Share of a new batch in the running statistics: PyTorch's default momentum. */
const STATISTICS_MOMENTUM = 0.1

/** Holds the compiled pass, the parameters and the optimiser. */
export class Trainer {
  readonly parameters: TensorMap
  readonly optimizer: Optimizer
  readonly #options: TrainerOptions
  #microBatch: number
  #weights: Weights | undefined
  #lossScale: LossScaleState | undefined
  /** Whether a card's memory is kept from step to step; a training that recomputes has none to keep. */
  #keepsMemory: boolean

  private constructor(options: TrainerOptions) {
    this.#options = options
    this.#microBatch = options.microBatch ?? options.images[0]
    this.parameters = options.parameters
    const { session: { provider, keepsMemory } = {}, recompute } = options
    this.#keepsMemory = provider === 'webgpu' && (keepsMemory ?? recompute !== true)
    if (options.precision === 'float16') this.#lossScale = options.lossScale ?? firstLossScale
    const filters = new Set(parameterSpecs().flatMap(({ name, role }) => (role === 'filter' ? [name] : [])))
    this.optimizer = new Optimizer(options.optimizer, (name) => filters.has(name), options.optimizerState)
  }

  /** Builds and loads the training graph. */
  static async create(options: TrainerOptions): Promise<Trainer> {
    const trainer = new Trainer(options)
    await trainer.#loaded()
    return trainer
  }

  /** Images that are computed at once. */
  get microBatch(): number {
    return this.#microBatch
  }

  /** Where the loss scaling stands; undefined in float32. */
  get lossScale(): LossScaleState | undefined {
    return this.#lossScale
  }

  /** The exponential mean of all parameters and running statistics as of the last `sync`; undefined where none is kept. */
  get average(): TensorMap | undefined {
    return this.optimizer.averageOf(this.parameters)
  }

  /** Whether the graph is in memory. */
  get isLoaded(): boolean {
    return this.#weights !== undefined
  }

  /** Goes on with the next smaller parts from the next step on, which loads their graph; false when a part is one image already. */
  async useSmallerParts(): Promise<boolean> {
    const smaller = smallerMicroBatch(this.#options.images[0], this.#microBatch)
    if (smaller === undefined) return false
    await this.#giveUpGraph()
    this.#microBatch = smaller
    return true
  }

  /** Goes on without keeping a card's memory from step to step: the same numbers, later; false when none is kept. */
  async keepLessMemory(): Promise<boolean> {
    if (!this.#keepsMemory) return false
    await this.#giveUpGraph()
    this.#keepsMemory = false
    return true
  }

  async #giveUpGraph(): Promise<void> {
    await this.sync()
    await this.release()
    // What the failed step left in this process would lie beside the next graph.
    collectGarbage()
  }

  /**
   * Forward and backward passes over all parts of the batch, and one update with the mean of their gradients.
   * Changes nothing when a number is not finite, and nothing when it throws.
   */
  async step(batch: TrainingBatch, rate: number): Promise<StepResult> {
    const started = performance.now()
    // The gradients of the last step would lie beside the activations of this one.
    if (this.#options.recompute === true) collectGarbage()
    const { ranks } = this.#options
    const compute = async () => {
      const weights = await this.#loaded()
      return { weights, result: await this.#forwardBackward(weights, batch) }
    }
    const { weights, result } = await (ranks === undefined ? compute() : sumOverRanks(ranks, compute))
    const { losses, statistics } = result
    const share = this.#microBatch / (batch.images.shape[0] * (ranks?.size ?? 1))
    const computed = performance.now()
    const lossScale = this.#lossScale?.scale
    const gradientShare = share / (lossScale ?? 1)
    const norm = gradientShare * (await weights.gradientNorm())
    const overflowed = Number.isFinite(norm) || !Number.isFinite(losses.total) ? undefined : this.#afterOverflow()
    const finite = Number.isFinite(losses.total) && (Number.isFinite(norm) || overflowed !== undefined)
    if (finite && overflowed === undefined) {
      await weights.applyGradients({ rate, gradientScale: gradientShare * this.#clipping(norm) })
      for (const seen of statistics) this.#blend(seen)
      this.#lossScale = this.#lossScale && afterStep(this.#lossScale)
    }
    this.#lossScale = overflowed ?? this.#lossScale
    const optimizerMs = performance.now() - computed
    const parts = { bce: share * losses.bce, l1: share * losses.l1, dice: share * losses.dice }
    const times = { computeMs: computed - started, optimizerMs }
    return { loss: share * losses.total, parts, ...times, finite, lossScale, isSkipped: overflowed !== undefined }
  }

  #afterOverflow(): LossScaleState | undefined {
    return this.#lossScale && afterOverflow(this.#lossScale)
  }

  /** Brings the parameters and the optimiser's state in this process up to date, where they are kept on a device. */
  async sync(): Promise<void> {
    await this.#weights?.sync()
  }

  /** Frees the graph; another step would load it again. On a device, steps since the last `sync` are lost. */
  async release(): Promise<void> {
    const weights = this.#weights
    this.#weights = undefined
    await weights?.release()
  }

  async #loaded(): Promise<Weights> {
    const [, channels, height, width] = this.#options.images
    const options: TrainerOptions = {
      ...this.#options,
      images: [this.#microBatch, channels, height, width],
      session: { ...this.#options.session, keepsMemory: this.#keepsMemory },
    }
    // Gradients that other processes need must come out of the device in any case.
    const { onDevice = options.session?.provider === 'webgpu' && options.ranks === undefined } = options
    this.#weights ??= await (onDevice ? DeviceWeights : HostWeights).load(options, this.optimizer)
    return this.#weights
  }

  /** The gradients of all parts, summed where they are; the statistics of each part stand one after the other. */
  async #forwardBackward(weights: Weights, batch: TrainingBatch): Promise<PartResult> {
    let sum: PartResult | undefined
    for (const part of microBatches(batch, this.#microBatch)) {
      const by = { isFirst: sum === undefined, lossScale: this.#lossScale?.scale ?? 1 }
      const reported = await weights.forwardBackward(part, by)
      sum = sum === undefined ? reported : addUp(sum, reported)
    }
    return must(sum, 'a batch has at least one part')
  }

  /** What keeps the mean gradient, of this norm, within the largest norm. */
  #clipping(norm: number): number {
    const { maxGradNorm } = this.#options
    return maxGradNorm === 0 ? 1 : Math.min(1, maxGradNorm / (norm + 1e-6))
  }

  /** running = 0.9 running + 0.1 seen, as PyTorch does. */
  #blend({ layer, mean, variance }: SeenStatistics): void {
    for (const [name, seen] of [
      [`${layer}.running_mean`, mean],
      [`${layer}.running_var`, variance],
    ] as const) {
      const running = must(this.parameters.get(name), `${layer} has running statistics`)
      this.optimizer.changing(name, running, () => blend(running.data, seen))
    }
  }
}

function blend(running: Float32Array, seen: Float32Array): void {
  for (let i = 0; i < running.length; i++)
    running[i] = (1 - STATISTICS_MOMENTUM) * running[i] + STATISTICS_MOMENTUM * seen[i]
}
