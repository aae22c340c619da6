// Makes a network cheaper without changing what it computes: factors and offsets that are single numbers go into the convolutions
// beside them, and hard swish takes two operations instead of four. PP-OCR's networks have a scale and an offset around every activation.
import { must } from '../core/assert.ts'
import { constantsByName } from '../formats/onnx/constants.ts'
import {
  floatAttribute,
  floatTensor,
  floatValues,
  tensorAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
} from '../formats/onnx/model.ts'

/** The same model with fewer operations; what does not fit the patterns stays. */
export function folded(model: OnnxModel): OnnxModel {
  const graph = new Graph(model)
  for (const swish of graph.nodes('Div')) foldHardSwish(graph, swish)
  for (const conv of graph.nodes('Conv')) foldBehind(graph, conv)
  for (const conv of graph.nodes('Conv')) foldBefore(graph, conv)
  return graph.model()
}

/** The nodes of a model while they are changed; outputs have one producer, as in every ONNX graph. */
class Graph {
  readonly #model: OnnxModel
  /** With their place in the order of execution. */
  readonly #nodes: Map<OnnxNode, number>
  readonly #producers = new Map<string, OnnxNode>()
  readonly #consumers = new Map<string, Set<OnnxNode>>()
  readonly #constants: Map<string, OnnxTensor>
  readonly #made: OnnxNode[] = []

  constructor(model: OnnxModel) {
    this.#model = model
    this.#nodes = new Map()
    this.#constants = constantsByName(model)
    for (const [place, node] of model.nodes.entries()) this.#add(node, place)
  }

  #add(node: OnnxNode, place: number): void {
    this.#nodes.set(node, place)
    for (const name of node.outputs) this.#producers.set(name, node)
    for (const name of node.inputs) this.#consumers.set(name, (this.#consumers.get(name) ?? new Set()).add(node))
  }

  nodes(op: string): OnnxNode[] {
    return [...this.#nodes.keys()].filter((node) => node.op === op)
  }

  producer(name: string): OnnxNode | undefined {
    return this.#producers.get(name)
  }

  /** What takes this value, where that is one node alone and the value is no output of the graph. */
  onlyConsumer(name: string): OnnxNode | undefined {
    if (this.#model.outputs.some((output) => output.name === name)) return undefined
    const [consumer, ...others] = this.#consumers.get(name) ?? []
    return others.length === 0 ? consumer : undefined
  }

  floats(name: string | undefined): { readonly shape: readonly number[]; readonly values: Float32Array } | undefined {
    const tensor = name === undefined ? undefined : this.#constants.get(name)
    if (tensor?.type !== 'float32') return undefined
    return { shape: tensor.shape, values: floatValues(tensor) }
  }

  /** An operation with a single number: its other input, and the number. @param isOrdered whether the number must come second */
  withNumber(node: OnnxNode | undefined, op: string, isOrdered = false): { x: string; by: number } | undefined {
    if (node?.op !== op) return undefined
    for (const at of isOrdered ? [1] : [0, 1]) {
      const shape = this.#constants.get(node.inputs[at])?.shape
      const isNumber = shape !== undefined && shape.length <= 1 && shape.every((extent) => extent === 1)
      const number = isNumber ? this.floats(node.inputs[at]) : undefined
      if (number !== undefined) return { x: node.inputs[1 - at], by: number.values[0] }
    }
    return undefined
  }

  /** A new constant; its name. */
  constant(wanted: string, shape: readonly number[], values: Float32Array): string {
    let name = wanted
    while (this.#constants.has(name) || this.#producers.has(name)) name += "'"
    const tensor = floatTensor(name, shape, values)
    this.#constants.set(name, tensor)
    const attributes = { value: tensorAttribute(tensor) }
    this.#made.push({ op: 'Constant', name, inputs: [], outputs: [name], attributes })
    return name
  }

  /** Puts a node into the place of another one. */
  replace(old: OnnxNode, by: OnnxNode): void {
    const place = must(this.#nodes.get(old), 'what is replaced is there')
    this.remove(old)
    this.#add(by, place)
  }

  remove(...nodes: readonly (OnnxNode | undefined)[]): void {
    for (const node of nodes) {
      if (node === undefined || !this.#nodes.delete(node)) continue
      for (const name of node.inputs) this.#consumers.get(name)?.delete(node)
      for (const name of node.outputs) if (this.#producers.get(name) === node) this.#producers.delete(name)
    }
  }

  /** Constants that nothing takes any more are left out. */
  model(): OnnxModel {
    const inOrder = [...this.#nodes].sort(([, a], [, b]) => a - b).map(([node]) => node)
    const isTaken = ({ op, outputs }: OnnxNode): boolean =>
      op !== 'Constant' || (this.#consumers.get(outputs[0])?.size ?? 0) > 0
    return { ...this.#model, nodes: [...this.#made, ...inOrder].filter(isTaken) }
  }
}

/** x * clip(x + 3, 0, 6) / 6 is x * hardsigmoid(x). */
function foldHardSwish(graph: Graph, division: OnnxNode): void {
  const divided = graph.withNumber(division, 'Div', true)
  if (divided?.by !== 6) return
  const product = graph.producer(divided.x)
  const clip = product?.inputs.map((name) => graph.producer(name)).find((node) => node?.op === 'Clip')
  if (product?.op !== 'Mul' || clip === undefined || !isClipTo6(clip)) return
  const sum = graph.producer(clip.inputs[0])
  const added = graph.withNumber(sum, 'Add')
  const x = product.inputs.find((name) => name !== clip.outputs[0])
  const isAlone = [sum, clip, product].every((node) => node && graph.onlyConsumer(node.outputs[0]) !== undefined)
  if (sum === undefined || added?.by !== 3 || added.x !== x || !isAlone) return
  const gate = `${clip.outputs[0]}/gate`
  const attributes = { alpha: floatAttribute(1 / 6), beta: floatAttribute(0.5) }
  graph.replace(clip, { op: 'HardSigmoid', name: gate, inputs: [x], outputs: [gate], attributes })
  graph.replace(product, { ...product, inputs: [x, gate], outputs: division.outputs })
  graph.remove(sum, division)
}

function isClipTo6({ attributes: { min, max }, inputs }: OnnxNode): boolean {
  return inputs.length === 1 && min?.type === 'float' && min.value === 0 && max?.type === 'float' && max.value === 6
}

/** (w * x + b) s + t is (s w) * x + (s b + t). */
function foldBehind(graph: Graph, conv: OnnxNode): void {
  const weights = graph.floats(conv.inputs[1])
  const biases = biasesOf(graph, conv)
  if (weights === undefined || biases === undefined) return
  let [scale, offset, output] = [1, 0, conv.outputs[0]]
  for (;;) {
    const next = graph.onlyConsumer(output)
    const [times, plus] = [graph.withNumber(next, 'Mul'), graph.withNumber(next, 'Add')]
    if (next === undefined || (times ?? plus) === undefined) break
    ;[scale, offset] = [scale * (times?.by ?? 1), offset * (times?.by ?? 1) + (plus?.by ?? 0)]
    output = next.outputs[0]
    graph.remove(next)
  }
  if (output === conv.outputs[0]) return
  withValues(graph, { ...conv, outputs: [output] }, conv, {
    weights: weights.values.map((value) => value * scale),
    biases: biases.map((value) => value * scale + offset),
  })
}

/** w * (s x + t) is (s w) * x + t sum(w), but where a convolution pads with zeros the offset stays: (s w) * (x + t / s). */
function foldBefore(graph: Graph, conv: OnnxNode): void {
  const weights = graph.floats(conv.inputs[1])
  const biases = biasesOf(graph, conv)
  if (weights === undefined || biases === undefined) return
  const sum = soleProducer(graph, conv.inputs[0])
  const plus = graph.withNumber(sum, 'Add')
  const product = soleProducer(graph, plus?.x ?? conv.inputs[0])
  const times = graph.withNumber(product, 'Mul')
  const [scale, offset] = [times?.by ?? 1, plus?.by ?? 0]
  const x = times?.x ?? plus?.x
  if (x === undefined || scale === 0) return
  const values = { weights: weights.values.map((value) => value * scale), biases }
  if (isPadded(conv) && sum !== undefined && plus !== undefined) {
    if (times === undefined) return
    const rest = graph.constant(`${sum.outputs[0]}/folded`, [1], Float32Array.of(offset / scale))
    graph.replace(sum, { ...sum, inputs: [x, rest] })
    withValues(graph, conv, conv, values)
  } else {
    const perOutput = weights.values.length / biases.length
    const sums = biases.map((_, at) =>
      weights.values.subarray(at * perOutput, (at + 1) * perOutput).reduce((total, value) => total + value, 0),
    )
    const moved = biases.map((value, at) => value + offset * sums[at])
    withValues(graph, { ...conv, inputs: [x, ...conv.inputs.slice(1)] }, conv, { ...values, biases: moved })
    if (plus !== undefined) graph.remove(sum)
  }
  if (times !== undefined) graph.remove(product)
}

/** The node that gives this value to one other alone. */
function soleProducer(graph: Graph, name: string): OnnxNode | undefined {
  return graph.onlyConsumer(name) === undefined ? undefined : graph.producer(name)
}

/** One number an output channel; zeros where the convolution has none, undefined where they are not constant. */
function biasesOf(graph: Graph, { inputs }: OnnxNode): Float32Array | undefined {
  if (inputs[2] !== undefined && inputs[2] !== '') return graph.floats(inputs[2])?.values
  const outputs = graph.floats(inputs[1])?.shape[0]
  return outputs === undefined ? undefined : new Float32Array(outputs)
}

function isPadded({ attributes: { pads, auto_pad: auto } }: OnnxNode): boolean {
  const isAuto = auto?.type === 'string' && auto.value !== 'NOTSET' && auto.value !== 'VALID'
  return isAuto || (pads?.type === 'ints' && pads.value.some((pad) => pad !== 0))
}

interface Values {
  readonly weights: Float32Array
  readonly biases: Float32Array
}

/** Puts the convolution into the place of the old one, with weights and biases of its own. */
function withValues(graph: Graph, conv: OnnxNode, old: OnnxNode, { weights, biases }: Values): void {
  const shape = graph.floats(old.inputs[1])?.shape ?? []
  const [output] = conv.outputs
  const w = graph.constant(`${output}/weights`, shape, weights)
  const b = graph.constant(`${output}/biases`, [biases.length], biases)
  graph.replace(old, { ...conv, inputs: [conv.inputs[0], w, b] })
}
