// A network whose weights are constants computes the same with less: normalisations lie in the weights, and enlarging is put off to the end.
import { must } from '../core/assert.ts'
import {
  floatTensor,
  intAttribute,
  intsAttribute,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
} from '../formats/onnx/model.ts'
import { ModelGraph, withNodes } from '../formats/onnx/model-graph.ts'

/**
 * The same network as a processor computes it faster, if it has what is rewritten: enlargements whose windows lie side by side, which the
 * runtime writes with one core, and the normalisations behind them. Other normalisations the runtime puts into weights itself.
 */
export function forProcessor(model: OnnxModel): OnnxModel {
  const graph = new ModelGraph(model)
  if (!model.nodes.some((node) => areApart(node, graph))) return model
  return enlargedLast(normalisedByWeights(model, ['ConvTranspose']))
}

/** Weights and biases of a convolution. */
interface Filters {
  readonly shape: readonly number[]
  readonly weights: Float32Array
  readonly biases: Float32Array
}

function filtersOf(graph: ModelGraph, { op, inputs }: OnnxNode): Filters {
  const { shape, values: weights } = graph.floats(inputs[1])
  const biases = inputs[2] === undefined ? new Float32Array(outputsOf(op, shape)) : graph.floats(inputs[2]).values
  return { shape, weights, biases }
}

/** Channels that come out: filters are (O, I, kh, kw), those of a ConvTranspose (I, O, kh, kw). */
function outputsOf(op: string, shape: readonly number[]): number {
  return op === 'Conv' ? shape[0] : shape[1]
}

/** BatchNormalization as weights and biases of the convolution before it, where that is one of `ops`. */
export function normalisedByWeights(model: OnnxModel, ops: readonly string[] = ['Conv', 'ConvTranspose']): OnnxModel {
  const graph = new ModelGraph(model)
  const made: OnnxTensor[] = []
  const folded = new Set<OnnxNode>()
  const nodes = model.nodes.flatMap((node) => {
    if (folded.has(node)) return []
    const norm = ops.includes(node.op) ? graph.soleConsumer(node.outputs[0]) : undefined
    if (norm === undefined || !isFoldable(node, { norm, graph })) return [node]
    folded.add(norm)
    const { shape, weights, biases } = normalised(filtersOf(graph, node), node, { graph, norm })
    const names = ['normalised', 'biases'].map((name) => graph.freeName(`${node.name}.${name}`))
    made.push(floatTensor(names[0], shape, weights), floatTensor(names[1], [biases.length], biases))
    return [{ ...node, inputs: [node.inputs[0], ...names], outputs: norm.outputs }]
  })
  return withNodes(model, nodes, made)
}

/** Whether a node is a normalisation by constants of what a convolution with constant weights gives, all channels together. */
function isFoldable(node: OnnxNode, { norm, graph }: { readonly norm: OnnxNode; readonly graph: ModelGraph }): boolean {
  if (norm.op !== 'BatchNormalization' || !hasFilters(node, graph) || !isInt(node.attributes['group'], 1)) return false
  const channels = outputsOf(node.op, graph.floats(node.inputs[1]).shape)
  const [, ...given] = norm.inputs
  return (
    isPlain(norm, ['epsilon', 'momentum', 'training_mode']) &&
    isInt(norm.attributes['training_mode'], 0) &&
    (norm.attributes['epsilon'] === undefined || norm.attributes['epsilon'].type === 'float') &&
    given.length === 4 &&
    graph.areFloats(given) &&
    given.every((name) => graph.floats(name).shape.join() === String(channels))
  )
}

/** Whether a node is a standard one with one result and no attributes but these: files can be damaged, and what they say must stay. */
function isPlain({ domain = '', outputs, attributes }: OnnxNode, known = Object.keys(attributes)): boolean {
  return domain === '' && outputs.length === 1 && Object.keys(attributes).every((name) => known.includes(name))
}

/** Whether a convolution has constant filters, and biases that belong to them if it has any. */
function hasFilters(node: OnnxNode, graph: ModelGraph): boolean {
  const [, ...given] = node.inputs
  if (!isPlain(node) || given.length < 1 || given.length > 2 || !graph.areFloats(given)) return false
  const [{ shape }, biases] = given.map((name) => graph.floats(name))
  return (
    shape.length === 4 &&
    shape.every((extent) => extent > 0) &&
    isInts(node.attributes['kernel_shape'], shape.slice(2)) &&
    (given.length === 1 || biases.shape.join() === String(outputsOf(node.op, shape)))
  )
}

/** Whether an attribute is these numbers, or left out because it is by default. */
function isInts(attribute: OnnxAttribute | undefined, values: readonly number[]): boolean {
  return attribute === undefined || (attribute.type === 'ints' && attribute.value.join() === values.join())
}

/** Whether an attribute is this number, or left out because it is by default. */
function isInt(attribute: OnnxAttribute | undefined, value: number): boolean {
  return attribute === undefined || (attribute.type === 'int' && attribute.value === value)
}

/** w x + b, then (y - mean) scale / sqrt(variance + epsilon) + shift, as one convolution. */
function normalised(
  { shape, weights, biases }: Filters,
  { op }: OnnxNode,
  { graph, norm }: { readonly graph: ModelGraph; readonly norm: OnnxNode },
): Filters {
  const [scale, shift, mean, variance] = norm.inputs.slice(1).map((name) => graph.floats(name).values)
  const { epsilon } = norm.attributes
  const added = epsilon?.type === 'float' ? epsilon.value : 1e-5
  const factors = scale.map((value, channel) => value / Math.sqrt(variance[channel] + added))
  const perChannel = op === 'Conv' ? weights.length / shape[0] : shape[2] * shape[3]
  return {
    shape,
    weights: weights.map((value, at) => value * factors[Math.floor(at / perChannel) % factors.length]),
    biases: biases.map((value, channel) => (value - mean[channel]) * factors[channel] + shift[channel]),
  }
}

/** Places that wait in the channels of a value, the last ones innermost: the sides of their squares. */
type Waiting = readonly number[]

/**
 * A ConvTranspose whose windows lie side by side as a convolution of one place whose channels become places (DepthToSpace). What follows
 * such a one is done before places are moved.
 */
export function enlargedLast(model: OnnxModel): OnnxModel {
  const graph = new ModelGraph(model)
  const made: OnnxTensor[] = []
  const waiting = new Map<string, Waiting>()
  const nodes = model.nodes.flatMap((node): OnnxNode[] => {
    const before = waiting.get(node.inputs[0])
    if (areApart(node, graph)) {
      const given = filtersOf(graph, node)
      const { shape, weights, biases } = placesAsChannels(given, placesOf(before))
      const names = ['filters', 'biases'].map((name) => graph.freeName(`${node.name}.${name}`))
      made.push(floatTensor(names[0], shape, weights), floatTensor(names[1], [biases.length], biases))
      waiting.set(node.outputs[0], [...(before ?? []), given.shape[2]])
      const attributes = { kernel_shape: intsAttribute([1, 1]) }
      const conv = {
        op: 'Conv',
        name: node.name,
        inputs: [node.inputs[0], ...names],
        outputs: node.outputs,
        attributes,
      }
      return moveIfNeeded(conv)
    }
    if (before !== undefined && node.op === 'Relu') {
      waiting.set(node.outputs[0], before)
      return moveIfNeeded(node)
    }
    return [node]
  })
  return withNodes(model, nodes, made)

  /** Places are moved where something follows that needs them where they belong. */
  function moveIfNeeded(node: OnnxNode): OnnxNode[] {
    const [output] = node.outputs
    const next = graph.soleConsumer(output)
    if (next !== undefined && (next.op === 'Relu' || areApart(next, graph))) return [node]
    const blocks = must(waiting.get(output), 'its places wait')
    waiting.delete(output)
    const steps = [
      ...blocks.map((_, at) => graph.freeName(at === 0 ? `${output}.places` : `${output}.moved${at}`)),
      output,
    ]
    return [{ ...node, outputs: [steps[0]] }, ...moves(steps, blocks)]
  }
}

function placesOf(waiting: Waiting = []): number {
  return waiting.reduce((product, block) => product * block * block, 1)
}

/** One DepthToSpace for each enlargement, the first one first: from each of the names to the next. */
function moves(names: readonly string[], blocks: readonly number[]): OnnxNode[] {
  const output = must(names.at(-1), 'the last one moves to it')
  return blocks.map((block, at) => {
    const attributes: Record<string, OnnxAttribute> = { blocksize: intAttribute(block) }
    return {
      op: 'DepthToSpace',
      name: `${output}.move${at}`,
      inputs: [names[at]],
      outputs: [names[at + 1]],
      attributes,
    }
  })
}

/** Whether the windows of a ConvTranspose with constant weights lie side by side, so that each pixel becomes a square of its own. */
function areApart(node: OnnxNode, graph: ModelGraph): boolean {
  const known = ['kernel_shape', 'strides', 'pads', 'output_padding', 'group']
  if (node.op !== 'ConvTranspose' || !isPlain(node, known) || !hasFilters(node, graph)) return false
  const { strides, pads, group, output_padding: added } = node.attributes
  const [, , kh, kw] = graph.floats(node.inputs[1]).shape
  return (
    kh === kw &&
    strides !== undefined &&
    isInts(strides, [kh, kw]) &&
    isInts(pads, [0, 0, 0, 0]) &&
    isInts(added, [0, 0]) &&
    isInt(group, 1)
  )
}

/**
 * (I, O, k, k) as a 1x1 convolution (P k k O, P I): output channel ((p k + i) k + j) O + o becomes place (i, j) of channel o, for each of the
 * P places that wait in the input, whose channels are p I + i.
 */
function placesAsChannels({ shape: [inputs, outputs, kh, kw], weights, biases }: Filters, places: number): Filters {
  const window = kh * kw
  const moved = new Float32Array(places * window * outputs * places * inputs)
  for (let p = 0; p < places; p++)
    for (let w = 0; w < window; w++)
      for (let o = 0; o < outputs; o++)
        for (let i = 0; i < inputs; i++)
          moved[((p * window + w) * outputs + o) * places * inputs + p * inputs + i] =
            weights[(i * outputs + o) * window + w]
  return {
    shape: [places * window * outputs, places * inputs, 1, 1],
    weights: moved,
    biases: Float32Array.from({ length: places * window * outputs }, (_, at) => biases[at % outputs]),
  }
}
