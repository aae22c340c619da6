// How every operation is written in ONNX: a table read by look-up. Most are one standard node of the same name.
import { elementCount } from '../../core/tensor.ts'
import {
  floatAttribute,
  intAttribute,
  intsAttribute,
  stringAttribute,
  type OnnxAttribute,
} from '../../formats/onnx/model.ts'
import { emitConvTranspose, emitFilterGrad } from './convolution.ts'
import type { Emitter } from './emitter.ts'
import type { AnyNode, Node } from '../graph.ts'
import type { OpName, Pair, WindowAttributes } from '../operations.ts'
import { emitMaxPool, emitMaxPoolGrad } from './pooling.ts'

type EmitRule<Op extends OpName> = (node: Node<Op>, emitter: Emitter) => void

/** ONNX `TensorProto.DataType`. */
const FLOAT = 1
const INT64 = 7

const names = (node: AnyNode, emitter: Emitter): string[] => node.inputs.map((input) => emitter.nameOf(input))

/** One ONNX node, named as given, with the inputs of the operation and attributes made from its own. */
function standard<Op extends OpName>(
  op: string,
  attributes: (own: Node<Op>['attributes']) => Record<string, OnnxAttribute> = () => ({}),
): EmitRule<Op> {
  return (node, emitter) => {
    emitter.define(node.outputs[0], emitter.add(op, names(node as AnyNode, emitter), attributes(node.attributes)))
  }
}

/** A single output computed by several ONNX nodes. */
function composed<Op extends OpName>(
  write: (emitter: Emitter, inputs: readonly string[], node: Node<Op>) => string,
): EmitRule<Op> {
  return (node, emitter) => emitter.define(node.outputs[0], write(emitter, names(node as AnyNode, emitter), node))
}

const windowAttributes = ({ strides, pads }: WindowAttributes): Record<string, OnnxAttribute> => ({
  strides: intsAttribute(strides),
  pads: intsAttribute(pads),
})

const windowed = ({ kernel, ...window }: WindowAttributes & { kernel: Pair }): Record<string, OnnxAttribute> => ({
  kernel_shape: intsAttribute(kernel),
  ...windowAttributes(window),
})

/** A vector (C) laid along the channels of (N, C, H, W). */
function alongChannels(emitter: Emitter, name: string): string {
  return emitter.add('Reshape', [name, emitter.ints([1, -1, 1, 1])])
}

function channelSums(emitter: Emitter, x: string): string {
  return emitter.add('ReduceSum', [x, emitter.ints([0, 2, 3])], { keepdims: intAttribute(0) })
}

/** Statistics by two-pass formulas, for providers without BatchNormalization in training mode. */
function batchNormByPrimitives(node: Node<'BatchNorm'>, emitter: Emitter): void {
  const [x, scale, bias] = names(node, emitter)
  const [n, , height, width] = node.inputs[0].shape
  const count = emitter.scalar(n * height * width)
  const mean = emitter.add('Div', [channelSums(emitter, x), count])
  const centred = emitter.add('Sub', [x, alongChannels(emitter, mean)])
  const squares = emitter.add('Mul', [centred, centred])
  const variance = emitter.add('Div', [channelSums(emitter, squares), count])
  const epsilon = emitter.scalar(node.attributes.epsilon)
  const deviation = emitter.add('Sqrt', [emitter.add('Add', [variance, epsilon])])
  const factor = alongChannels(emitter, emitter.add('Div', [scale, deviation]))
  const scaled = emitter.add('Mul', [centred, factor])
  const outputs = [emitter.add('Add', [scaled, alongChannels(emitter, bias)]), mean, variance]
  node.outputs.forEach((output, index) => emitter.define(output, outputs[index]))
}

const emitters: { readonly [Op in OpName]: EmitRule<Op> } = {
  Input: () => {
    throw new Error('bug: inputs are declared, not emitted')
  },
  Constant: (node, emitter) => {
    const { name = `constant_${node.id}`, shape, data } = node.attributes
    emitter.define(node.outputs[0], emitter.floats(name, shape, data))
  },

  Add: standard('Add'),
  Sub: standard('Sub'),
  Mul: standard('Mul'),
  Div: standard('Div'),
  Neg: standard('Neg'),
  Abs: standard('Abs'),
  Exp: standard('Exp'),
  Log: standard('Log'),
  Sqrt: standard('Sqrt'),
  Sigmoid: standard('Sigmoid'),
  Relu: standard('Relu'),
  ReluGrad: composed((e, [g, y]) => {
    // min(max(3e38 y, 0), 1) is the sign of all y >= 0 but denormal ones, and the runtime computes it on all cores.
    const steep = { alpha: floatAttribute(3e38), beta: floatAttribute(0) }
    return e.add('Mul', [g, e.target === 'cpu' ? e.add('HardSigmoid', [y], steep) : e.add('Sign', [y])])
  }),
  Sign: standard('Sign'),
  Clip: composed((e, [x], { attributes: { min, max } }) => e.add('Clip', [x, e.scalar(min), e.scalar(max)])),
  Greater: composed((e, inputs) => e.add('Cast', [e.add('Greater', inputs)], { to: intAttribute(FLOAT) })),
  TopKMask: composed((e, [x, k], { inputs }) => {
    const count = elementCount(inputs[0].shape)
    const flat = e.add('Reshape', [x, e.ints([-1])])
    const k64 = e.add('Reshape', [e.add('Cast', [k], { to: intAttribute(INT64) }), e.ints([1])])
    const attributes = { sorted: intAttribute(0) }
    const [, indices] = e.addAll('TopK', [flat, k64], { attributes, outputs: 2 })
    const ones = e.add('Expand', [e.scalar(1), e.add('Shape', [indices])])
    const zeros = e.add('Expand', [e.scalar(0), e.ints([count])])
    const mask = e.add('ScatterElements', [zeros, indices, ones])
    return e.add('Reshape', [mask, e.extents(inputs[0].shape)])
  }),

  ReduceSum: composed((e, [x], { attributes: { axes, keepdims } }) =>
    e.add('ReduceSum', [x, e.ints(axes)], { keepdims: intAttribute(keepdims ? 1 : 0) }),
  ),
  Expand: composed((e, [x], { attributes }) => e.add('Expand', [x, e.extents(attributes.shape)])),
  Reshape: composed((e, [x], { attributes }) => e.add('Reshape', [x, e.extents(attributes.shape)])),
  Transpose: standard('Transpose', ({ perm }) => ({ perm: intsAttribute(perm) })),
  Concat: standard('Concat', ({ axis }) => ({ axis: intAttribute(axis) })),
  Slice: composed((e, [x], { attributes: { axis, start, end } }) =>
    e.add('Slice', [x, e.ints([start]), e.ints([end]), e.ints([axis])]),
  ),
  Pad: composed((e, [x], { inputs, attributes: { axis, before, after } }) => {
    const around = (amount: number) => inputs[0].shape.map((_, index) => (index === axis ? amount : 0))
    return e.add('Pad', [x, e.ints([...around(before), ...around(after)])])
  }),
  MatMul: standard('MatMul'),

  Conv: composed((e, inputs, { inputs: [, w], attributes }) =>
    e.add('Conv', inputs, windowed({ ...attributes, kernel: [w.shape[2], w.shape[3]] })),
  ),
  ConvTranspose: emitConvTranspose,
  ConvFilterGrad: emitFilterGrad,
  MaxPool: emitMaxPool,
  MaxPoolGrad: emitMaxPoolGrad,
  Upsample: composed((e, [x], { attributes: { factor } }) => {
    const scales = e.floats(`scales[${factor}]`, [4], Float32Array.of(1, 1, factor, factor))
    return e.add('Resize', [x, '', scales], {
      mode: stringAttribute('nearest'),
      coordinate_transformation_mode: stringAttribute('asymmetric'),
      nearest_mode: stringAttribute('floor'),
    })
  }),
  SumPool: composed((e, [x], { attributes: { factor } }) => {
    const size = [factor, factor]
    const mean = e.add('AveragePool', [x], { kernel_shape: intsAttribute(size), strides: intsAttribute(size) })
    return e.add('Mul', [mean, e.scalar(factor * factor)])
  }),

  BatchNorm: (node, emitter) => {
    if (emitter.target !== 'cpu') return batchNormByPrimitives(node, emitter)
    // momentum 0: the running statistics that the node gives are those of this batch alone.
    const [x, scale, bias] = names(node, emitter)
    const { epsilon } = node.attributes
    const attributes = { epsilon: floatAttribute(epsilon), momentum: floatAttribute(0), training_mode: intAttribute(1) }
    // The runtime writes them over the memory of inputs 3 and 4: those must be values of their own, never a parameter.
    const [oldMean, oldVariance] = [bias, scale].map((name) => emitter.add('Mul', [name, emitter.scalar(0)]))
    const inputs = [x, scale, bias, oldMean, oldVariance]
    const results = emitter.addAll('BatchNormalization', inputs, { attributes, outputs: 3 })
    results.forEach((name, index) => emitter.define(node.outputs[index], name))
  },
  BatchNormInference: standard('BatchNormalization', ({ epsilon }) => ({ epsilon: floatAttribute(epsilon) })),
  ChannelAffine: composed((e, [x, a, b], { inputs }) => {
    if (b === undefined) return e.add('Mul', [x, alongChannels(e, a)])
    if (e.target !== 'cpu') return e.add('Add', [e.add('Mul', [x, alongChannels(e, a)]), alongChannels(e, b)])
    // Normalisation by mean 0 and variance 1: one pass over the memory instead of two.
    const [, channels] = inputs[0].shape
    const [mean, variance] = [0, 1].map((value) =>
      e.floats(`${value}[${channels}]`, [channels], new Float32Array(channels).fill(value)),
    )
    return e.add('BatchNormalization', [x, a, b, mean, variance], { epsilon: floatAttribute(0) })
  }),
  ChannelDot: composed((e, [a, b], { inputs }) => {
    if (e.target !== 'cpu') return channelSums(e, e.add('Mul', [a, b]))
    // A row times a row for each plane: nothing the size of a * b is ever stored.
    const [, channels, height, width] = inputs[0].shape
    const rows = [a, b].map((name) => e.add('Reshape', [name, e.ints([-1, 1, height * width])]))
    const products = e.add('FusedMatMul', rows, { transB: intAttribute(1) }, 'com.microsoft')
    const planes = e.add('Reshape', [products, e.ints([-1, channels])])
    return e.add('ReduceSum', [planes, e.ints([0])], { keepdims: intAttribute(0) })
  }),
}

/** Writes one node; its inputs have been written before. */
export function emitNode(node: AnyNode, emitter: Emitter): void {
  const rule = emitters[node.op] as EmitRule<OpName>
  rule(node, emitter)
}
