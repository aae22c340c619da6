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
  const outputs = op === 'Conv' ? shape[0] : shape[1]
  return {
    shape,
    weights,
    biases: inputs[2] === undefined ? new Float32Array(outputs) : graph.floats(inputs[2]).values,
  }
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
    const names = [`${node.name}.normalised`, `${node.name}.biases`]
    made.push(floatTensor(names[0], shape, weights), floatTensor(names[1], [biases.length], biases))
    return [{ ...node, inputs: [node.inputs[0], ...names], outputs: norm.outputs }]
  })
  return withNodes(model, nodes, made)
}

/** Whether a node is a normalisation by constants of what a convolution with constant weights gives, all channels together. */
function isFoldable(
  { inputs, attributes }: OnnxNode,
  { norm, graph }: { readonly norm: OnnxNode; readonly graph: ModelGraph },
): boolean {
  return (
    norm.op === 'BatchNormalization' &&
    norm.outputs.length === 1 &&
    isInt(attributes['group'], 1) &&
    isInt(norm.attributes['training_mode'], 0) &&
    graph.areFloats([...inputs.slice(1), ...norm.inputs.slice(1)])
  )
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
  // Filters are (O, I, kh, kw), those of a ConvTranspose (I, O, kh, kw).
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
      const names = [`${node.name}.filters`, `${node.name}.biases`]
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
    return [{ ...node, outputs: [`${output}.places`] }, ...moves(output, blocks)]
  }
}

function placesOf(waiting: Waiting = []): number {
  return waiting.reduce((product, block) => product * block * block, 1)
}

/** One DepthToSpace for each enlargement, the first one first. */
function moves(output: string, blocks: readonly number[]): OnnxNode[] {
  return blocks.map((block, at) => {
    const [from, to] = [
      at === 0 ? `${output}.places` : `${output}.moved${at}`,
      at === blocks.length - 1 ? output : `${output}.moved${at + 1}`,
    ]
    const attributes: Record<string, OnnxAttribute> = { blocksize: intAttribute(block) }
    return { op: 'DepthToSpace', name: `${output}.move${at}`, inputs: [from], outputs: [to], attributes }
  })
}

/** Whether the windows of a ConvTranspose with constant weights lie side by side, so that each pixel becomes a square of its own. */
function areApart({ op, inputs, attributes }: OnnxNode, graph: ModelGraph): boolean {
  if (op !== 'ConvTranspose' || !graph.areFloats(inputs.slice(1))) return false
  const { shape } = graph.floats(inputs[1])
  const { strides, pads, group, output_padding: added } = attributes
  const isZero = (attribute: OnnxAttribute | undefined): boolean =>
    attribute === undefined || (attribute.type === 'ints' && attribute.value.every((amount) => amount === 0))
  const [, , kh, kw] = shape
  return (
    shape.length === 4 &&
    kh === kw &&
    strides?.type === 'ints' &&
    strides.value.join() === [kh, kw].join() &&
    isZero(pads) &&
    isZero(added) &&
    isInt(group, 1) &&
    ['auto_pad', 'dilations', 'output_shape'].every((name) => attributes[name] === undefined)
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
