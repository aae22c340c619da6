// One training step, from top to bottom: run the graph on every part of the batch, look at the loss, update weights and running statistics.
import { must } from '../core/assert.ts'
import { collectGarbage } from '../core/collect-garbage.ts'
import type { TensorMap } from '../core/tensor.ts'
import { parameterSpecs } from '../model/dbnet.ts'
import { microBatches, smallerMicroBatch } from './micro-batch.ts'
import { gradientNorm, Optimizer, type OptimizerSettings, type OptimizerState } from './optimizer.ts'
import { Pass, type Losses, type PassOptions, type SeenStatistics, type TrainingBatch } from './pass.ts'

export interface TrainerOptions extends PassOptions {
  /** Start values of every parameter and running statistic; updated in place. */
  readonly parameters: TensorMap
  readonly optimizer: OptimizerSettings
  readonly optimizerState?: OptimizerState
  /** Largest norm of all gradients together; 0 is no limit. */
  readonly maxGradNorm: number
  /** Pictures that are computed at once; divides N, which it is by default. */
  readonly microBatch?: number
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

/** Sums over the parts of a batch; the statistics of each part stand one after the other. */
interface Sums {
  readonly losses: Losses
  readonly gradients: TensorMap
  readonly statistics: readonly SeenStatistics[]
}

/** Holds the compiled pass, the parameters and the optimiser. */
export class Trainer {
  readonly parameters: TensorMap
  readonly optimizer: Optimizer
  readonly #options: TrainerOptions
  #microBatch: number
  #pass: Pass | undefined

  private constructor(options: TrainerOptions) {
    this.#options = options
    this.#microBatch = options.microBatch ?? options.images[0]
    this.parameters = options.parameters
    const filters = new Set(parameterSpecs().flatMap(({ name, role }) => (role === 'filter' ? [name] : [])))
    this.optimizer = new Optimizer(options.optimizer, (name) => filters.has(name), options.optimizerState)
  }

  /** Builds and loads the training graph. */
  static async create(options: TrainerOptions): Promise<Trainer> {
    const trainer = new Trainer(options)
    await trainer.#loadedPass()
    return trainer
  }

  /** Pictures that are computed at once. */
  get microBatch(): number {
    return this.#microBatch
  }

  /** Whether the graph is in memory. */
  get isLoaded(): boolean {
    return this.#pass !== undefined
  }

  /** Goes on with the next smaller parts from the next step on, which loads their graph; false when a part is one picture already. */
  async useSmallerParts(): Promise<boolean> {
    const smaller = smallerMicroBatch(this.#options.images[0], this.#microBatch)
    if (smaller === undefined) return false
    await this.release()
    this.#microBatch = smaller
    return true
  }

  /**
   * Forward and backward passes over all parts of the batch, and one update with the mean of their gradients.
   * Changes nothing when a number is not finite, and nothing when it throws.
   */
  async step(batch: TrainingBatch, rate: number): Promise<StepResult> {
    const started = performance.now()
    // The gradients of the last step would lie beside the activations of this one.
    if (this.#options.recompute === true) collectGarbage()
    const { losses, gradients, statistics } = await this.#sums(batch)
    const computed = performance.now()
    const share = this.#microBatch / batch.images.shape[0]
    const norm = share * gradientNorm(gradients)
    const finite = Number.isFinite(losses.total) && Number.isFinite(norm)
    if (finite) {
      const gradientScale = share * this.#clipping(norm)
      this.optimizer.update(this.parameters, gradients, { rate, gradientScale })
      for (const seen of statistics) this.#blend(seen)
    }
    const optimizerMs = performance.now() - computed
    const parts = { bce: share * losses.bce, l1: share * losses.l1, dice: share * losses.dice }
    return { loss: share * losses.total, parts, computeMs: computed - started, optimizerMs, finite }
  }

  /** Frees the graph; another step would load it again. */
  async release(): Promise<void> {
    const pass = this.#pass
    this.#pass = undefined
    await pass?.release()
  }

  async #loadedPass(): Promise<Pass> {
    const [, channels, height, width] = this.#options.images
    this.#pass ??= await Pass.load({ ...this.#options, images: [this.#microBatch, channels, height, width] })
    return this.#pass
  }

  async #sums(batch: TrainingBatch): Promise<Sums> {
    const pass = await this.#loadedPass()
    let sums: Sums | undefined
    for (const part of microBatches(batch, this.#microBatch)) {
      const result = await pass.run(this.parameters, part)
      sums = sums === undefined ? result : addInPlace(sums, result)
    }
    return must(sums, 'a batch has at least one part')
  }

  /** What keeps the mean gradient, of this norm, within the largest norm. */
  #clipping(norm: number): number {
    const { maxGradNorm } = this.#options
    return maxGradNorm === 0 ? 1 : Math.min(1, maxGradNorm / (norm + 1e-6))
  }

  /** running = 0.9 running + 0.1 seen, as PyTorch does. */
  #blend({ layer, mean, variance }: SeenStatistics): void {
    blend(must(this.parameters.get(`${layer}.running_mean`), `${layer} has a running mean`).data, mean)
    blend(must(this.parameters.get(`${layer}.running_var`), `${layer} has a running variance`).data, variance)
  }
}

function blend(running: Float32Array, seen: Float32Array): void {
  for (let i = 0; i < running.length; i++)
    running[i] = (1 - STATISTICS_MOMENTUM) * running[i] + STATISTICS_MOMENTUM * seen[i]
}

/** Adds to the gradients where they stand: a second set of them would be 50 MB. */
function addInPlace(sums: Sums, { losses, gradients, statistics }: Sums): Sums {
  for (const [name, { data: sum }] of sums.gradients) {
    const { data } = must(gradients.get(name), `every part has a gradient of ${name}`)
    for (let i = 0; i < sum.length; i++) sum[i] += data[i]
  }
  return {
    losses: {
      total: sums.losses.total + losses.total,
      bce: sums.losses.bce + losses.bce,
      l1: sums.losses.l1 + losses.l1,
      dice: sums.losses.dice + losses.dice,
    },
    gradients: sums.gradients,
    statistics: [...sums.statistics, ...statistics],
  }
}
