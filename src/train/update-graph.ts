// The optimisers once more, as graphs: for weights that stay on the device. The formulas are those of optimizer.ts.
import { tensor, type Shape, type Tensor } from '../core/tensor.ts'
import { add, mul, reduceSum, reshape, sqrt, sub, div } from '../graph/build.ts'
import { Graph, type Value } from '../graph/graph.ts'
import {
  ADAM_EPSILON,
  AVERAGE_SLOT,
  averageDecayAt,
  BETA2,
  biasCorrections,
  type OptimizerSettings,
} from './optimizer.ts'

/** One trained parameter. */
export interface Trained {
  readonly name: string
  readonly shape: Shape
  readonly decay: number
  /** Names of its running averages. */
  readonly slots: readonly string[]
}

/** How a value is called as an input; as an output, after `newName`. */
export const valueName = (kind: string, parameter: string): string => `${kind}/${parameter}`
export const newName = (name: string): string => `new/${name}`

type Outputs = Record<string, Value>
type Scalars = Readonly<Record<'rate' | 'scale' | 'stepSize' | 'root' | 'fresh', Value>>

/** From `weight/p`, `gradient/p` and each slot of every parameter to the new weights and slots. */
export function updateGraph(settings: OptimizerSettings, parameters: readonly Trained[]): Outputs {
  const graph = new Graph()
  const scalar = (name: string) => graph.input(name, [])
  const scalars = {
    rate: scalar('rate'),
    scale: scalar('scale'),
    stepSize: scalar('stepSize'),
    root: scalar('root'),
    fresh: scalar('fresh'),
  }
  const rule = settings.name === 'SGD' ? sgd : adam
  const outputs: Outputs = {}
  for (const parameter of parameters) {
    const kinds = ['weight', ...parameter.slots]
    const names = kinds.map((kind) => valueName(kind, parameter.name))
    const [weight, ...slots] = names.map((name) => graph.input(name, parameter.shape))
    const gradient = graph.input(valueName('gradient', parameter.name), parameter.shape)
    const updated = rule({ ...scalars, weight, gradient, slots, decay: parameter.decay }, settings)
    if (parameter.slots.at(-1) === AVERAGE_SLOT)
      updated.push(averaged(slots[slots.length - 1], updated[0], scalars.fresh))
    updated.forEach((value, index) => (outputs[newName(names[index])] = value))
  }
  return outputs
}

interface Update extends Scalars {
  readonly weight: Value
  readonly gradient: Value
  readonly slots: readonly Value[]
  readonly decay: number
}

/** a + fresh (w - a) */
function averaged(average: Value, weight: Value, fresh: Value): Value {
  return add(average, mul(sub(weight, average), fresh))
}

function sgd({ weight, gradient, slots: [v], decay, rate, scale }: Update, { momentum }: OptimizerSettings): Value[] {
  const g = add(mul(gradient, scale), mul(weight, decay))
  const velocity = add(mul(v, momentum), g)
  return [sub(weight, mul(add(g, mul(velocity, momentum)), rate)), velocity]
}

function adam(update: Update, { name, momentum: beta1 }: OptimizerSettings): Value[] {
  const { weight, gradient, slots, decay, rate, scale, stepSize, root } = update
  const decoupled = name === 'AdamW'
  const kept = decoupled ? sub(weight, mul(mul(weight, rate), decay)) : weight
  const g = decoupled ? mul(gradient, scale) : add(mul(gradient, scale), mul(kept, decay))
  const mean = add(mul(slots[0], beta1), mul(g, 1 - beta1))
  const square = add(mul(slots[1], BETA2), mul(mul(g, g), 1 - BETA2))
  const step = div(mul(mean, stepSize), add(mul(sqrt(square), root), ADAM_EPSILON))
  return [sub(kept, step), mean, square]
}

/** What changes from step to step, as `updateGraph` takes it; `step` counts from 1. */
export function updateScalars(
  settings: OptimizerSettings,
  { step, rate, gradientScale }: { readonly step: number; readonly rate: number; readonly gradientScale: number },
): Record<keyof Scalars, Tensor> {
  const { mean, root } = biasCorrections(step, settings.momentum)
  return {
    rate: tensor([], [rate]),
    scale: tensor([], [gradientScale]),
    stepSize: tensor([], [rate * mean]),
    root: tensor([], [root]),
    fresh: tensor([], [1 - averageDecayAt(settings, step)]),
  }
}

/** `squares`: the sum of the squares of all gradients. */
export function squaresGraph(parameters: readonly Trained[]): Outputs {
  const graph = new Graph()
  const squares = parameters.map(({ name, shape }) => {
    const gradient = graph.input(valueName('gradient', name), shape)
    return reduceSum(mul(gradient, gradient))
  })
  return { squares: squares.reduce((sum, one) => add(sum, one)) }
}

/** From `sum/p` and `gradient/p` of every parameter to the new sums. */
export function sumGraph(parameters: readonly Trained[]): Outputs {
  const graph = new Graph()
  return Object.fromEntries(
    parameters.map(({ name, shape }) => {
      const sum = graph.input(valueName('sum', name), shape)
      return [newName(valueName('sum', name)), add(sum, graph.input(valueName('gradient', name), shape))]
    }),
  )
}

/** Every weight and slot as it is: what is read from the device is an output that is not held. */
export function copyGraph(parameters: readonly Trained[]): Outputs {
  const graph = new Graph()
  return Object.fromEntries(
    parameters.flatMap(({ name, shape, slots }) =>
      ['weight', ...slots].map((kind) => {
        const own = valueName(kind, name)
        return [newName(own), reshape(graph.input(own, shape), shape)]
      }),
    ),
  )
}
