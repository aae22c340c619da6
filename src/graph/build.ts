// Short names for building graphs: formulas of the model and of the gradient rules are written with these.
import type { Shape } from '../core/tensor.ts'
import { apply, applyAll, type Value } from './graph.ts'
import type { Pair, WindowAttributes } from './operations.ts'

/** A value, or a number that becomes a scalar constant of the same graph. */
export type Operand = Value | number

function lift(operand: Operand, like: Value): Value {
  return typeof operand === 'number' ? like.node.graph.scalar(operand) : operand
}

type BinaryOp = 'Add' | 'Sub' | 'Mul' | 'Div' | 'Greater'

function binary(op: BinaryOp) {
  return (a: Value, b: Operand): Value => apply(op, [a, lift(b, a)], {})
}

type UnaryOp = 'Neg' | 'Abs' | 'Exp' | 'Log' | 'Sqrt' | 'Sigmoid' | 'Relu' | 'Sign'

function unary(op: UnaryOp) {
  return (x: Value): Value => apply(op, [x], {})
}

/** a + b, broadcast as numpy does; so are the others of two operands. */
export const add = binary('Add')
/** a - b. */
export const sub = binary('Sub')
/** a * b, element by element. */
export const mul = binary('Mul')
/** a / b, element by element. */
export const div = binary('Div')
/** 1 where a > b, else 0; not differentiable. */
export const greater = binary('Greater')
/** -x. */
export const neg = unary('Neg')
/** |x|. */
export const abs = unary('Abs')
/** e to the power x. */
export const exp = unary('Exp')
/** The natural logarithm of x > 0. */
export const log = unary('Log')
/** The square root of x > 0. */
export const sqrt = unary('Sqrt')
/** 1 / (1 + exp(-x)). */
export const sigmoid = unary('Sigmoid')
/** max(x, 0). */
export const relu = unary('Relu')
/** -1, 0 or 1; not differentiable. */
export const sign = unary('Sign')

/** 1 - x. */
export const oneMinus = (x: Value): Value => sub(x.node.graph.scalar(1), x)
/** 1 / x. */
export const reciprocal = (x: Value): Value => div(x.node.graph.scalar(1), x)
/** min(max(x, min), max). */
export const clip = (x: Value, min: number, max: number): Value => apply('Clip', [x], { min, max })
/** 1 at the k (a scalar) largest elements of x, else 0; not differentiable. */
export const topKMask = (x: Value, k: Value): Value => apply('TopKMask', [x, k], {})
/** The matrix product of a (..., M, K) and b (..., K, N): (..., M, N). */
export const matMul = (a: Value, b: Value): Value => apply('MatMul', [a, b], {})

/** The sum over `axes`, or over everything. */
export function reduceSum(x: Value, axes = x.shape.map((_, axis) => axis), keepdims = false): Value {
  return axes.length === 0 ? x : apply('ReduceSum', [x], { axes, keepdims })
}

/** x broadcast to a shape. */
export const expand = (x: Value, shape: Shape): Value => apply('Expand', [x], { shape })
/** The same elements in another shape, row-major. */
export const reshape = (x: Value, shape: Shape): Value => apply('Reshape', [x], { shape })
/** The axes in another order: axis i of the result is axis perm[i] of x. */
export const transpose = (x: Value, perm: readonly number[]): Value => apply('Transpose', [x], { perm })
/** Values side by side along one axis. */
export const concat = (values: readonly [Value, ...Value[]], axis: number): Value => apply('Concat', values, { axis })

/** Pieces of one axis, one after the other. */
export const split = (x: Value, axis: number, sizes: readonly number[]): readonly Value[] =>
  applyAll('Split', [x], { axis, sizes })

/** Elements start..end-1 of one axis. */
export const slice = (x: Value, axis: number, [start, end]: Pair): Value => apply('Slice', [x], { axis, start, end })

/** Zeros before and after one axis. */
export const pad = (x: Value, axis: number, [before, after]: Pair): Value => apply('Pad', [x], { axis, before, after })

/** The same stride and padding on all sides. */
export function square(stride: number, pad: number): WindowAttributes {
  return { strides: [stride, stride], pads: [pad, pad, pad, pad] }
}

/** Convolution of x (N, C, H, W) with w (O, C, kh, kw) and bias (O). */
export function conv(x: Value, w: Value, { bias, ...window }: WindowAttributes & { bias?: Value }): Value {
  const { strides, pads } = window
  return apply('Conv', bias === undefined ? [x, w] : [x, w, bias], { strides, pads })
}

/** Transposed convolution of x (N, O, H, W) with w (O, C, kh, kw) and bias (C). */
export function convTranspose(x: Value, w: Value, { bias, ...window }: WindowAttributes & { bias?: Value }): Value {
  const { strides, pads } = window
  return apply('ConvTranspose', bias === undefined ? [x, w] : [x, w, bias], { strides, pads, outputPadding: [0, 0] })
}

/** The maxima of kernel x kernel windows of x (N, C, H, W). */
export function maxPool(x: Value, kernel: number, { strides, pads }: WindowAttributes): Value {
  return apply('MaxPool', [x], { kernel: [kernel, kernel], strides, pads })
}

/** Nearest-neighbour enlargement of x (N, C, H, W) by a whole factor. */
export const upsample = (x: Value, factor: number): Value => (factor === 1 ? x : apply('Upsample', [x], { factor }))

/** Batch normalisation by the statistics of the batch: y, mean (C), biased variance (C). */
export function batchNorm(x: Value, [scale, bias]: readonly [Value, Value], epsilon: number) {
  const [y, mean, variance] = applyAll('BatchNorm', [x, scale, bias], { epsilon })
  return { y, mean, variance }
}

/** Batch normalisation by given statistics: scale, bias, mean, variance, each (C). */
export function batchNormInference(
  x: Value,
  parameters: readonly [Value, Value, Value, Value],
  epsilon: number,
): Value {
  return apply('BatchNormInference', [x, ...parameters], { epsilon })
}
