// From a graph to an ONNX model: what is written, under which names, in which order, and that it can be run.
import { describe, expect, it } from 'vitest'
import { elementCount, tensor } from '../../src/core/tensor.ts'
import type { OnnxModel } from '../../src/formats/onnx/model.ts'
import { encodeModel } from '../../src/formats/onnx/write.ts'
import {
  add,
  batchNorm,
  batchNormInference,
  conv,
  exp,
  expand,
  maxPool,
  mul,
  neg,
  reduceSum,
  relu,
  reshape,
  sigmoid,
  square,
  upsample,
} from '../../src/graph/build.ts'
import { emit } from '../../src/graph/lowering/emit.ts'
import type { Target } from '../../src/graph/lowering/emitter.ts'
import { Graph, type Value } from '../../src/graph/graph.ts'
import { Session } from '../../src/graph/session.ts'
import { caseGraph, sessionOf } from './operation-case.ts'
import { allCases } from './operation-cases.ts'

const targets: readonly Target[] = ['cpu', 'webgpu', 'portable']
const ops = (model: OnnxModel): string[] => model.nodes.map(({ op }) => op)

describe('emit', () => {
  it('leaves out nodes, constants and inputs that no output needs', () => {
    const graph = new Graph()
    const [x, y] = ['x', 'y'].map((name) => graph.input(name, [2]))
    const kept = relu(x)
    mul(exp(y), 3)
    const model = emit({ kept }, { target: 'cpu' })
    expect(ops(model)).toEqual(['Relu'])
    expect(model.inputs.map(({ name }) => name)).toEqual(['x'])
    expect(model.initializers).toEqual([])
  })

  it('asks MaxPool for its indices only when a gradient reads them', () => {
    const graph = new Graph()
    const y = maxPool(graph.input('x', [1, 1, 4, 4]), 2, square(2, 0))
    const model = emit({ y }, { target: 'cpu' })
    expect(model.nodes[0].outputs).toEqual(['y'])
  })

  it('orders the nodes that nothing reads last, the earliest at the very end', () => {
    const graph = new Graph()
    const x = graph.input('x', [2])
    const early = relu(x)
    const middle = neg(x)
    const late = exp(middle)
    const model = emit({ early, late }, { target: 'cpu' })
    expect(ops(model)).toEqual(['Neg', 'Exp', 'Relu'])
  })

  it('gives a value with two names both of them, and an input that is an output its copy', async () => {
    const graph = new Graph()
    const x = graph.input('x', [2])
    const y = relu(x)
    const model = emit({ first: y, second: y, copy: x }, { target: 'cpu' })
    expect(model.outputs.map(({ name }) => name)).toEqual(['first', 'second', 'copy'])
    const results = await (await Session.load(encodeModel(model))).run({ x: tensor([2], [-1, 1]) })
    expect(Object.values(results).map(({ data }) => [...data])).toEqual([[0, 1], [0, 1], [-1, 1]]) // prettier-ignore
  })

  it('refuses an output with the name of an input', () => {
    const x = new Graph().input('x', [2])
    expect(() => emit({ x: relu(x) }, { target: 'cpu' })).toThrow('called like the input x')
  })

  it('reads an extent that is not told from the input, in every shape that starts with it', async () => {
    const graph = new Graph()
    const y = reshape(expand(reduceSum(graph.input('x', [3, 4])), [3, 2]), [3, 2, 1])
    const model = emit({ y }, { target: 'cpu', shapes: { x: ['', 4], y: ['', 2, 1] } })
    expect(model.inputs[0].shape).toEqual(['', 4])
    expect(ops(model).filter((op) => op === 'Shape')).toHaveLength(1)
    const session = await Session.load(encodeModel(model))
    const results = await session.run({
      x: tensor(
        [3, 4],
        Array.from({ length: 12 }, () => 1),
      ),
    })
    expect(results['y']).toEqual({ shape: [3, 2, 1], data: Float32Array.from({ length: 6 }, () => 12) })
    await session.release()
  })

  it('stores equal constants once and keeps the names of the named', () => {
    const graph = new Graph()
    const x = graph.input('x', [2])
    const w = graph.constant(tensor([2], [1, 2]), 'layer.weight')
    const model = emit({ y: add(upsample4(mul(x, w)), upsample4(add(x, w))) }, { target: 'cpu' })
    expect(model.initializers.map(({ name }) => name).sort()).toEqual(['ints[1,1,1,2]', 'layer.weight', 'scales[4]'])

    function upsample4(value: typeof x) {
      const plane = graph.add('Reshape', [value], { shape: [1, 1, 1, 2] })[0]
      return upsample(plane, 4)
    }
  })

  it('writes free dimensions and metadata as asked', () => {
    const graph = new Graph()
    const y = sigmoid(graph.input('images', [1, 3, 32, 32]))
    const shapes = { images: [1, 3, 'H', 'W'], pred: [1, 3, 'H', 'W'] }
    const model = emit({ pred: y }, { target: 'portable', shapes, metadata: { size: '32x32' } })
    expect(model.inputs).toEqual([{ name: 'images', type: 'float32', shape: [1, 3, 'H', 'W'] }])
    expect(model.outputs[0].shape).toEqual([1, 3, 'H', 'W'])
    expect(model.metadata).toEqual({ size: '32x32' })
  })

  it('uses only standard operators of opset 17 in a portable file, in every case and gradient', () => {
    for (const { op, use } of allCases) {
      const { outputs, gradients } = caseGraph(op, use, true)
      const model = emit({ ...outputs, ...gradients }, { target: 'portable' })
      expect(model.opsets).toEqual({ '': 17 })
      expect(model.nodes.filter(({ domain }) => domain !== undefined)).toEqual([])
    }
  })

  it('writes batch norms by sums and maps that all cores compute, and none of the nodes that have one core', () => {
    const graph = new Graph()
    const { y } = batchNorm(graph.input('x', [2, 1, 2, 2]), [graph.input('s', [1]), graph.input('b', [1])], 1e-5)
    for (const target of ['cpu', 'portable'] as const)
      expect(ops(emit({ y }, { target }))).not.toContain('BatchNormalization')
  })

  it('writes the normalisation of trained scales by running statistics as a convolution of each channel, that of constants as the one node', () => {
    const graph = new Graph()
    const [x, b, m, v] = [
      graph.input('x', [2, 1, 2, 2]),
      ...['b', 'm', 'v'].map((name) => graph.constant(tensor([1], [1]), name)),
    ]
    const normalised = (scale: Value) =>
      ops(emit({ y: batchNormInference(x, [scale, b, m, v], 1e-5) }, { target: 'cpu' }))
    expect(normalised(graph.input('s', [1]))).toContain('Conv')
    expect(normalised(graph.constant(tensor([1], [2]), 'c'))).toEqual(['BatchNormalization'])
  })

  it('convolves image by image where one core for each image would leave cores idle', () => {
    const graph = new Graph()
    const y = conv(graph.input('x', [2, 1, 4, 4]), graph.input('w', [3, 1, 3, 3]), {
      strides: [1, 1],
      pads: [1, 1, 1, 1],
    })
    const convolutions = (threads: number) => ops(emit({ y }, { target: 'cpu', threads })).filter((op) => op === 'Conv')
    expect([1, 2, 3, 8].map((threads) => convolutions(threads).length)).toEqual([1, 1, 2, 2])
  })
})

describe('a session', () => {
  it('leaves the tensors that it is fed as they were, run after run', async () => {
    for (const { op, use } of allCases)
      for (const target of targets) {
        const { outputs, gradients, feeds } = caseGraph(op, use, true)
        const before = Object.fromEntries(Object.entries(feeds).map(([name, { data }]) => [name, [...data]]))
        // Separately, because what is read back decides whose memory the runtime reuses.
        for (const values of [outputs, gradients]) {
          const session = await sessionOf(values, target)
          const first = await session.run(feeds)
          expect(await session.run(feeds), `${op}, ${use.title}`).toEqual(first)
        }
        for (const [name, values] of Object.entries(before)) expect([...feeds[name].data], op).toEqual(values)
      }
  })

  it('refuses bytes that are no model, naming the cause', async () => {
    await expect(Session.load(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ code: 'model-not-loadable' })
  })

  it('computes a convolution by hand', async () => {
    const graph = new Graph()
    const x = graph.input('x', [1, 1, 3, 3])
    const w = graph.constant(tensor([1, 1, 2, 2], [1, 0, 0, -1]))
    const y = conv(x, w, square(1, 0))
    const session = await Session.load(encodeModel(emit({ y }, { target: 'cpu' })))
    const results = await session.run({ x: tensor([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 10]) })
    // y[i][j] = x[i][j] - x[i + 1][j + 1]: 1 - 5, 2 - 6, 4 - 8, 5 - 10
    expect([...results['y'].data]).toEqual([-4, -4, -4, -5])
    expect(elementCount(results['y'].shape)).toBe(4)
  })
})

describe('the variance of a batch on a CPU', () => {
  const varianceOf = async (x: Float32Array): Promise<number> => {
    const graph = new Graph()
    const shape = [1, 1, 1, x.length]
    const { y, variance } = batchNorm(graph.input('x', shape), [graph.input('s', [1]), graph.input('b', [1])], 1e-5)
    const session = await Session.load(encodeModel(emit({ y, variance }, { target: 'cpu' })))
    const outputs = await session.run({ x: { shape, data: x }, s: tensor([1], [1]), b: tensor([1], [0]) })
    await session.release()
    expect(outputs['y'].data.every(Number.isFinite)).toBe(true)
    return outputs['variance'].data[0]
  }

  it('is exact to five digits where the mean is ten times the deviation', async () => {
    const x = Float32Array.from({ length: 102_400 }, (_, index) => 10 + (index % 2 === 0 ? 1 : -1))
    expect(Math.abs((await varianceOf(x)) - 1)).toBeLessThan(1e-5)
  })

  it('is never below 0, whatever rounding does to equal numbers', async () => {
    for (const value of [0.1, 3.3, 1234.567])
      expect(await varianceOf(new Float32Array(10_007).fill(value))).toBeGreaterThanOrEqual(0)
  })
})
