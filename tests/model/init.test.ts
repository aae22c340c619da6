// Initial values: reproducible, and spread as published.
import { expect, it } from 'vitest'
import type { Tensor } from '../../src/core/tensor.ts'
import { parameterSpecs } from '../../src/model/dbnet.ts'
import { initialParameter, initialParameters } from '../../src/model/init.ts'

const parameters = initialParameters(1)
const get = (name: string): Tensor => parameters.get(name)!

const bytesOf = ({ data }: Tensor): Buffer => Buffer.from(data.buffer)

function deviation({ data }: Tensor): number {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length
  return Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length)
}

it('is a pure function of the seed', () => {
  const name = 'backbone.layer1.0.conv1.weight'
  const same = (seed: number) => bytesOf(get(name)).equals(bytesOf(initialParameters(seed).get(name)!))
  expect(same(1)).toBe(true)
  expect(same(2)).toBe(false)
  expect(bytesOf(get('backbone.layer1.0.conv2.weight')).equals(bytesOf(get(name)))).toBe(false)
})

it('draws one parameter alone as among the others', () => {
  for (const name of ['backbone.conv1.weight', 'decoder.thresh.0.weight', 'decoder.binarize.3.bias'])
    expect(bytesOf(initialParameter(name, 1)).equals(bytesOf(get(name))), name).toBe(true)
})

it('names every parameter, in order', () => {
  expect([...parameters.keys()]).toEqual(parameterSpecs().map(({ name }) => name))
})

it.each([
  // sqrt(2 / (kernel area x outputs)) in the backbone
  ['backbone.layer1.0.conv1.weight', Math.sqrt(2 / (9 * 64))],
  ['backbone.layer4.0.downsample.0.weight', Math.sqrt(2 / 512)],
  // sqrt(2 / fan-in) in the decoder, where a pixel of an enlarged map reads one pixel of each of 64 channels
  ['decoder.in5.weight', Math.sqrt(2 / 512)],
  ['decoder.out2.weight', Math.sqrt(2 / (9 * 256))],
  ['decoder.binarize.3.weight', Math.sqrt(2 / 64)],
])('spreads %s by %f', (name, expected) => {
  // At least 16,384 numbers each: their deviation is within 1 / sqrt(2 x 16384) = 0.55 % of the true one, times three.
  expect(deviation(get(name)) / expected).toBeCloseTo(1, 1.7)
})

it('starts batch norms as published and biases within 1 / sqrt(fan-in)', () => {
  expect(new Set(get('backbone.layer2.0.bn1.weight').data)).toEqual(new Set([1]))
  expect(new Set(get('backbone.layer2.0.bn1.bias').data)).toEqual(new Set([0]))
  expect(new Set(get('decoder.thresh.4.bias').data)).toEqual(new Set([Math.fround(1e-4)]))
  expect(new Set(get('decoder.thresh.4.running_mean').data)).toEqual(new Set([0]))
  expect(new Set(get('decoder.thresh.4.running_var').data)).toEqual(new Set([1]))
  const bias = get('decoder.thresh.3.bias').data
  expect(Math.max(...bias.map(Math.abs))).toBeLessThanOrEqual(1 / 16) // fan-in 64 x 2 x 2
  expect(Math.max(...bias)).toBeGreaterThan(0.04)
})
