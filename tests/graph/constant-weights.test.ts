// Networks with constant weights, rewritten for a processor: the same results, and nothing is touched that means something else.
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { defaultDetectorSettings } from '../../src/detect/settings.ts'
import { exportedModel } from '../../src/export/onnx.ts'
import {
  floatTensor,
  intAttribute,
  intsAttribute,
  type OnnxAttribute,
  type OnnxModel,
} from '../../src/formats/onnx/model.ts'
import { encodeModel } from '../../src/formats/onnx/write.ts'
import { forProcessor } from '../../src/graph/constant-weights.ts'
import { Session } from '../../src/graph/session.ts'
import { randomParameters } from '../model/batch.ts'

const opsOf = ({ nodes }: OnnxModel): string[] => nodes.map(({ op }) => op)

async function outputOf(model: OnnxModel, [height, width]: readonly [number, number]): Promise<Float32Array> {
  const random = new Random(3, 'fold')
  const data = Float32Array.from({ length: 3 * height * width }, () => random.normal())
  const session = await Session.load(encodeModel(model))
  const { pred } = await session.run({ images: { shape: [1, 3, height, width], data } })
  await session.release()
  return pred.data
}

/** One transposed convolution of 4 channels with constant filters (4, 2 / group, 2, 2), as a file of any tool may hold it. */
function enlarging(attributes: Record<string, OnnxAttribute>, isConstant = true): OnnxModel {
  const random = new Random(1, 'filters')
  const filters = floatTensor(
    'w',
    [4, 2, 2, 2],
    Float32Array.from({ length: 32 }, () => random.normal()),
  )
  const given = { strides: intsAttribute([2, 2]), ...attributes }
  const image = { name: 'images', type: 'float32' as const, shape: [1, 4, 3, 5] }
  return {
    irVersion: 8,
    opsets: { '': 17 },
    producerName: 'other',
    producerVersion: '',
    graphName: 'one',
    nodes: [{ op: 'ConvTranspose', name: 'n', inputs: ['images', 'w'], outputs: ['pred'], attributes: given }],
    inputs: isConstant ? [image] : [image, { name: 'w', type: 'float32', shape: [4, 2, 2, 2] }],
    outputs: [{ name: 'pred', type: 'float32', shape: [1, 'c', 'h', 'w'] }],
    initializers: isConstant ? [filters] : [],
    metadata: {},
  }
}

describe('forProcessor', () => {
  it('computes what the network computes, at every size, and moves the pixels of one channel alone', async () => {
    const settings = defaultDetectorSettings
    const values = randomParameters(4)
    const model = exportedModel({ values, settings, size: [64, 96], dynamic: true, provenance: { source: 'exp_1' } })
    const fast = forProcessor(model)
    expect(opsOf(fast)).not.toContain('ConvTranspose')
    expect(opsOf(fast).slice(-4)).toEqual(['Conv', 'DepthToSpace', 'DepthToSpace', 'Sigmoid'])
    for (const size of [
      [64, 96],
      [32, 160],
    ] as const) {
      const [expected, found] = await Promise.all([model, fast].map((one) => outputOf(one, size)))
      const largest = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - found[at])), 0)
      expect(largest).toBeLessThan(1e-5)
      expect(Math.max(...expected) - Math.min(...expected)).toBeGreaterThan(0.1)
    }
  })

  it('writes enlargements whose windows lie side by side as convolutions', () => {
    expect(opsOf(forProcessor(enlarging({})))).toEqual(['Conv', 'DepthToSpace'])
    expect(opsOf(forProcessor(enlarging({ pads: intsAttribute([0, 0, 0, 0]), group: intAttribute(1) })))).toEqual([
      'Conv',
      'DepthToSpace',
    ])
  })

  it.each<[string, Record<string, OnnxAttribute>, boolean?]>([
    ['overlap', { strides: intsAttribute([1, 1]) }],
    ['are cut at the edges', { pads: intsAttribute([1, 1, 0, 0]) }],
    ['leave rows between them', { dilations: intsAttribute([2, 2]) }],
    ['get further rows', { output_padding: intsAttribute([1, 1]) }],
    ['make a size that is given', { output_shape: intsAttribute([5, 9]) }],
    ['are padded by rule', { auto_pad: { type: 'string', value: 'SAME_UPPER' } }],
    ['see some of the channels', { group: intAttribute(2) }],
    ['have filters that are fed', {}, false],
  ])('leaves those alone whose windows %s', (_, attributes, isConstant) => {
    const model = enlarging(attributes, isConstant)
    expect(forProcessor(model)).toBe(model)
  })
})
