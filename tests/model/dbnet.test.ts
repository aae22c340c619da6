// The network's definition: parameters, shapes, cost, and what freezing a part leaves out.
import { describe, expect, it } from 'vitest'
import { elementCount, tensor, type Shape, type TensorMap } from '../../src/core/tensor.ts'
import { emit } from '../../src/graph/lowering/emit.ts'
import type { AnyNode } from '../../src/graph/graph.ts'
import { batchInputs, inferenceGraph, parameterSpecs, trainingGraph } from '../../src/model/dbnet.ts'
import { defaultLoss } from '../../src/model/loss.ts'
import { sessionOf } from '../graph/operation-case.ts'
import { randomBatch, randomParameters } from './batch.ts'

const zeros: TensorMap = new Map(parameterSpecs().map(({ name, shape }) => [name, tensor(shape)]))

/** Multiplications of one convolution, transposed ones counted at their input. */
function multiplications({ op, inputs, outputs }: AnyNode): number {
  if (op !== 'Conv' && op !== 'ConvTranspose') return 0
  const [x, w] = inputs
  const [n, , height, width]: Shape = op === 'Conv' ? outputs[0].shape : x.shape
  return n * height * width * elementCount(w.shape)
}

describe('the network', () => {
  it('has the parameters of the published checkpoint, each once', () => {
    const specs = parameterSpecs()
    const trained = specs.filter(({ role }) => !role.startsWith('running-'))
    const count = (names: typeof specs) => names.reduce((sum, { shape }) => sum + elementCount(shape), 0)
    expect(count(trained)).toBe(12_340_930)
    expect(count(trained.filter(({ name }) => !name.startsWith('decoder.thresh.')))).toBe(12_176_513)
    expect(new Set(specs.map(({ name }) => name)).size).toBe(specs.length)
    expect(specs.slice(0, 6).map(({ name }) => name)).toEqual([
      'backbone.conv1.weight',
      'backbone.bn1.weight',
      'backbone.bn1.bias',
      'backbone.bn1.running_mean',
      'backbone.bn1.running_var',
      'backbone.layer1.0.conv1.weight',
    ])
  })

  it.each([
    [640, 24.8],
    [800, 38.8],
  ])('multiplies as often as published for an image of %i pixels: %f thousand million times', (size, expected) => {
    const { graph } = inferenceGraph(zeros, [1, 3, size, size]).node
    const total = graph.nodes.reduce((sum, node) => sum + multiplications(node), 0)
    expect(total / 1e9).toBeCloseTo(expected, 1)
  })

  it('gives one probability a pixel', () => {
    expect(inferenceGraph(zeros, [2, 3, 64, 96]).shape).toEqual([2, 1, 64, 96])
  })

  it('keeps its batch norms when it is written for any reader', () => {
    const model = emit({ pred: inferenceGraph(zeros, [1, 3, 32, 32]) }, { target: 'portable' })
    expect(model.inputs.map(({ name }) => name)).toEqual(['images'])
    expect(model.nodes.filter(({ op }) => op === 'BatchNormalization')).toHaveLength(22)
  })
})

describe('the training graph', () => {
  const images = [1, 3, 32, 32] as const

  it('takes the batch and every trained parameter, and differentiates all of those', () => {
    const { graph, gradients, statistics } = trainingGraph({ images, loss: defaultLoss })
    const names = graph.inputs().map((node) => node.attributes.name)
    expect(new Set(names)).toEqual(new Set([...batchInputs, ...gradients.keys()]))
    expect(gradients.size).toBe(86)
    for (const [name, gradient] of gradients) expect(gradient.shape).toEqual(zeros.get(name)!.shape)
    expect(statistics).toHaveLength(24)
    // 32 x 32 at 1/2: what the statistics of the first batch norm are over.
    expect(statistics[0]).toMatchObject({ layer: 'backbone.bn1', count: 256 })
  })

  it('leaves a frozen backbone as constants that keep their statistics', async () => {
    const values = randomParameters(2)
    const { loss, gradients, statistics } = trainingGraph({ images, loss: defaultLoss, frozen: ['backbone.'], values })
    expect([...gradients.keys()].filter((name) => name.startsWith('backbone.'))).toEqual([])
    expect(statistics.every(({ layer }) => layer.startsWith('decoder.'))).toBe(true)
    const outputs = Object.fromEntries([...gradients].map(([name, value]) => [`gradient/${name}`, value]))
    const model = emit({ loss: loss.total, ...outputs }, { target: 'cpu' })
    expect(model.inputs.filter(({ name }) => name.startsWith('backbone.'))).toEqual([])
    expect(model.nodes.filter(({ op }) => op === 'ScatterElements')).toHaveLength(1) // the hardest negatives alone
    const session = await sessionOf({ loss: loss.total, ...outputs }, 'cpu')
    const results = await session.run({ ...Object.fromEntries(values), ...randomBatch(1, 1, 32) })
    for (const { data } of Object.values(results)) expect(data.every(Number.isFinite)).toBe(true)
  })

  it('refuses a frozen part without values', () => {
    expect(() => trainingGraph({ images, loss: defaultLoss, frozen: ['decoder.thresh.'] })).toThrow('is given')
  })
})
