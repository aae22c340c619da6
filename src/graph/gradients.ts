// The gradient of every operation: from the gradient of its outputs to the gradients of its inputs.
// A table read by look-up. Letters: x, a, b, w inputs; y output; g gradient of y (given); "none" where nothing flows.
import { must } from '../core/assert.ts'
import { type Shape, sameShape } from '../core/tensor.ts'
import {
  add,
  conv,
  div,
  expand,
  matMul,
  mul,
  neg,
  oneMinus,
  pad,
  reduceSum,
  reshape,
  sign,
  slice,
  split,
  sqrt,
  sub,
  transpose,
} from './build.ts'
import { apply, applyAll, type AnyNode, type Node, type Value } from './graph.ts'
import type { OpName, Pair, WindowAttributes } from './operations.ts'

/** One gradient for each input; undefined where none flows. `gs` holds one entry for each output. */
type Gradients = readonly (Value | undefined)[]
type GradientRule<Op extends OpName> = (node: Node<Op>, g: Value, gs: Gradients) => Gradients

const none = (): Gradients => []
const CHANNEL_AXES = [0, 2, 3] as const

/** Sums a gradient back to the shape that was broadcast. */
function unbroadcast(g: Value, shape: Shape): Value {
  if (sameShape(g.shape, shape)) return g
  const lead = g.shape.length - shape.length
  const axes = g.shape.flatMap((extent, axis) =>
    axis < lead || (shape[axis - lead] === 1 && extent > 1) ? [axis] : [],
  )
  return reshape(reduceSum(g, axes), shape)
}

/** A rule for y = f(x): dx = f'(x, y) g. */
function unaryRule<Op extends OpName>(derivative: (x: Value, y: Value, g: Value) => Value): GradientRule<Op> {
  return (node, g) => [derivative(node.inputs[0], node.outputs[0], g)]
}

/** A rule for y = f(a, b) with broadcasting: da and db in the broadcast shape. */
function binaryRule<Op extends OpName>(
  derivative: (g: Value, a: Value, b: Value) => readonly [Value, Value],
): GradientRule<Op> {
  return ({ inputs: [a, b] }, g) => {
    const [da, db] = derivative(g, a, b)
    return [unbroadcast(da, a.shape), unbroadcast(db, b.shape)]
  }
}

const swapLast = (x: Value): Value => {
  const axes = x.shape.map((_, axis) => axis)
  return transpose(x, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!])
}

/** Conv's transpose: from the shape of an output back to the shape `to` of the input. */
function convBack(dy: Value, w: Value, { strides, pads, to }: WindowAttributes & { to: Shape }): Value {
  const outputPadding = [0, 1].map(
    (axis) =>
      to[2 + axis] - ((dy.shape[2 + axis] - 1) * strides[axis] + w.shape[2 + axis] - pads[axis] - pads[axis + 2]),
  ) as unknown as Pair
  return apply('ConvTranspose', [dy, w], { strides, pads, outputPadding })
}

function filterGrad(x: Value, dy: Value, { strides, pads, kernel }: WindowAttributes & { kernel: Pair }): Value {
  return apply('ConvFilterGrad', [x, dy], { strides, pads, kernel })
}

const kernelOf = (w: Value): Pair => [w.shape[2], w.shape[3]]
const channelSum = (g: Value): Value => reduceSum(g, [...CHANNEL_AXES])
const channelDot = (a: Value, b: Value): Value => apply('ChannelDot', [a, b], {})
const channelAffine = (x: Value, a: Value, b?: Value): Value => apply('ChannelAffine', b ? [x, a, b] : [x, a], {})

const rules: { readonly [Op in OpName]: GradientRule<Op> } = {
  Input: none,
  Constant: none,
  Sign: none,
  Greater: none,
  TopKMask: none,

  Add: binaryRule((g) => [g, g]),
  Sub: binaryRule((g) => [g, neg(g)]),
  Mul: binaryRule((g, a, b) => [mul(g, b), mul(g, a)]),
  Div: binaryRule((g, a, b) => [div(g, b), neg(div(mul(g, a), mul(b, b)))]),
  Neg: unaryRule((_x, _y, g) => neg(g)),
  Abs: unaryRule((x, _y, g) => mul(g, sign(x))),
  Exp: unaryRule((_x, y, g) => mul(g, y)),
  Log: unaryRule((x, _y, g) => div(g, x)),
  Sqrt: unaryRule((_x, y, g) => div(mul(g, 0.5), y)),
  Sigmoid: unaryRule((_x, y, g) => mul(g, mul(y, oneMinus(y)))),
  Relu: unaryRule((_x, y, g) => apply('ReluGrad', [g, y], {})),
  ReluGrad: ({ inputs: [, y] }, g) => [apply('ReluGrad', [g, y], {})],
  Clip: ({ inputs: [x], attributes }, g) => [apply('ClipGrad', [g, x], attributes)],
  ClipGrad: ({ inputs: [, x], attributes }, g) => [apply('ClipGrad', [g, x], attributes)],

  ReduceSum: ({ inputs: [x], attributes: { axes } }, g) => [
    expand(
      reshape(
        g,
        x.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent)),
      ),
      x.shape,
    ),
  ],
  Expand: ({ inputs: [x] }, g) => [unbroadcast(g, x.shape)],
  Reshape: ({ inputs: [x] }, g) => [reshape(g, x.shape)],
  Transpose: ({ attributes: { perm } }, g) => [
    transpose(
      g,
      perm.map((_, axis) => perm.indexOf(axis)),
    ),
  ],
  Concat: ({ inputs, attributes: { axis } }, g) =>
    split(
      g,
      axis,
      inputs.map(({ shape }) => shape[axis]),
    ),
  Slice: ({ inputs: [x], attributes: { axis, start, end } }, g) => [pad(g, axis, [start, x.shape[axis] - end])],
  Split: ({ outputs, attributes: { axis } }, g, gs) => {
    const pieces = outputs.map(({ shape }, index) => gs[index] ?? expand(g.node.graph.scalar(0), shape))
    return [apply('Concat', pieces as [Value, ...Value[]], { axis })]
  },
  Pad: ({ inputs: [x], attributes: { axis, before } }, g) => [slice(g, axis, [before, before + x.shape[axis]])],
  MatMul: binaryRule((g, a, b) => [matMul(g, swapLast(b)), matMul(swapLast(a), g)]),

  // Conv, its input gradient and its filter gradient are linear in each argument and closed under differentiation.
  Conv: ({ inputs: [x, w, bias], attributes }, g) => [
    convBack(g, w, { ...attributes, to: x.shape }),
    filterGrad(x, g, { ...attributes, kernel: kernelOf(w) }),
    bias && channelSum(g),
  ],
  ConvTranspose: ({ inputs: [x, w, bias], attributes }, g) => [
    conv(g, w, attributes),
    filterGrad(g, x, { ...attributes, kernel: kernelOf(w) }),
    bias && channelSum(g),
  ],
  ConvFilterGrad: ({ inputs: [x, dy], attributes }, g) => [
    convBack(dy, g, { ...attributes, to: x.shape }),
    conv(x, g, attributes),
  ],
  MaxPool: ({ inputs: [x], outputs: [, where], attributes }, g) => [
    apply('MaxPoolGrad', [g, where], { ...attributes, shape: x.shape }),
  ],
  MaxPoolGrad: () => {
    throw new Error('bug: the gradient of MaxPoolGrad (a second derivative) is not needed by any model')
  },
  Upsample: ({ attributes: { factor } }, g) => [apply('SumPool', [g], { factor })],
  SumPool: ({ attributes: { factor } }, g) => [apply('Upsample', [g], { factor })],

  BatchNorm: ({ inputs: [x, scale], outputs: [, mean, variance], attributes }, g) =>
    applyAll('BatchNormGrad', [g, x, scale, mean, variance], attributes),
  BatchNormGrad: () => {
    throw new Error('bug: the gradient of BatchNormGrad (a second derivative) is not needed by any model')
  },
  BatchNormInference: ({ inputs: [x, scale, , mean, variance], attributes: { epsilon } }, g) => {
    const root = sqrt(add(variance, epsilon))
    const dbias = channelSum(g)
    const a = div(scale, root)
    const dscale = div(sub(channelDot(g, x), mul(mean, dbias)), root)
    return [channelAffine(g, a), dscale, dbias]
  },
  ChannelAffine: ({ inputs: [x, a, b] }, g) => [channelAffine(g, a), channelDot(g, x), b && channelSum(g)],
  ChannelDot: ({ inputs: [a, b] }, g) => [channelAffine(b, g), channelAffine(a, g)],
}

/** The gradients of a node's inputs, given those of its outputs (undefined where none arrives). */
export function gradientsOf(node: AnyNode, gs: Gradients): Gradients {
  const rule = rules[node.op] as GradientRule<OpName>
  return rule(node, must(gs[0], `${node.op}: the gradient flows through its first output`), gs)
}
