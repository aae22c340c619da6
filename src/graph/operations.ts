// The closed list of operations: every table of this folder (shape, gradient, emitter) has one entry for each of them.
import type { Shape } from '../core/tensor.ts'

/** A pair of extents along height and width. */
export type Pair = readonly [number, number]

/** Windows over (N, C, H, W): `pads` are top, left, bottom, right, as in ONNX. */
export interface WindowAttributes {
  readonly strides: Pair
  readonly pads: readonly [number, number, number, number]
}

type None = Readonly<Record<string, never>>

/** The attributes of every operation. Names follow ONNX where ONNX has the operation. */
export interface Operations {
  /** A tensor fed at every run. */
  Input: { readonly name: string; readonly shape: Shape }
  /** A tensor that is part of the graph. */
  Constant: { readonly name: string | undefined; readonly shape: Shape; readonly data: Float32Array }

  Add: None
  Sub: None
  Mul: None
  Div: None
  Neg: None
  Abs: None
  Exp: None
  Log: None
  Sqrt: None
  Sigmoid: None
  Relu: None
  /** Inputs g and y, the output of Relu: g where y > 0, else 0. */
  ReluGrad: None
  /** min(max(x, min), max). */
  Clip: { readonly min: number; readonly max: number }
  /** Inputs g and x, that of Clip: g where x lies between min and max, else 0. */
  ClipGrad: { readonly min: number; readonly max: number }
  /** -1, 0 or 1; not differentiable. */
  Sign: None
  /** 1 where a > b, else 0; not differentiable. */
  Greater: None
  /** Inputs x (any shape) and k (scalar): 1 at the k largest elements of x, else 0; not differentiable. */
  TopKMask: None

  ReduceSum: { readonly axes: readonly number[]; readonly keepdims: boolean }
  Expand: { readonly shape: Shape }
  Reshape: { readonly shape: Shape }
  Transpose: { readonly perm: readonly number[] }
  Concat: { readonly axis: number }
  /** Elements start..end-1 of one axis. */
  Slice: { readonly axis: number; readonly start: number; readonly end: number }
  /** Pieces of one axis, one after the other: an output for each size. */
  Split: { readonly axis: number; readonly sizes: readonly number[] }
  /** Zeros before and after one axis. */
  Pad: { readonly axis: number; readonly before: number; readonly after: number }
  MatMul: None

  /** x (N, C, H, W), w (O, C, kh, kw), optional bias (O). */
  Conv: WindowAttributes
  /** x (N, O, H, W), w (O, C, kh, kw), optional bias (C): the input gradient of Conv. */
  ConvTranspose: WindowAttributes & { readonly outputPadding: Pair }
  /** x (N, C, H, W), dy (N, O, H', W') -> (O, C, kh, kw): the filter gradient of Conv. */
  ConvFilterGrad: WindowAttributes & { readonly kernel: Pair }
  /** Outputs y, and where the maxima were, in a form that only MaxPoolGrad knows. */
  MaxPool: WindowAttributes & { readonly kernel: Pair }
  /** Inputs dy and where the maxima of MaxPool were: adds each dy there. */
  MaxPoolGrad: WindowAttributes & { readonly kernel: Pair; readonly shape: Shape }
  /** Nearest-neighbour enlargement by a whole factor. */
  Upsample: { readonly factor: number }
  /** Sum of non-overlapping factor x factor windows: the gradient of Upsample. */
  SumPool: { readonly factor: number }
  /** Inputs x, scale, bias; outputs y, batch mean (C), biased batch variance (C). */
  BatchNorm: { readonly epsilon: number }
  /** Inputs g, x, scale, mean, variance: the gradients of x, scale and bias in BatchNorm. */
  BatchNormGrad: { readonly epsilon: number }
  /** Inputs x, scale, bias, mean, variance. */
  BatchNormInference: { readonly epsilon: number }
  /** Inputs x, a (C) and optional b (C): x * a + b by channel. */
  ChannelAffine: None
  /** Inputs a, b of one shape (N, C, H, W): the sum of a * b over all but the channel, (C). */
  ChannelDot: None
}

export type OpName = keyof Operations

/** A table that says something of every operation. */
export type OpTable<Rule extends { [Op in OpName]: unknown }> = { readonly [Op in OpName]: Rule[Op] }
