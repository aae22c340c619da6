// What a CUDA device is given: only operators that its provider has, none of those that it computes otherwise, and the same results.
import { describe, expect, it } from 'vitest'
import { intAttribute, type OnnxModel } from '../../src/formats/onnx/model.ts'
import { encodeModel } from '../../src/formats/onnx/write.ts'
import { targetFor } from '../../src/graph/compile.ts'
import type { Value } from '../../src/graph/graph.ts'
import { emit } from '../../src/graph/lowering/emit.ts'
import type { Target } from '../../src/graph/lowering/emitter.ts'
import { Session } from '../../src/graph/session.ts'
import { evaluationGraph, inferenceGraph, trainingGraph } from '../../src/model/dbnet.ts'
import { initialParameters } from '../../src/model/init.ts'
import { defaultLoss } from '../../src/model/loss.ts'
import { randomBatch } from '../model/batch.ts'
import { cudaKernels } from './cuda-kernels.ts'

const values = initialParameters(3)
const images = [2, 3, 64, 64] as const
const free = { images: ['N', 3, 64, 64] } as const

/** Loss, gradients and batch statistics, by names that no input has. */
function training(options: { readonly freezeNorm?: boolean; readonly recompute?: boolean } = {}) {
  const { loss, gradients, statistics } = trainingGraph({ images, loss: defaultLoss, values, ...options })
  const named: [string, Value][] = [...gradients].map(([name, gradient]) => [`d ${name}`, gradient])
  const means = statistics.map(({ mean }, index): [string, Value] => [`mean ${index}`, mean])
  return Object.fromEntries([['loss', loss.total], ...named, ...means]) as Record<string, Value>
}

const graphs: Readonly<Record<string, () => Parameters<typeof emit>>> = {
  training: () => [training(), { target: targetFor('cuda') }],
  'training with frozen statistics': () => [training({ freezeNorm: true }), { target: targetFor('cuda') }],
  'training that saves memory': () => [
    training({ recompute: true }),
    { target: targetFor('cuda', free), shapes: free },
  ],
  'training in float16': () => [training(), { target: targetFor('cuda'), precision: 'float16' }],
  validation: () => {
    const { binary, losses } = evaluationGraph(values, { images, loss: defaultLoss })
    return [{ binary, losses }, { target: targetFor('cuda') }]
  },
  detection: () => [{ pred: inferenceGraph(values, images) }, { target: targetFor('cuda') }],
}

/** What the provider would not compute as it is meant, each kind once. */
function objections({ nodes, opsets }: OnnxModel): string[] {
  const found = nodes.flatMap((node) => {
    const kernel = (node.domain ?? '') === '' ? cudaKernels[node.op] : undefined
    if (kernel === undefined) return [`${node.domain ?? ''} ${node.op}: no kernel`]
    const [first, last] = kernel.opsets
    if (opsets[''] < first || opsets[''] > last) return [`${node.op}: other versions`]
    const refused = kernel.refuses?.(node)
    return refused === undefined ? [] : [`${node.op}: ${refused}`]
  })
  return [...new Set(found)].sort()
}

const length = (vector: Float32Array): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))

describe('the graph for a CUDA device', () => {
  it.each(Object.entries(graphs))('has a kernel for every node: %s', (_, make) => {
    expect(objections(emit(...make()))).toEqual([])
  })

  it('would be refused with normalisations in training mode, which the provider takes for inference', () => {
    const model = emit(...graphs['detection']())
    const nodes = model.nodes.map((node) =>
      node.op === 'BatchNormalization'
        ? { ...node, attributes: { ...node.attributes, training_mode: intAttribute(1) } }
        : node,
    )
    expect(objections({ ...model, nodes })).toEqual(['BatchNormalization: training mode'])
  })

  it('has the results of the one for the processor', async () => {
    const outputs = training()
    const feeds = { ...Object.fromEntries(values), ...randomBatch(5, 2, 64) }
    const run = async (target: Target) => {
      const session = await Session.load(encodeModel(emit(outputs, { target })))
      const found = await session.run(feeds)
      await session.release()
      return found
    }
    const [expected, found] = [await run(targetFor('cpu')), await run(targetFor('cuda'))]
    for (const name of Object.keys(outputs)) {
      const [a, b] = [expected[name].data, found[name].data]
      const difference = length(a.map((value, index) => value - b[index]))
      expect(difference, name).toBeLessThan(1e-3 * length(a) + 1e-6)
    }
  })
})
