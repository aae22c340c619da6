// Whether a network's memory stays in proportion to its input: a file of a few hundred bytes can ask for all there is.
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import { constantsByName } from '../formats/onnx/constants.ts'
import { floatValues, int64Values } from '../formats/onnx/model.ts'
import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor } from '../formats/onnx/model.ts'
import { maxInputSide } from '../detect/setting-ranges.ts'
import { notADetector } from './model-shape.ts'

/** What detectors are made of. Any other operation could make something large out of a few numbers, as `Tile` and `MatMul` do. */
const known: ReadonlySet<string> = new Set(
  `Abs Add And AveragePool BatchNormalization Cast Ceil Clip Concat Constant Conv ConvTranspose DepthToSpace DequantizeLinear Div Dropout Elu Equal Erf Exp Floor Gather
  GlobalAveragePool GlobalMaxPool Greater HardSigmoid HardSwish Identity InstanceNormalization LayerNormalization LeakyRelu Less Log Max
  MaxPool Min Mish Mul Neg Not Or PRelu Pad Pow QuantizeLinear Reciprocal ReduceL2 ReduceMax ReduceMean ReduceMin ReduceSum Relu Resize Round Selu Shape Sigmoid
  Slice Softmax Softplus Split Sqrt Squeeze Sub Sum Tanh Unsqueeze Upsample Where`.split(/\s+/),
)

/** Largest padding, stride or kernel, in pixels: that of the largest input. */
const maxAttribute = maxInputSide

/** What the runtime divides by without a look at it: a zero would end the process. */
const divisors: ReadonlySet<string> = new Set(['group', 'blocksize'])

/** Most elements of one tensor for each element of the input; DBNet's largest has 5, a layer of 64 channels at full size 21. */
const maxGrowth = 128

const words = errorDetails['model-not-a-detector']

/** @throws UserError `model-not-a-detector` for operations whose cost is out of proportion to the file */
export function refuseGrowth(model: OnnxModel, path: string): void {
  const graph = graphOf(model)
  for (const node of model.nodes) {
    refuseOperation(node, path)
    const grown = growthOf(node, graph)
    if (!(grown <= maxGrowth))
      throw notADetector(
        path,
        say(words.expectedGrowth, { max: maxGrowth }),
        say(words.foundGrowth, {
          node: `${node.op} ${JSON.stringify(node.name).slice(0, 60)}`,
          times: grown.toPrecision(3),
        }),
      )
    for (const output of node.outputs) graph.growth.set(output, grown)
  }
}

function refuseOperation({ op, attributes }: OnnxNode, path: string): void {
  if (!known.has(op))
    throw notADetector(path, say(words.expectedOperations), say(words.foundOperation, { operation: op }))
  if (!/Conv|Pool|Pad|DepthToSpace/.test(op)) return
  for (const [name, { type, value }] of Object.entries(attributes)) {
    const numbers = type === 'ints' ? value : type === 'int' ? [value] : []
    const large = numbers.find((each) => Math.abs(each) > maxAttribute)
    if (large !== undefined)
      throw notADetector(
        path,
        say(words.expectedAttribute, { attribute: `${op} ${name}`, max: maxAttribute }),
        String(large),
      )
    if (divisors.has(name) && numbers.some((each) => each < 1))
      throw notADetector(path, say(words.expectedLeast, { attribute: `${op} ${name}`, min: 1 }), numbers.join(', '))
  }
}

interface Graph {
  readonly constants: ReadonlyMap<string, OnnxTensor>
  /** Of the input; a free extent counts as the largest. */
  readonly elements: number
  /** Elements of each tensor for each element of the input. */
  readonly growth: Map<string, number>
}

function graphOf(model: OnnxModel): Graph {
  const constants = constantsByName(model)
  // Weights in 8 bits are constants behind one more node.
  for (const { op, inputs, outputs } of model.nodes) {
    const stored = op === 'DequantizeLinear' ? constants.get(inputs[0]) : undefined
    if (stored !== undefined) constants.set(outputs[0], stored)
  }
  const [input] = model.inputs.filter(({ name }) => !constants.has(name))
  const elements = product([3, ...input.shape.slice(2).map((side) => (typeof side === 'number' ? side : maxInputSide))])
  return { constants, elements, growth: new Map([[input.name, 1]]) }
}

/** Elements of a node's outputs for each element of the input, as far as the file says it: what it computes counts as no change. */
function growthOf(node: OnnxNode, graph: Graph): number {
  const inputs = node.inputs.map((name) => graph.growth.get(name) ?? 0)
  const largest = Math.max(0, ...inputs)
  const stride = product(intsOf(node.attributes.strides))
  const weights = graph.constants.get(node.inputs[1] ?? '')?.shape ?? []
  if (node.op === 'Concat') return inputs.reduce((sum, each) => sum + each, 0)
  if (node.op === 'Conv') return (largest * channelRatio(weights[0], weights[1], node)) / stride
  if (node.op === 'ConvTranspose') return largest * transposedRatio(weights, node) * stride
  if (node.op === 'Resize' || node.op === 'Upsample') return resized(node, largest, graph)
  if (node.op === 'Pad') return largest * padded(node, graph)
  return node.op.endsWith('Pool') ? largest / stride : largest
}

/** Channels out for each channel in; `into` is that of one group. */
function channelRatio(out: number | undefined, into: number | undefined, node: OnnxNode): number {
  return out === undefined || into === undefined || into === 0 ? 1 : out / (into * groupOf(node))
}

/** The same of a transposed convolution, whose weights are (in, out of one group, height, width). */
function transposedRatio([into, out]: readonly number[], node: OnnxNode): number {
  return into === undefined || into === 0 ? 1 : (out * groupOf(node)) / into
}

function groupOf({ attributes }: OnnxNode): number {
  const group: OnnxAttribute | undefined = attributes.group
  return group?.type === 'int' ? Math.max(1, group.value) : 1
}

/** Smallest height and width of a tensor that is padded: what a padding adds to it at the most. */
const smallestSide = 32

/** How much a Pad enlarges; without end where the file does not say it, or where it pads other than height and width. */
function padded({ attributes, inputs }: OnnxNode, { constants }: Graph): number {
  const tensor = constants.get(inputs[1] ?? '')
  const pads = tensor?.type === 'int64' ? int64Values(tensor) : intsOf(attributes.pads)
  if (pads.length !== 8 || [0, 1, 4, 5].some((at) => pads[at] !== 0)) return Infinity
  const [top, left, bottom, right] = [2, 3, 6, 7].map((at) => Math.max(0, pads[at]))
  return (1 + (top + bottom) / smallestSide) * (1 + (left + right) / smallestSide)
}

/** By the scales of the file, or to its sizes. */
function resized(node: OnnxNode, grown: number, { constants, elements }: Graph): number {
  // Inputs of Resize: X, roi, scales, sizes; of Upsample, and of Resize before version 11: X, scales.
  const [, second, third, fourth] = node.inputs
  const scales = constants.get(third ?? second ?? '')
  if (scales?.type === 'float32' && scales.data.length > 0) return grown * product([...floatValues(scales)])
  const sizes = constants.get(fourth ?? '')
  return sizes?.type === 'int64' ? product(int64Values(sizes)) / elements : grown
}

function intsOf(attribute: OnnxAttribute | undefined): readonly number[] {
  return attribute?.type === 'ints' ? attribute.value : []
}

function product(numbers: readonly number[]): number {
  return numbers.reduce((result, each) => result * each, 1)
}
