// Batch normalisation, its gradient, and the sums and affine maps by channel that both are made of.
import { floatAttribute, intAttribute, intsAttribute } from '../../formats/onnx/model.ts'
import type { Shape } from '../../core/tensor.ts'
import type { Node } from '../graph.ts'
import type { Emitter } from './emitter.ts'
import { names } from './rule.ts'

/** A vector (C) laid along the channels of (N, C, H, W). */
function alongChannels(e: Emitter, name: string): string {
  return e.add('Reshape', [name, e.ints([1, -1, 1, 1])])
}

function channelSums(e: Emitter, x: string): string {
  return e.add('ReduceSum', [x, e.ints([0, 2, 3])], { keepdims: intAttribute(0) })
}

/** x a + b by channel; without b, x a. */
export function channelAffine(
  e: Emitter,
  [x, a, b]: readonly [string, string, string | undefined],
  [, channels]: Shape,
): string {
  if (b === undefined) return e.add('Mul', [x, alongChannels(e, a)])
  if (e.target !== 'cpu') return e.add('Add', [e.add('Mul', [x, alongChannels(e, a)]), alongChannels(e, b)])
  // A convolution of each channel by one number: one pass over the memory, by all cores. BatchNormalization has one core.
  const filters = e.add('Reshape', [a, e.ints([-1, 1, 1, 1])])
  return e.add('Conv', [x, filters, b], { group: intAttribute(channels), kernel_shape: intsAttribute([1, 1]) })
}

/** The sum of a b over all but the channel: (C). */
export function channelDot(e: Emitter, [a, b]: readonly [string, string], [, channels, height, width]: Shape): string {
  if (e.target !== 'cpu') return channelSums(e, e.add('Mul', [a, b]))
  // A row times a row for each plane: nothing the size of a * b is ever stored.
  const rows = [a, b].map((name) => e.add('Reshape', [name, e.ints([-1, 1, height * width])]))
  const products = e.add('FusedMatMul', rows, { transB: intAttribute(1) }, 'com.microsoft')
  const planes = e.add('Reshape', [products, e.ints([-1, channels])])
  return e.add('ReduceSum', [planes, e.ints([0])], { keepdims: intAttribute(0) })
}

/** sqrt(variance + epsilon) */
function deviationOf(e: Emitter, variance: string, epsilon: number): string {
  return e.add('Sqrt', [e.add('Add', [variance, e.scalar(epsilon)])])
}

/** The factor and the summand of each channel that normalise: scale / sqrt(variance + epsilon), bias - mean factor. */
function normalising(
  e: Emitter,
  [scale, bias, mean, variance]: readonly string[],
  epsilon: number,
): readonly [factor: string, summand: string] {
  const factor = e.add('Div', [scale, deviationOf(e, variance, epsilon)])
  return [factor, e.add('Sub', [bias, e.add('Mul', [mean, factor])])]
}

/** The variance of each channel in two passes: of what is left when the mean is taken away. */
function centredVariance(e: Emitter, { x, mean, count }: { x: string; mean: string; count: string }): string {
  const centred = e.add('Sub', [x, alongChannels(e, mean)])
  return e.add('Div', [channelSums(e, e.add('Mul', [centred, centred])), count])
}

/**
 * Normalisation by the statistics of the batch: sums, dots and maps that all cores compute, where the runtime's BatchNormalization has one
 * core. On a CPU the variance is the mean square less the square of the mean, at least 0, as in Flax (`use_fast_variance`): three passes
 * over the memory instead of five. Rounding grows with the square of mean / deviation, at most 13 in a trained network (docs/log.md).
 */
export function emitBatchNorm(node: Node<'BatchNorm'>, e: Emitter): void {
  const [x, scale, bias] = names(node, e)
  const { shape } = node.inputs[0]
  const [n, , height, width] = shape
  const count = e.scalar(n * height * width)
  const mean = e.add('Div', [channelSums(e, x), count])
  const squares = () => e.add('Div', [channelDot(e, [x, x], shape), count])
  const variance =
    e.target === 'cpu'
      ? e.add('Relu', [e.add('Sub', [squares(), e.add('Mul', [mean, mean])])])
      : centredVariance(e, { x, mean, count })
  const [factor, summand] = normalising(e, [scale, bias, mean, variance], node.attributes.epsilon)
  const outputs = [channelAffine(e, [x, factor, summand], shape), mean, variance]
  node.outputs.forEach((output, index) => e.define(output, outputs[index]))
}

/** Normalisation by given statistics. With constants alone the runtime makes it part of the convolution before it. */
export function emitBatchNormInference(node: Node<'BatchNormInference'>, e: Emitter): void {
  const [x, ...vectors] = names(node, e)
  const { epsilon } = node.attributes
  const isConstant = node.inputs.slice(1).every((input) => input.node.op === 'Constant')
  const y =
    e.target === 'cpu' && !isConstant
      ? channelAffine(e, [x, ...normalising(e, vectors, epsilon)], node.inputs[0].shape)
      : e.add('BatchNormalization', [x, ...vectors], { epsilon: floatAttribute(epsilon) })
  e.define(node.outputs[0], y)
}

/**
 * Ioffe and Szegedy 2015, section 3, with x^ = (x - mean) r, r = 1 / sqrt(variance + epsilon), m elements a channel:
 * dx = scale r (g - dbias / m - x^ dscale / m), written as one affine map of g plus one of x for each channel.
 */
export function emitBatchNormGrad(node: Node<'BatchNormGrad'>, e: Emitter): void {
  const [g, x, scale, mean, variance] = names(node, e)
  const { shape } = node.inputs[1]
  const m = e.scalar(shape[0] * shape[2] * shape[3])
  const r = e.add('Div', [e.scalar(1), deviationOf(e, variance, node.attributes.epsilon)])
  const dbias = channelSums(e, g)
  const dscale = e.add('Mul', [e.add('Sub', [channelDot(e, [g, x], shape), e.add('Mul', [mean, dbias])]), r])
  const [dx, ...rest] = node.outputs
  rest.forEach((output, index) => e.define(output, [dscale, dbias][index]))
  if (!e.isUsed(dx)) return
  const a = e.add('Mul', [scale, r])
  const b = e.add('Neg', [e.add('Div', [e.add('Mul', [e.add('Mul', [a, r]), dscale]), m])])
  const c = e.add('Neg', [e.add('Add', [e.add('Div', [e.add('Mul', [a, dbias]), m]), e.add('Mul', [b, mean])])])
  const maps = [channelAffine(e, [g, a, undefined], shape), channelAffine(e, [x, b, c], shape)]
  e.define(dx, e.add('Add', maps))
}
