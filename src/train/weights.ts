// The two halves of a training step, forward with backward and the update: here in the memory of this process, in device-weights.ts where the gradients were computed.
import { must } from '../core/assert.ts'
import type { TensorMap } from '../core/tensor.ts'
import { gradientNorm, type Optimizer } from './optimizer.ts'
import { Pass, type PassOptions, type PassResult, type TrainingBatch } from './pass.ts'

/** What one part of a batch tells besides its gradients. */
export type PartResult = Omit<PassResult, 'gradients'>

/** How a part of a batch is computed. */
export interface PartOptions {
  /** Whether it starts the sum of the gradients anew. */
  readonly isFirst: boolean
  /** What the loss is multiplied by before the reverse pass, where that is in float16. */
  readonly lossScale: number
}

export interface Weights {
  /** Forward and backward pass over one part of a batch: its gradients are added to those of the parts before it; the first part starts anew. */
  forwardBackward(part: TrainingBatch, by: PartOptions): Promise<PartResult>
  /** Replaces the summed gradients by those that `sum` makes of them in place: the sums over several processes. */
  sumOver(sum: (gradients: readonly Float32Array[]) => Promise<void>): Promise<void>
  /** The Euclidean norm of the summed gradients. */
  gradientNorm(): Promise<number>
  /** One step of the optimiser with the summed gradients times `gradientScale`; they are gone afterwards. */
  applyGradients(by: { readonly rate: number; readonly gradientScale: number }): Promise<void>
  /** Brings the parameters and the optimiser's averages in this process up to date. */
  sync(): Promise<void>
  /** Frees the graphs. Updates since the last `sync` may be lost. */
  release(): Promise<void>
}

/** Everything in the memory of this process. */
export class HostWeights implements Weights {
  readonly #pass: Pass
  readonly #parameters: TensorMap
  readonly #optimizer: Optimizer
  #sum: TensorMap | undefined

  private constructor(pass: Pass, parameters: TensorMap, optimizer: Optimizer) {
    this.#pass = pass
    this.#parameters = parameters
    this.#optimizer = optimizer
  }

  static async load(options: PassOptions, optimizer: Optimizer): Promise<HostWeights> {
    return new HostWeights(await Pass.load(options), options.parameters, optimizer)
  }

  async forwardBackward(part: TrainingBatch, { isFirst, lossScale }: PartOptions): Promise<PartResult> {
    if (isFirst) this.#sum = undefined
    const { gradients, ...reported } = await this.#pass.run(this.#parameters, part, lossScale)
    if (this.#sum === undefined) this.#sum = gradients
    else addInPlace(this.#sum, gradients)
    return reported
  }

  sumOver(sum: (gradients: readonly Float32Array[]) => Promise<void>): Promise<void> {
    return sum([...must(this.#sum, 'a part was computed').values()].map(({ data }) => data))
  }

  gradientNorm(): Promise<number> {
    return Promise.resolve(gradientNorm(must(this.#sum, 'a part was computed')))
  }

  applyGradients({ rate, gradientScale }: { rate: number; gradientScale: number }): Promise<void> {
    this.#optimizer.update(this.#parameters, must(this.#sum, 'a part was computed'), { rate, gradientScale })
    this.#sum = undefined
    return Promise.resolve()
  }

  sync(): Promise<void> {
    return Promise.resolve()
  }

  release(): Promise<void> {
    return this.#pass.release()
  }
}

/** Adds to the gradients where they stand: a third set of them would be 50 MB more. */
function addInPlace(sums: TensorMap, gradients: TensorMap): void {
  for (const [name, { data: sum }] of sums) {
    const { data } = must(gradients.get(name), `every part has a gradient of ${name}`)
    for (let i = 0; i < sum.length; i++) sum[i] += data[i]
  }
}
