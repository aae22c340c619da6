// How operations are written for WebGPU where it is not as for every ONNX reader: with kernels the provider has, channels last.
import { elementCount, sameShape } from '../../../core/tensor.ts'
import { intAttribute } from '../../../formats/onnx/model.ts'
import type { Node } from '../../graph.ts'
import type { OpName } from '../../operations.ts'
import type { Emitter } from '../emitter.ts'
import { FLOAT, type EmitRule } from '../rule.ts'
import { anyOrder, emitExpand, pointwise, sameOrder } from './channels-last.ts'
import { emitConv, emitConvTranspose } from './convolution.ts'
import { emitFilterGrad } from './filter-gradient.ts'
import { emitTopKMask } from './largest.ts'
import { channelSum, emitBatchNorm, emitBatchNormGrad, emitBatchNormInference } from './normalization.ts'
import { emitMaxPool, emitMaxPoolGrad } from './pooling.ts'
import { inPieces } from './pieces.ts'
import { ADDED_IN_PLACE, reduceAll, sumOfAllProducts, sumOfProducts } from './sums.ts'
import { addsEnlarged, emitUpsample } from './enlarging.ts'
import { addsNegated, emitProduct, isAddedAlone, isMultipliedAlone } from './products.ts'
import { emitReshape, joinedVectors } from './vectors.ts'

const standard = (op: string) => pointwise((e, inputs) => e.add(op, inputs))

/** Only what differs from the table for all targets. */
export const webgpuRules: { readonly [Op in OpName]?: EmitRule<Op> } = {
  Add: (node, e) => {
    if (!addsEnlarged(node, e) && !addsNegated(node, e)) standard('Add')(node, e)
  },
  Sub: standard('Sub'),
  Mul: (node, e) => {
    if (!isSummedAlone(node, e) && !isMultipliedAlone(node, e)) emitProduct(node, e)
  },
  Div: standard('Div'),
  Neg: (node, e) => {
    if (!isAddedAlone(node, e)) standard('Neg')(node, e)
  },
  Abs: standard('Abs'),
  Exp: standard('Exp'),
  Log: standard('Log'),
  Sqrt: standard('Sqrt'),
  Sigmoid: standard('Sigmoid'),
  Relu: standard('Relu'),
  ReluGrad: pointwise((e, [g, y]) => e.add('Where', [e.add('Greater', [y, e.scalar(0)]), g, e.scalar(0)])),
  // All but denormal numbers, times the largest, are beyond 1.
  Sign: pointwise((e, [x]) => e.add('Clip', [e.add('Mul', [x, e.scalar(3e38)]), e.scalar(-1), e.scalar(1)])),
  Clip: pointwise<'Clip'>((e, [x], { attributes: { min, max } }) => e.add('Clip', [x, e.scalar(min), e.scalar(max)])),
  // Where Clip changed nothing: at the limits themselves, unlike on the processor, the gradient flows, as in PyTorch.
  ClipGrad: pointwise<'ClipGrad'>((e, [g, x], { attributes: { min, max } }) => {
    const isInside = e.add('Equal', [x, e.add('Clip', [x, e.scalar(min), e.scalar(max)])])
    return e.add('Where', [isInside, g, e.scalar(0)])
  }),
  Greater: pointwise((e, inputs) => e.add('Cast', [e.add('Greater', inputs)], { to: intAttribute(FLOAT) })),
  TopKMask: emitTopKMask,

  Expand: emitExpand,
  Reshape: emitReshape,
  ReduceSum: (node, e) => {
    const [x] = node.inputs
    const { axes, keepdims } = node.attributes
    e.define(node.outputs[0], reduceSum(e, node, { axes, keepdims, isWhole: axes.length === x.shape.length }))
  },
  Concat: (node, e) => {
    const { axis } = node.attributes
    if (node.inputs[0].shape.length === 1) return e.define(node.outputs[0], joinedVectors(e, node.inputs))
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
  Upsample: emitUpsample,
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
    const [a, b] = node.inputs.map((input) => e.lastOf(input))
    const [n, channels, height, width] = node.inputs[0].shape
    e.define(node.outputs[0], sumOfProducts(e, [a, b], [n * height * width, channels]))
  },
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
    const product = x.node.op === 'Mul' && isSummedAlone(x.node, e) ? x.node.inputs : undefined
    const sum =
      product === undefined
        ? reduceAll(e, 'ReduceSum', anyOrder(e, x), elementCount(x.shape))
        : sumOfAllProducts(e, sameOrder(e, product), elementCount(x.shape))
    return keepdims ? e.add('Reshape', [sum, e.ints(y.shape)]) : sum
  }
  if (x.shape.length === 4 && axes.join() === '0,2,3' && !keepdims) return channelSum(e, e.lastOf(x), x)
  return e.add('ReduceSum', [e.nameOf(x), e.ints(axes)], { keepdims: intAttribute(keepdims ? 1 : 0) })
}

/** Whether a product is only summed up: then the sum multiplies, and nothing of its size is stored. */
function isSummedAlone({ inputs, outputs: [y] }: Node<'Mul'>, e: Emitter): boolean {
  const reader = e.onlyReader(y)
  return (
    reader?.op === 'ReduceSum' &&
    reader.attributes.axes.length === y.shape.length &&
    inputs.every((input) => sameShape(input.shape, y.shape) && e.kept('scalar', input) === undefined)
  )
}

function ofChannels(inputs: Node<'Concat'>['inputs'], axis: number, e: Emitter): boolean {
  return axis === 1 && inputs[0].shape.length === 4 && inputs.some((input) => e.isLast(input))
}

function plain(op: string, node: Node<'Concat'>, e: Emitter, attributes: Parameters<Emitter['add']>[2]): void {
  const names = node.inputs.map((input) => e.nameOf(input))
  e.define(node.outputs[0], e.add(op, names, attributes))
}
