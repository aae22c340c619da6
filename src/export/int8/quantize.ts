// A folded network in QDQ form: every activation between quantised layers is rounded to 8 bits, weights to 8 bits a channel.
import { must } from '../../core/assert.ts'
import {
  floatTensor,
  intAttribute,
  onnxTensor,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
} from '../../formats/onnx/model.ts'
import { ModelGraph, withNodes } from '../../formats/onnx/model-graph.ts'

/** Smallest and largest value of an activation over the calibration images. */
export interface ValueRange {
  readonly min: number
  readonly max: number
}

/** Largest weight: with 7 bits, sums of two products never overflow the 16 bits that processors without VNNI add them in. */
const largestWeight = 63

/** How numbers are written in 8 bits: value = (stored - zeroPoint) x scale. */
interface Affine8 {
  readonly scale: number
  readonly zeroPoint: number
}

/** Unsigned 8 bits over the range, zero exactly among them. */
export function affineOf({ min, max }: ValueRange): Affine8 {
  const [low, high] = [Math.min(0, min), Math.max(0, max)]
  const scale = Math.fround(Math.max(high - low, 1e-6) / 255)
  return { scale, zeroPoint: Math.round((0 - low) / scale) }
}

/** Operations that only move values: what comes out is rounded as what goes in. */
const moving: ReadonlySet<string> = new Set(['MaxPool', 'Resize', 'DepthToSpace'])
/** Operations that the runtime has in 8 bits. */
const computing: ReadonlySet<string> = new Set(['Conv', 'Add', 'Concat', ...moving])

/** Activations whose ranges are needed. */
export function activationsOf(model: OnnxModel): string[] {
  return [...model.inputs.map(({ name }) => name), ...model.nodes.flatMap(({ outputs }) => outputs)]
}

/**
 * @param ranges of all activations
 * @param inFloat names of the nodes that stay as they are
 */
export function quantizedNetwork(
  model: OnnxModel,
  { ranges, inFloat }: { readonly ranges: ReadonlyMap<string, ValueRange>; readonly inFloat: ReadonlySet<string> },
): OnnxModel {
  const quantizer = new Quantizer(new ModelGraph(model), ranges)
  for (const node of model.nodes) {
    if (computing.has(node.op) && !inFloat.has(node.name)) quantizer.quantize(node)
    else quantizer.keep(node)
  }
  return withNodes(model, quantizer.nodes, quantizer.constants)
}

/** Ending of the name of a convolution's result in 8 bits, beside the one in float. */
export const TRIAL = '.trial'

/** The network in float, and beside every convolution the same one in 8 bits from the same input. */
export function trialNetwork(model: OnnxModel, ranges: ReadonlyMap<string, ValueRange>): OnnxModel {
  const quantizer = new Quantizer(new ModelGraph(model), ranges)
  for (const node of model.nodes) {
    if (node.op === 'Conv') quantizer.try(node)
    quantizer.nodes.push(node)
  }
  return withNodes(model, quantizer.nodes, quantizer.constants)
}

class Quantizer {
  readonly nodes: OnnxNode[] = []
  readonly constants: OnnxTensor[] = []
  readonly #graph: ModelGraph
  readonly #ranges: ReadonlyMap<string, ValueRange>
  /** How an activation is rounded, and the name under which the rounded one can be read. */
  readonly #rounded = new Map<string, Affine8 & { readonly name: string }>()
  /** Nodes whose results are rounded only behind the Relu that follows. */
  readonly #pending = new Set<string>()

  constructor(graph: ModelGraph, ranges: ReadonlyMap<string, ValueRange>) {
    this.#graph = graph
    this.#ranges = ranges
  }

  /** A node in float: it reads rounded activations where they are, and gives its own as they are. */
  keep(node: OnnxNode): void {
    const inputs = node.inputs.map((name) => this.#rounded.get(name)?.name ?? name)
    this.nodes.push({ ...node, inputs })
    if (node.op === 'Relu' && this.#pending.has(node.inputs[0])) this.#round(node.outputs[0])
  }

  /** A convolution in 8 bits whose result is not used further. */
  try(node: OnnxNode): void {
    const inputs = [this.#round(node.inputs[0]).name, ...this.#weights(node)]
    this.nodes.push({ ...node, name: `${node.name}${TRIAL}`, inputs, outputs: [`${node.outputs[0]}${TRIAL}`] })
  }

  quantize(node: OnnxNode): void {
    // Where values only move, they move in float as long as nothing before them was rounded.
    if (moving.has(node.op) && !this.#rounded.has(node.inputs[0])) return this.keep(node)
    const inputs = node.inputs.map((name, at) => {
      if (name === '' || this.#graph.isConstant(name)) return name
      return at === 0 || node.op === 'Add' || node.op === 'Concat' ? this.#round(name).name : name
    })
    if (node.op === 'Conv') inputs.splice(1, 2, ...this.#weights(node))
    this.nodes.push({ ...node, inputs })
    const [output] = node.outputs
    if (this.#graph.isOutput(output)) return
    const next = this.#graph.soleConsumer(output)
    if (next?.op === 'Relu') this.#pending.add(output)
    else this.#round(output, moving.has(node.op) ? this.#rounded.get(node.inputs[0]) : undefined)
  }

  /** Rounds an activation once: QuantizeLinear and DequantizeLinear behind it. */
  #round(name: string, as?: Affine8): Affine8 & { readonly name: string } {
    const known = this.#rounded.get(name)
    if (known !== undefined) return known
    const { scale, zeroPoint } = as ?? affineOf(must(this.#ranges.get(name), `the range of ${name} was measured`))
    const parameters = [
      this.#constant(floatTensor(`${name}.scale`, [], Float32Array.of(scale))),
      this.#constant(onnxTensor(`${name}.zero`, 'uint8', [], Uint8Array.of(zeroPoint))),
    ]
    const [stored, read] = [`${name}.uint8`, `${name}.rounded`]
    this.nodes.push(
      { op: 'QuantizeLinear', name: stored, inputs: [name, ...parameters], outputs: [stored], attributes: {} },
      { op: 'DequantizeLinear', name: read, inputs: [stored, ...parameters], outputs: [read], attributes: {} },
    )
    const rounded = { scale, zeroPoint, name: read }
    this.#rounded.set(name, rounded)
    return rounded
  }

  /** Names of the weights and biases of a convolution as they are read from whole numbers. */
  #weights({ name, inputs }: OnnxNode): string[] {
    const { shape, values } = this.#graph.floats(inputs[1])
    const perChannel = values.length / shape[0]
    const scales = new Float32Array(shape[0])
    for (let channel = 0; channel < shape[0]; channel++) {
      const part = values.subarray(channel * perChannel, (channel + 1) * perChannel)
      scales[channel] =
        Math.max(
          part.reduce((max, value) => Math.max(max, Math.abs(value)), 0),
          1e-12,
        ) / largestWeight
    }
    const weights = Int8Array.from(values, (value, at) => Math.round(value / scales[Math.floor(at / perChannel)]))
    const read = this.#read(`${name}.weights.read`, onnxTensor(`${name}.weights.int8`, 'int8', shape, weights), scales)
    const { scale } = must(this.#rounded.get(inputs[0]), `the input of ${name} is rounded`)
    const steps = scales.map((of) => of * scale)
    const given = inputs[2] === undefined ? new Float32Array(shape[0]) : this.#graph.floats(inputs[2]).values
    const biases = Int32Array.from(given, (value, channel) => Math.round(value / steps[channel]))
    return [
      read,
      this.#read(`${name}.biases.read`, onnxTensor(`${name}.biases.int32`, 'int32', [shape[0]], biases), steps),
    ]
  }

  #read(name: string, whole: OnnxTensor, scales: Float32Array): string {
    const inputs = [this.#constant(whole), this.#constant(floatTensor(`${name}.scales`, [scales.length], scales))]
    const zeros = whole.type === 'int8' ? new Int8Array(scales.length) : new Int32Array(scales.length)
    inputs.push(this.#constant(onnxTensor(`${name}.zeros`, whole.type, [scales.length], zeros)))
    this.nodes.push({ op: 'DequantizeLinear', name, inputs, outputs: [name], attributes: { axis: intAttribute(0) } })
    return name
  }

  #constant(tensor: OnnxTensor): string {
    this.constants.push(tensor)
    return tensor.name
  }
}
