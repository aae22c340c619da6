// How operations are written for WebGPU where it is not as for every ONNX reader: with kernels the provider has, channels last.
import { elementCount } from '../../../core/tensor.ts'
import { intAttribute } from '../../../formats/onnx/model.ts'
import type { Node } from '../../graph.ts'
import type { OpName } from '../../operations.ts'
import type { Emitter } from '../emitter.ts'
import { FLOAT, splitInto, type EmitRule } from '../rule.ts'
import { anyOrder, pointwise } from './channels-last.ts'
import { emitConv, emitConvTranspose, emitFilterGrad } from './convolution.ts'
import { emitTopKMask } from './largest.ts'
import { channelSum, emitBatchNorm, emitBatchNormGrad, emitBatchNormInference } from './normalization.ts'
import { emitMaxPool, emitMaxPoolGrad } from './pooling.ts'
import { ADDED_IN_PLACE, reduceAll } from './sums.ts'

const standard = (op: string) => pointwise((e, inputs) => e.add(op, inputs))

/** Only what differs from the table for all targets. */
export const webgpuRules: { readonly [Op in OpName]?: EmitRule<Op> } = {
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
  ReluGrad: pointwise((e, [g, y]) => e.add('Where', [e.add('Greater', [y, e.scalar(0)]), g, e.scalar(0)])),
  Sign: pointwise((e, [x]) => {
    const below = e.add('Where', [e.add('Less', [x, e.scalar(0)]), e.scalar(-1), e.scalar(0)])
    return e.add('Where', [e.add('Greater', [x, e.scalar(0)]), e.scalar(1), below])
  }),
  Clip: pointwise<'Clip'>((e, [x], { attributes: { min, max } }) => e.add('Clip', [x, e.scalar(min), e.scalar(max)])),
  Greater: pointwise((e, inputs) => e.add('Cast', [e.add('Greater', inputs)], { to: intAttribute(FLOAT) })),
  TopKMask: emitTopKMask,

  ReduceSum: (node, e) => {
    const [x] = node.inputs
    const { axes, keepdims } = node.attributes
    e.define(node.outputs[0], reduceSum(e, node, { axes, keepdims, isWhole: axes.length === x.shape.length }))
  },
  Concat: (node, e) => {
    const { axis } = node.attributes
    if (!ofChannels(node.inputs, axis, e)) return plain('Concat', node, e, { axis: intAttribute(axis) })
    const names = node.inputs.map((input) => e.lastOf(input))
    e.defineLast(node.outputs[0], e.add('Concat', names, { axis: intAttribute(3) }))
  },
  Slice: (node, e) => {
    const [x] = node.inputs
    const { axis, start, end } = node.attributes
    const cut = (name: string, along: number) => e.add('Slice', [name, e.ints([start]), e.ints([end]), e.ints([along])])
    if (ofChannels([x], axis, e)) e.defineLast(node.outputs[0], cut(e.lastOf(x), 3))
    else e.define(node.outputs[0], cut(e.nameOf(x), axis))
  },

  Split: (node, e) => {
    const { axis, sizes } = node.attributes
    inPieces(e, e.nameOf(node.inputs[0]), { axis, sizes }).forEach((name, index) => e.define(node.outputs[index], name))
  },

  Conv: emitConv,
  ConvTranspose: emitConvTranspose,
  ConvFilterGrad: emitFilterGrad,
  MaxPool: emitMaxPool,
  MaxPoolGrad: emitMaxPoolGrad,
  Upsample: (node, e) => {
    const [n, channels, height, width] = node.inputs[0].shape
    const { factor } = node.attributes
    const apart = e.add('Reshape', [e.lastOf(node.inputs[0]), e.ints([n, height, 1, width, 1, channels])])
    const repeated = e.add('Expand', [apart, e.ints([n, height, factor, width, factor, channels])])
    const whole = e.ints([n, height * factor, width * factor, channels])
    e.defineLast(node.outputs[0], e.add('Reshape', [repeated, whole]))
  },
  SumPool: (node, e) => {
    const [n, channels, height, width] = node.outputs[0].shape
    const { factor } = node.attributes
    const apart = e.add('Reshape', [e.lastOf(node.inputs[0]), e.ints([n, height, factor, width, factor, channels])])
    const add = (name: string, axes: readonly number[]) =>
      e.add('ReduceSum', [name, e.ints(axes)], { keepdims: intAttribute(1) })
    const sums = factor ** 2 < ADDED_IN_PLACE ? add(apart, [2, 4]) : add(add(apart, [4]), [2])
    e.defineLast(node.outputs[0], e.add('Reshape', [sums, e.ints([n, height, width, channels])]))
  },

  BatchNorm: emitBatchNorm,
  BatchNormGrad: emitBatchNormGrad,
  BatchNormInference: emitBatchNormInference,
  ChannelAffine: (node, e) => {
    const [x, ...vectors] = node.inputs
    const [a, b] = vectors.map((value) => e.nameOf(value))
    const scaled = e.add('Mul', [e.lastOf(x), a])
    e.defineLast(node.outputs[0], b === undefined ? scaled : e.add('Add', [scaled, b]))
  },
  ChannelDot: (node, e) => {
    const products = e.add(
      'Mul',
      node.inputs.map((input) => e.lastOf(input)),
    )
    e.define(node.outputs[0], channelSum(e, products, node.inputs[0]))
  },
}

/** Outputs of one node: with its input, the eight buffers that every adapter binds at once. */
const MOST_PIECES = 7

/** Pieces of an axis by as few nodes as can be, each of which gives a few. */
function inPieces(
  e: Emitter,
  name: string,
  { axis, sizes }: { readonly axis: number; readonly sizes: readonly number[] },
): string[] {
  if (sizes.length <= MOST_PIECES) return splitInto(e, name, { axis, sizes })
  const each = Math.max(MOST_PIECES, Math.ceil(sizes.length / MOST_PIECES))
  const groups = Array.from({ length: Math.ceil(sizes.length / each) }, (_, index) =>
    sizes.slice(index * each, (index + 1) * each),
  )
  const totals = groups.map((group) => group.reduce((sum, size) => sum + size, 0))
  return splitInto(e, name, { axis, sizes: totals }).flatMap((piece, index) =>
    inPieces(e, piece, { axis, sizes: groups[index] }),
  )
}

function reduceSum(
  e: Emitter,
  { inputs: [x], outputs: [y] }: Node<'ReduceSum'>,
  {
    axes,
    keepdims,
    isWhole,
  }: { readonly axes: readonly number[]; readonly keepdims: boolean; readonly isWhole: boolean },
): string {
  if (isWhole) {
    const sum = reduceAll(e, 'ReduceSum', anyOrder(e, x), elementCount(x.shape))
    return keepdims ? e.add('Reshape', [sum, e.ints(y.shape)]) : sum
  }
  if (x.shape.length === 4 && axes.join() === '0,2,3' && !keepdims) return channelSum(e, e.lastOf(x), x)
  return e.add('ReduceSum', [e.nameOf(x), e.ints(axes)], { keepdims: intAttribute(keepdims ? 1 : 0) })
}

function ofChannels(inputs: Node<'Concat'>['inputs'], axis: number, e: Emitter): boolean {
  return axis === 1 && inputs[0].shape.length === 4 && inputs.some((input) => e.isLast(input))
}

function plain(op: string, node: Node<'Concat'>, e: Emitter, attributes: Parameters<Emitter['add']>[2]): void {
  const names = node.inputs.map((input) => e.nameOf(input))
  e.define(node.outputs[0], e.add(op, names, attributes))
}
