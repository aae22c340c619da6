// Batch normalisation and its gradient on WebGPU, in a few passes over planes with channels last.
import { floatAttribute } from '../../../formats/onnx/model.ts'
import type { Node, Value } from '../../graph.ts'
import type { Emitter } from '../emitter.ts'
import { addLast } from './channels-last.ts'
import { sumOfProducts, sumOfRows } from './sums.ts'
import { defineTimes } from './vectors.ts'

/** The sum over all but the channel of planes with channels last: (C). */
export function channelSum(
  e: Emitter,
  name: string,
  { shape: [n, channels, height, width] }: Value,
  factor = 1,
): string {
  const rows = n * height * width
  return sumOfRows(e, e.add('Reshape', [name, e.ints([rows, channels])]), [rows, channels], factor)
}

/** (x - mean) / sqrt(variance + epsilon) scale + bias, in one node; what is not given is 0, or 1 for the scale. */
function normalised(
  e: Emitter,
  x: string,
  {
    channels,
    epsilon,
    variance,
    ...given
  }: {
    readonly channels: number
    readonly epsilon: number
    readonly variance: string
    readonly scale?: string
    readonly bias?: string
    readonly mean?: string
  },
): string {
  const zeros = e.filled([channels], 0)
  const { scale = e.filled([channels], 1), bias = zeros, mean = zeros } = given
  return addLast(e, 'BatchNormalization', {
    inputs: [x, scale, bias, mean, variance],
    attributes: { epsilon: floatAttribute(epsilon) },
  })
}

export function emitBatchNorm(node: Node<'BatchNorm'>, e: Emitter): void {
  const [x] = node.inputs
  const [, scale, bias] = node.inputs.map((value, index) => (index === 0 ? '' : e.nameOf(value)))
  const [n, channels, height, width] = x.shape
  const share = 1 / (n * height * width)
  const from = e.lastOf(x)
  const mean = channelSum(e, from, x, share)
  const centred = e.add('Sub', [from, mean])
  e.keep('centred', x, centred)
  const variance = sumOfProducts(e, [centred, centred], [n * height * width, channels], share)
  const { epsilon } = node.attributes
  e.defineLast(node.outputs[0], normalised(e, centred, { channels, epsilon, scale, bias, variance }))
  e.define(node.outputs[1], mean)
  e.define(node.outputs[2], variance)
}

export function emitBatchNormInference(node: Node<'BatchNormInference'>, e: Emitter): void {
  const [x, ...vectors] = node.inputs
  const [scale, bias, mean, variance] = vectors.map((value) => e.nameOf(value))
  const { epsilon } = node.attributes
  e.defineLast(
    node.outputs[0],
    normalised(e, e.lastOf(x), { channels: x.shape[1], epsilon, scale, bias, mean, variance }),
  )
}

/**
 * With c = x - mean, r = 1 / sqrt(variance + epsilon) and m elements a channel:
 * dbias = sum g, dscale = r sum g c, dx = scale r (g - c r dscale / m - dbias / m).
 */
export function emitBatchNormGrad(node: Node<'BatchNormGrad'>, e: Emitter): void {
  const [g, x, ...vectors] = node.inputs
  const [scale, mean, variance] = vectors.map((value) => e.nameOf(value))
  const [dx, dscale, dbias] = node.outputs
  const [n, channels, height, width] = x.shape
  const count = n * height * width
  const common = { channels, epsilon: node.attributes.epsilon, variance }
  const given = e.lastOf(g)
  const centred = e.kept('centred', x) ?? e.add('Sub', [e.lastOf(x), mean])
  const dots = sumOfProducts(e, [given, centred], [count, channels], 1 / count)
  const wide = e.add('Reshape', [dots, e.ints([1, 1, 1, channels])])
  const scaleShare = e.add('Reshape', [normalised(e, wide, common), e.ints([channels])])
  const biasShare = channelSum(e, given, x, 1 / count)
  defineTimes(e, dscale, { name: scaleShare, factor: count })
  defineTimes(e, dbias, { name: biasShare, factor: count })
  if (!e.isUsed(dx)) return
  const shared = normalised(e, centred, { ...common, scale: scaleShare, bias: biasShare })
  e.defineLast(dx, normalised(e, e.add('Sub', [given, shared]), { ...common, scale }))
}
