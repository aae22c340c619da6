// The optimisers: SGD with Nesterov momentum, Adam and AdamW, by PyTorch's formulas, in place on plain arrays.
import { must } from '../core/assert.ts'
import { tensor, type Tensor, type TensorMap } from '../core/tensor.ts'

export const optimizerNames = ['SGD', 'Adam', 'AdamW'] as const
/** `SGD` (with Nesterov momentum), `Adam` or `AdamW`. */
export type OptimizerName = (typeof optimizerNames)[number]

/** Which optimizer, and how it updates. */
export interface OptimizerSettings {
  readonly name: OptimizerName
  /** Momentum of SGD (0 is plain SGD), first decay rate of Adam and AdamW; 0 to 1. */
  readonly momentum: number
  /** Applied to the parameters that `decays` accepts. */
  readonly weightDecay: number
  /** Decay of the exponential mean of the weights (EMA), 0 to 1; 0 or nothing keeps none. */
  readonly averageDecay?: number
  /** Whether the mean forgets where it started (random numbers) or keeps its full decay from the first step (trained weights). */
  readonly averageWarmup?: boolean
}

/** What must be kept to go on exactly: steps taken, and running averages by slot name and parameter. */
export interface OptimizerState {
  readonly step: number
  readonly slots: ReadonlyMap<string, TensorMap>
}

/** Decay rate of the second moment and the small constant of Adam (Kingma and Ba 2015), PyTorch's defaults. */
export const BETA2 = 0.999
export const ADAM_EPSILON = 1e-8

/** Names of the running averages, as PyTorch's optimiser state calls them. */
const slotNames: Readonly<Record<OptimizerName, readonly string[]>> = {
  SGD: ['momentum_buffer'],
  Adam: ['exp_avg', 'exp_avg_sq'],
  AdamW: ['exp_avg', 'exp_avg_sq'],
}

/** The slot of the exponential mean of the weights. */
export const AVERAGE_SLOT = 'average'

/** The running averages that these settings keep of every parameter. */
function slotsOfSettings({ name, averageDecay = 0 }: OptimizerSettings): readonly string[] {
  return averageDecay > 0 ? [...slotNames[name], AVERAGE_SLOT] : slotNames[name]
}

/**
 * How much of the mean stays at a step, counted from 1: the given decay; with a warm-up less at first, (1 + t) / (10 + t), so that a short
 * training does not end with a mean of its random start (as TensorFlow's ExponentialMovingAverage does with `num_updates`). From trained
 * weights the start is worth keeping: a mean of initial and fine-tuned weights scores better than either (Wortsman et al. 2022, WiSE-FT).
 */
export function averageDecayAt({ averageDecay = 0, averageWarmup = true }: OptimizerSettings, step: number): number {
  return averageWarmup ? Math.min(averageDecay, (1 + step) / (10 + step)) : averageDecay
}

/** The numbers that one update of one parameter needs. */
interface Update {
  readonly w: Float32Array
  readonly g: Float32Array
  readonly slots: readonly Float32Array[]
  readonly average: Float32Array | undefined
  readonly decay: number
  readonly rate: number
  readonly scale: number
}

/** Updates parameters in place from their gradients. */
export class Optimizer {
  readonly settings: OptimizerSettings
  readonly #decays: (name: string) => boolean
  readonly #slots: ReadonlyMap<string, Map<string, Tensor>>
  #step: number

  /** @param decays which parameters weight decay applies to: the filters, not scales and shifts */
  constructor(settings: OptimizerSettings, decays: (name: string) => boolean, state?: OptimizerState) {
    this.settings = settings
    this.#decays = decays
    this.#step = state?.step ?? 0
    this.#slots = new Map(slotsOfSettings(settings).map((slot) => [slot, new Map(state?.slots.get(slot))]))
  }

  /** One step at the given rate. `gradientScale` multiplies every gradient first (clipping, averaging). */
  update(
    parameters: TensorMap,
    gradients: TensorMap,
    { rate, gradientScale = 1 }: { rate: number; gradientScale?: number },
  ): void {
    this.begin()
    for (const [name, gradient] of gradients) {
      const parameter = must(parameters.get(name), `gradient ${name} belongs to a parameter`)
      const slots = this.slotsOf(name, parameter)
      this.#updateOne({
        w: parameter.data,
        g: gradient.data,
        slots: slotNames[this.settings.name].map((slot) => must(slots.get(slot), `${name} has ${slot}`).data),
        average: slots.get(AVERAGE_SLOT)?.data,
        decay: this.decayOf(name),
        rate,
        scale: gradientScale,
      })
    }
  }

  /** Counts one more step, and returns its number, from 1. */
  begin(): number {
    this.#step++
    return this.#step
  }

  /** The running averages of a parameter by slot name: before its first step zeros, and its own value for the mean of the weights. */
  slotsOf(name: string, parameter: Tensor): TensorMap {
    return new Map([...this.#slots].map(([slot, tensors]) => [slot, slotOf(slot, tensors, { name, parameter })]))
  }

  /** Lets a change of something that is not trained, such as a running statistic, into its mean. */
  changing(name: string, value: Tensor, change: () => void): void {
    const averages = this.#slots.get(AVERAGE_SLOT)
    const average = averages && slotOf(AVERAGE_SLOT, averages, { name, parameter: value })
    change()
    if (average !== undefined) blendAverage(average.data, value.data, averageDecayAt(this.settings, this.#step))
  }

  /** The mean of the weights, what has none as it is; undefined where none is kept. */
  averageOf(parameters: TensorMap): TensorMap | undefined {
    const averages = this.#slots.get(AVERAGE_SLOT)
    return averages && new Map([...parameters].map(([name, value]) => [name, averages.get(name) ?? value]))
  }

  /** The weight decay of a parameter. */
  decayOf(name: string): number {
    return this.#decays(name) ? this.settings.weightDecay : 0
  }

  #updateOne(update: Update): void {
    if (this.settings.name === 'SGD') sgd(update, this.settings.momentum)
    else adam(update, { ...this.settings, step: this.#step })
    if (update.average !== undefined) blendAverage(update.average, update.w, averageDecayAt(this.settings, this.#step))
  }

  /** The state after the last step, sharing memory with this optimiser. */
  state(): OptimizerState {
    return { step: this.#step, slots: this.#slots }
  }
}

function slotOf(
  slot: string,
  tensors: Map<string, Tensor>,
  { name, parameter: { shape, data } }: { readonly name: string; readonly parameter: Tensor },
): Tensor {
  const found = tensors.get(name) ?? (slot === AVERAGE_SLOT ? tensor(shape, data.slice()) : tensor(shape))
  tensors.set(name, found)
  return found
}

/** a = d a + (1 - d) w */
function blendAverage(average: Float32Array, w: Float32Array, decay: number): void {
  for (let i = 0; i < w.length; i++) average[i] += (1 - decay) * (w[i] - average[i])
}

/** What Adam's averages are multiplied with because they start at 0: the mean, and the root of the mean square. */
export function biasCorrections(step: number, beta1: number): { readonly mean: number; readonly root: number } {
  return { mean: 1 / (1 - beta1 ** step), root: 1 / Math.sqrt(1 - BETA2 ** step) }
}

/** v = momentum v + g; w -= rate (g + momentum v) (Sutskever et al. 2013, as in PyTorch with nesterov=True). */
function sgd({ w, g, slots: [v], decay, rate, scale }: Update, momentum: number): void {
  for (let i = 0; i < w.length; i++) {
    const weight = w[i]
    const gradient = g[i] * scale + decay * weight
    const velocity = momentum * v[i] + gradient
    v[i] = velocity
    w[i] = weight - rate * (gradient + momentum * velocity)
  }
}

/** m, v: averages of g and g^2; w -= rate m^ / (sqrt(v^) + epsilon). AdamW decays w itself (Loshchilov and Hutter 2019). */
function adam(
  { w, g, slots: [m, v], decay, rate, scale }: Update,
  { step, name, momentum: beta1 }: OptimizerSettings & { step: number },
): void {
  const shrink = name === 'AdamW' ? 1 - rate * decay : 1
  const penalty = name === 'AdamW' ? 0 : decay
  const corrections = biasCorrections(step, beta1)
  const stepSize = rate * corrections.mean
  for (let i = 0; i < w.length; i++) {
    const weight = w[i] * shrink
    const gradient = g[i] * scale + penalty * weight
    const mean = beta1 * m[i] + (1 - beta1) * gradient
    const square = BETA2 * v[i] + (1 - BETA2) * gradient * gradient
    m[i] = mean
    v[i] = square
    w[i] = weight - (stepSize * mean) / (Math.sqrt(square) * corrections.root + ADAM_EPSILON)
  }
}

/** The Euclidean norm of all gradients together; NaN or infinite when one of them holds such a number. */
export function gradientNorm(gradients: TensorMap): number {
  let sum = 0
  for (const { data } of gradients.values()) sum += sumOfSquares(data)
  return Math.sqrt(sum)
}

/** In four sums that do not wait for each other: less than half the time. A double holds the squares of all floats. */
function sumOfSquares(data: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  const whole = data.length - (data.length % 4)
  for (let i = 0; i < whole; i += 4) {
    a += data[i] * data[i]
    b += data[i + 1] * data[i + 1]
    c += data[i + 2] * data[i + 2]
    d += data[i + 3] * data[i + 3]
  }
  for (let i = whole; i < data.length; i++) a += data[i] * data[i]
  return a + b + c + d
}
