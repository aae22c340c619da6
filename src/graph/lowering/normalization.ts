// Batch normalisation, its gradient, and the sums and affine maps by channel that both are made of.
import { floatAttribute, intAttribute } from '../../formats/onnx/model.ts'
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
  // Normalisation by mean 0 and variance 1: one pass over the memory instead of two.
  const [mean, variance] = [0, 1].map((value) => e.filled([channels], value))
  return e.add('BatchNormalization', [x, a, b, mean, variance], { epsilon: floatAttribute(0) })
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

/** Statistics by two-pass formulas, for providers without BatchNormalization in training mode. */
function batchNormByPrimitives(node: Node<'BatchNorm'>, e: Emitter): void {
  const [x, scale, bias] = names(node, e)
  const [n, , height, width] = node.inputs[0].shape
  const count = e.scalar(n * height * width)
  const mean = e.add('Div', [channelSums(e, x), count])
  const centred = e.add('Sub', [x, alongChannels(e, mean)])
  const squares = e.add('Mul', [centred, centred])
  const variance = e.add('Div', [channelSums(e, squares), count])
  const epsilon = e.scalar(node.attributes.epsilon)
  const deviation = e.add('Sqrt', [e.add('Add', [variance, epsilon])])
  const factor = alongChannels(e, e.add('Div', [scale, deviation]))
  const scaled = e.add('Mul', [centred, factor])
  const outputs = [e.add('Add', [scaled, alongChannels(e, bias)]), mean, variance]
  node.outputs.forEach((output, index) => e.define(output, outputs[index]))
}

export function emitBatchNorm(node: Node<'BatchNorm'>, e: Emitter): void {
  if (e.target !== 'cpu') return batchNormByPrimitives(node, e)
  // momentum 0: the running statistics that the node gives are those of this batch alone.
  const [x, scale, bias] = names(node, e)
  const { epsilon } = node.attributes
  const attributes = { epsilon: floatAttribute(epsilon), momentum: floatAttribute(0), training_mode: intAttribute(1) }
  // The runtime writes them over the memory of inputs 3 and 4: those must be values of their own, never a parameter.
  const [oldMean, oldVariance] = [bias, scale].map((name) => e.add('Mul', [name, e.scalar(0)]))
  const inputs = [x, scale, bias, oldMean, oldVariance]
  const results = e.addAll('BatchNormalization', inputs, { attributes, outputs: 3 })
  results.forEach((name, index) => e.define(node.outputs[index], name))
}

/**
 * Ioffe and Szegedy 2015, section 3, with x^ = (x - mean) r, r = 1 / sqrt(variance + epsilon), m elements a channel:
 * dx = scale r (g - dbias / m - x^ dscale / m), written as one affine map of g plus one of x for each channel.
 */
export function emitBatchNormGrad(node: Node<'BatchNormGrad'>, e: Emitter): void {
  const [g, x, scale, mean, variance] = names(node, e)
  const { shape } = node.inputs[1]
  const m = e.scalar(shape[0] * shape[2] * shape[3])
  const root = e.add('Sqrt', [e.add('Add', [variance, e.scalar(node.attributes.epsilon)])])
  const r = e.add('Div', [e.scalar(1), root])
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
