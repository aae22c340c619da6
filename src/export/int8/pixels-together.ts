// A network in 8 bits as this runtime computes it fastest; files keep the plain form, which every reader knows. Figures: docs/log.md.
import {
  floatTensor,
  int64Tensor,
  intAttribute,
  intsAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
} from '../../formats/onnx/model.ts'
import { ModelGraph, withNodes } from '../../formats/onnx/model-graph.ts'

/**
 * The same network: nearest enlarging of whole numbers copies whole pixels instead of single numbers, and a convolution of single pixels in
 * float, which follows whole numbers, is one product. Both with channels last, as the runtime has its convolutions in 8 bits.
 */
export function pixelsTogether(model: OnnxModel): OnnxModel {
  const rewriting = new Rewriting(new ModelGraph(model))
  for (const node of model.nodes) rewriting.take(node)
  return withNodes(model, withoutUnread(model, rewriting.nodes), rewriting.constants)
}

const channelsLast = { perm: intsAttribute([0, 2, 3, 1]) }
const channelsFirst = { perm: intsAttribute([0, 3, 1, 2]) }

class Rewriting {
  readonly nodes: OnnxNode[] = []
  readonly constants: OnnxTensor[] = []
  readonly #graph: ModelGraph
  readonly #done = new Set<OnnxNode>()

  constructor(graph: ModelGraph) {
    this.#graph = graph
  }

  take(node: OnnxNode): void {
    if (this.#done.has(node)) return
    const read = this.#graph.producer(node.inputs[0])
    const isRounded = read?.op === 'DequantizeLinear' && !this.#graph.isConstant(read.inputs[0])
    if (isRounded && node.op === 'Resize') {
      const rounding = this.#graph.soleConsumer(node.outputs[0])
      const factor = wholeFactor(node, this.#graph)
      if (factor !== undefined && rounding !== undefined && this.#undoes(rounding, read)) {
        this.#done.add(rounding)
        return this.#enlarge(node, { from: read.inputs[0], to: rounding.outputs[0], factor })
      }
    }
    if (isRounded && isOfPixels(node, this.#graph)) return this.#multiply(node, read)
    this.nodes.push(node)
  }

  /** Whether a rounding gives the whole numbers that were read: with the same scale and zero point. */
  #undoes(rounding: OnnxNode, read: OnnxNode): boolean {
    const isSame = (at: number): boolean => {
      const [a, b] = [rounding, read].map(({ inputs }) => this.#graph.constant(inputs[at] ?? ''))
      return a !== undefined && b !== undefined && Buffer.compare(a.data, b.data) === 0
    }
    return rounding.op === 'QuantizeLinear' && isSame(1) && isSame(2)
  }

  #enlarge(
    { name }: OnnxNode,
    { from, to, factor }: { readonly from: string; readonly to: string; readonly factor: number },
  ): void {
    const copies = (of: string): string[] => Array.from({ length: factor }, () => of)
    const pixels = this.#add(`${name}.pixels`, 'Transpose', [from], channelsLast)
    const wide = this.#add(`${name}.wide`, 'Concat', copies(pixels), { axis: intAttribute(3) })
    const rows = this.#add(`${name}.rows`, 'Reshape', [wide, this.#ints(`${name}.asRows`, [0, 0, 1, -1])])
    const high = this.#add(`${name}.high`, 'Concat', copies(rows), { axis: intAttribute(2) })
    const before = this.#add(`${name}.before`, 'Shape', [pixels])
    const after = this.#add(`${name}.after`, 'Mul', [before, this.#ints(`${name}.factors`, [1, factor, factor, 1])])
    const whole = this.#add(`${name}.whole`, 'Reshape', [high, after])
    this.nodes.push({ op: 'Transpose', name, inputs: [whole], outputs: [to], attributes: channelsFirst })
  }

  #multiply(
    { name, inputs: [, filters, biases], outputs }: OnnxNode,
    { inputs: [stored, ...parameters] }: OnnxNode,
  ): void {
    const { shape, values } = this.#graph.floats(filters)
    const [channelsOut, channels] = shape
    const turned = values.map((_, at) => values[(at % channelsOut) * channels + Math.floor(at / channelsOut)])
    const weights = floatTensor(this.#graph.freeName(`${name}.columns`), [channels, channelsOut], turned)
    this.constants.push(weights)
    const pixels = this.#add(`${name}.pixels`, 'Transpose', [stored], channelsLast)
    const read = this.#add(`${name}.read`, 'DequantizeLinear', [pixels, ...parameters])
    const product = this.#add(`${name}.product`, 'MatMul', [read, weights.name])
    const sum = this.#add(`${name}.sum`, 'Add', [product, biases])
    this.nodes.push({ op: 'Transpose', name, inputs: [sum], outputs, attributes: channelsFirst })
  }

  /** A node with one result, called as it: so, or by a name that is free. */
  #add(wanted: string, op: string, inputs: readonly string[], attributes: OnnxNode['attributes'] = {}): string {
    const name = this.#graph.freeName(wanted)
    this.nodes.push({ op, name, inputs, outputs: [name], attributes })
    return name
  }

  #ints(wanted: string, values: readonly number[]): string {
    const name = this.#graph.freeName(wanted)
    this.constants.push(int64Tensor(name, [values.length], values))
    return name
  }
}

/** The factor of a nearest Resize that enlarges height and width alike by copies; undefined for others. */
function wholeFactor({ inputs, attributes }: OnnxNode, graph: ModelGraph): number | undefined {
  const isNamed = (name: string, value: string): boolean => {
    const attribute = attributes[name]
    return attribute?.type === 'string' && attribute.value === value
  }
  const isCopying =
    isNamed('mode', 'nearest') &&
    isNamed('coordinate_transformation_mode', 'asymmetric') &&
    isNamed('nearest_mode', 'floor')
  if (!isCopying || inputs.length !== 3 || graph.constant(inputs[2])?.type !== 'float32') return undefined
  const [images, channels, height, width] = graph.floats(inputs[2]).values
  return images === 1 && channels === 1 && height === width && height >= 1 && Number.isInteger(height)
    ? height
    : undefined
}

/** Whether a node is a convolution of single pixels, all channels together, with biases. */
function isOfPixels({ op, inputs: [, filters, biases], attributes }: OnnxNode, graph: ModelGraph): boolean {
  if (op !== 'Conv' || biases === undefined || graph.constant(filters)?.type !== 'float32') return false
  const [, , height, width] = graph.floats(filters).shape
  return (
    height * width === 1 && ['group', 'strides', 'pads', 'dilations'].every((name) => attributes[name] === undefined)
  )
}

/** Without the readers of whole numbers that nothing takes any more. */
function withoutUnread({ outputs }: OnnxModel, nodes: readonly OnnxNode[]): OnnxNode[] {
  const taken = new Set([...outputs.map(({ name }) => name), ...nodes.flatMap(({ inputs }) => inputs)])
  return nodes.filter((node) => node.op !== 'DequantizeLinear' || node.outputs.some((name) => taken.has(name)))
}
