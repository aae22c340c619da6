// The optimisers once more, as graphs: for weights that stay on the device. The formulas are those of optimizer.ts.
import { elementCount, tensor, type Shape, type Tensor } from '../core/tensor.ts'
import { add, div, mul, reduceSum, reshape, sqrt, sub } from '../graph/build.ts'
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

/** Parameters that the optimiser treats alike, as one vector: all their elements, one parameter after the other. */
export interface Group {
  readonly name: string
  readonly members: readonly Trained[]
  /** Elements. */
  readonly size: number
  readonly decay: number
  readonly slots: readonly string[]
}

/** How a value of a parameter or a group is called as an input; as an output, after `newName`. */
export const valueName = (kind: string, owner: string): string => `${kind}/${owner}`
export const newName = (name: string): string => `new/${name}`

type Outputs = Record<string, Value>
type Scalars = Readonly<Record<'rate' | 'scale' | 'stepSize' | 'root' | 'fresh', Value>>

/** Parameters of the same decay and slots in one group each. */
export function groupsOf(parameters: readonly Trained[]): Group[] {
  const groups = new Map<string, Trained[]>()
  for (const parameter of parameters) {
    const key = [parameter.decay, ...parameter.slots].join()
    groups.set(key, [...(groups.get(key) ?? []), parameter])
  }
  return [...groups.values()].map((members, index) => {
    const size = members.reduce((sum, { shape }) => sum + elementCount(shape), 0)
    return { name: `group ${index}`, members, size, decay: members[0].decay, slots: members[0].slots }
  })
}

/** From `weight/g`, `gradient/g` and each slot of every group to the new ones. */
export function updateGraph(settings: OptimizerSettings, groups: readonly Group[]): Outputs {
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
  for (const group of groups) {
    const names = ['weight', ...group.slots].map((kind) => valueName(kind, group.name))
    const [weight, ...slots] = names.map((name) => graph.input(name, [group.size]))
    const gradient = graph.input(valueName('gradient', group.name), [group.size])
    const updated = rule({ ...scalars, weight, gradient, slots, decay: group.decay }, settings)
    if (group.slots.at(-1) === AVERAGE_SLOT) updated.push(averaged(slots[slots.length - 1], updated[0], scalars.fresh))
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
  const scaled = mul(gradient, scale)
  const g = decay === 0 ? scaled : add(scaled, mul(weight, decay))
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

/** `squares`: the sum of the squares of all gradients, from `gradient/g` of every group. */
export function squaresGraph(groups: readonly Group[]): Outputs {
  const graph = new Graph()
  const squares = groups.map(({ name, size }) => {
    const gradient = graph.input(valueName('gradient', name), [size])
    return reduceSum(mul(gradient, gradient))
  })
  return { squares: squares.reduce((sum, one) => add(sum, one)) }
}

/** From `sum/g` and `gradient/g` of every group to the new sums. */
export function sumGraph(groups: readonly Group[]): Outputs {
  const graph = new Graph()
  return Object.fromEntries(
    groups.map(({ name, size }) => {
      const sum = graph.input(valueName('sum', name), [size])
      return [newName(valueName('sum', name)), add(sum, graph.input(valueName('gradient', name), [size]))]
    }),
  )
}

/** Every weight and slot of the groups as it is: what is read from the device is an output that is not held. */
export function copyGraph(groups: readonly Group[]): Outputs {
  const graph = new Graph()
  return Object.fromEntries(
    groups.flatMap(({ name, size, slots }) =>
      ['weight', ...slots].map((kind) => {
        const own = valueName(kind, name)
        return [newName(own), reshape(graph.input(own, [size]), [size])]
      }),
    ),
  )
}
