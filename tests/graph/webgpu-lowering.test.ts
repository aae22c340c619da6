// What is written for WebGPU beside the forms that small planes take: other ways to a filter gradient, and how many nodes the whole network needs.
import { describe, expect, it } from 'vitest'
import { must } from '../../src/core/assert.ts'
import type { OnnxNode } from '../../src/formats/onnx/model.ts'
import { encodeModel } from '../../src/formats/onnx/write.ts'
import { emit } from '../../src/graph/lowering/emit.ts'
import { Emitter } from '../../src/graph/lowering/emitter.ts'
import { emitFilterGrad } from '../../src/graph/lowering/webgpu/filter-gradient.ts'
import { inPieces } from '../../src/graph/lowering/webgpu/pieces.ts'
import { Session } from '../../src/graph/session.ts'
import { trainedParameters, trainingGraph } from '../../src/model/dbnet.ts'
import { initialParameters } from '../../src/model/init.ts'
import { defaultLoss } from '../../src/model/loss.ts'
import {
  caseGraph,
  deviation,
  inputName,
  normal,
  outputName,
  sessionOf,
  withoutOwnLayout,
  type OperationCase,
} from './operation-case.ts'
import { convFilterGradCases } from './window-cases.ts'

type FilterGradCase = OperationCase<'ConvFilterGrad'>

/** max |WebGPU's form - the processor's| / max, both computed on the processor. */
async function deviationOf(use: FilterGradCase, mostWindows?: number): Promise<number> {
  const { outputs, feeds } = caseGraph('ConvFilterGrad', use, false)
  const gradient = outputs[outputName(0)]
  const { node } = gradient
  if (node.op !== 'ConvFilterGrad') throw new Error('bug: the case is of another operation')
  const emitter = new Emitter('webgpu', new Map([[gradient, [undefined]]]))
  node.inputs.forEach((input, index) => emitter.define(input, inputName(index)))
  emitFilterGrad(node, emitter, mostWindows)
  const inputs = [emitter.nameOf(gradient)]
  const model = {
    ...emit({ dw: gradient }, { target: 'webgpu' }),
    nodes: [...emitter.nodes, { op: 'Identity', name: 'last', inputs, outputs: ['dw'], attributes: {} }],
    initializers: [...emitter.initializers.values()],
  }
  const written = await Session.load(encodeModel(withoutOwnLayout(model)), { threads: 1 })
  const plain = await sessionOf({ dw: gradient }, 'cpu')
  const [found, expected] = [await written.run(feeds), await plain.run(feeds)]
  await Promise.all([written.release(), plain.release()])
  return deviation(found['dw'], expected['dw'])
}

describe('a filter gradient', () => {
  const larger = convFilterGradCases.cases.filter(({ attributes: { kernel } }) => kernel[0] * kernel[1] > 1)

  it.each(larger)('is the one of the processor where windows are too many to lie side by side: $title', async (use) => {
    expect(await deviationOf(use, 0)).toBeLessThan(1e-5)
  })

  it.each([0, undefined])('is the one of the processor where its inner extent is cut (windows: %s)', async (most) => {
    const use: FilterGradCase = {
      title: '4,160 places',
      inputs: [normal(2, 4, 65, 64), normal(2, 8, 65, 64)],
      attributes: { strides: [1, 1], pads: [1, 1, 1, 1], kernel: [3, 3] },
    }
    expect(await deviationOf(use, most)).toBeLessThan(1e-5)
  })
})

it.each([2, 7, 8, 43, 49, 50, 52, 344])('gives %d pieces by as few nodes as can be', (count) => {
  const emitter = new Emitter('webgpu', new Map())
  const sizes = Array.from({ length: count }, (_, index) => 1 + (index % 3))
  const names = inPieces(emitter, 'x', { axis: 0, sizes })
  const made = new Set(emitter.nodes.flatMap(({ outputs }) => outputs))
  expect(new Set(names).size).toBe(count)
  expect(names.every((name) => made.has(name))).toBe(true)
  expect(emitter.nodes.length).toBe(Math.ceil((count - 1) / 6))
  expect(Math.max(...emitter.nodes.map(({ outputs }) => outputs.length))).toBeLessThanOrEqual(7)
})

/** Dispatches of a node: the runtime turns filters that are no constants, and gives another shape for nothing. */
function dispatches({ op, attributes }: OnnxNode): number {
  if (op === 'Reshape' || op === 'Identity') return 0
  return op === 'ConvTranspose' || (op === 'Conv' && attributes['group'] === undefined) ? 2 : 1
}

it('writes a training step of two images of 640x640 in few nodes', () => {
  const members = trainedParameters({})
  const vectors = [
    { name: 'filters', members: members.filter(({ role }) => role === 'filter') },
    { name: 'others', members: members.filter(({ role }) => role !== 'filter') },
  ]
  const options = {
    images: [2, 3, 640, 640] as const,
    loss: defaultLoss,
    values: initialParameters(1),
    joined: vectors,
  }
  const { loss, gradients, statistics } = trainingGraph(options)
  const { nodes } = emit(
    {
      bce: loss.bce,
      l1: loss.l1,
      dice: loss.dice,
      ...Object.fromEntries(vectors.map(({ name }) => [`gradient/${name}`, must(gradients.get(name), name)])),
      ...Object.fromEntries(
        statistics.flatMap(({ layer, mean, variance }) => [
          [`${layer}.mean`, mean],
          [`${layer}.variance`, variance],
        ]),
      ),
    },
    { target: 'webgpu' },
  )
  const count = nodes.reduce((sum, node) => sum + dispatches(node), 0)
  console.log(`nodes of a training step that are computed: ${count}`)
  expect(count).toBeLessThan(875)
})
