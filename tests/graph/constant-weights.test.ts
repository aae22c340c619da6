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
  type OnnxNode,
  type OnnxTensor,
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

const ofThree = { kernel_shape: intsAttribute([3, 3]) }
const odd = { odd: intAttribute(1) }
const filtersFed = { name: 'w', type: 'float32', shape: [4, 2, 2, 2] } as const

/** Damages the one node of a model. */
function withNode(change: (node: OnnxNode) => OnnxNode): (model: OnnxModel) => OnnxModel {
  return (model) => ({ ...model, nodes: model.nodes.map(change) })
}

/** Gives the one node of a model this constant: as its filters, or as biases. */
function withConstant(constant: OnnxTensor): (model: OnnxModel) => OnnxModel {
  return ({ nodes: [node], initializers, ...rest }) => ({
    ...rest,
    nodes: [{ ...node, inputs: ['images', 'w', ...(constant.name === 'b' ? ['b'] : [])] }],
    initializers: [...initializers.filter(({ name }) => name !== constant.name), constant],
  })
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

  it.each<[string, (model: OnnxModel) => OnnxModel]>([
    ['no filters', withNode(({ inputs: [image], ...node }) => ({ ...node, inputs: [image] }))],
    ['a third constant', withNode((node) => ({ ...node, inputs: [...node.inputs, 'w', 'w'] }))],
    ['biases of another shape', withConstant(floatTensor('b', [4], new Float32Array(4)))],
    ['filters of nothing', withConstant(floatTensor('w', [4, 0, 2, 2], new Float32Array(0)))],
    ['windows of another size', withNode((node) => ({ ...node, attributes: { ...node.attributes, ...ofThree } }))],
    ['attributes that nobody knows', withNode((node) => ({ ...node, attributes: { ...node.attributes, ...odd } }))],
    ['a second result', withNode((node) => ({ ...node, outputs: [...node.outputs, 'more'] }))],
    ['the name of another set of operations', withNode((node) => ({ ...node, domain: 'com.other' }))],
    ['filters that a caller may replace', (model) => ({ ...model, inputs: [...model.inputs, filtersFed] })],
  ])('leaves a damaged file as it is whose enlargement has %s', (_, damage) => {
    const model = damage(enlarging({}))
    expect(forProcessor(model)).toBe(model)
  })

  const exported = exportedModel({
    values: randomParameters(4),
    settings: defaultDetectorSettings,
    size: [64, 96],
    dynamic: true,
    provenance: { source: 'exp_1' },
  })

  it.each([1, 2, 3, 4])(
    'leaves a normalisation where it is that lacks its input %d, or has one of another shape',
    (at) => {
      const index = exported.nodes.findLastIndex(({ op }) => op === 'BatchNormalization')
      const name = exported.nodes[index].inputs[at]
      const cut = exported.nodes.with(index, {
        ...exported.nodes[index],
        inputs: exported.nodes[index].inputs.slice(0, at),
      })
      const long = floatTensor(name, [99], new Float32Array(99))
      const initializers = [...exported.initializers.filter((each) => each.name !== name), long]
      for (const damaged of [
        { ...exported, nodes: cut },
        { ...exported, initializers },
      ])
        expect(forProcessor(damaged).nodes).toContainEqual(damaged.nodes[index])
    },
  )

  it('calls what it makes as nothing else is called', async () => {
    const named = ['n.filters', 'n.biases', 'pred.places', "n.biases'"]
    const zeros = named.map((name) => floatTensor(name, [1], new Float32Array(1)))
    const used = named.map((name, at) => ({
      op: 'Add',
      name,
      inputs: [at === 0 ? 'images' : `sum${at}`, name],
      outputs: [`sum${at + 1}`],
      attributes: {},
    }))
    const { nodes, initializers, ...rest } = enlarging({})
    const enlarged = { ...nodes[0], inputs: ['sum4', 'w'] }
    const model = { ...rest, nodes: [...used, enlarged], initializers: [...initializers, ...zeros] }
    const fast = forProcessor(model)
    expect(opsOf(fast)).toContain('DepthToSpace')
    const data = Float32Array.from({ length: 60 }, (_, at) => Math.sin(at))
    const [expected, found] = await Promise.all(
      [model, fast].map(async (each) => {
        const session = await Session.load(encodeModel(each))
        const { pred } = await session.run({ images: { shape: [1, 4, 3, 5], data } })
        await session.release()
        return pred.data
      }),
    )
    expect(Math.max(...expected.map((value, at) => Math.abs(value - found[at])))).toBeLessThan(1e-5)
  })
})
