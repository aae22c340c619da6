// A graph in float16: which nodes are, and how far the gradients are from those in float32.
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { elementCount, tensor } from '../../src/core/tensor.ts'
import type { OnnxModel } from '../../src/formats/onnx/model.ts'
import { backward } from '../../src/graph/backward.ts'
import { batchNorm, concat, conv, mul, reduceSum, relu, reshape, split, square } from '../../src/graph/build.ts'
import { compile } from '../../src/graph/compile.ts'
import { Graph } from '../../src/graph/graph.ts'
import { emit } from '../../src/graph/lowering/emit.ts'
import type { Target } from '../../src/graph/lowering/emitter.ts'
import { deviation } from './operation-case.ts'

const shapes = { x: [2, 4, 12, 12], scale: [8], bias: [8] } as const
const filters = [
  [8, 4, 3, 3],
  [8, 8, 3, 3],
] as const
const sizes = filters.map((shape) => elementCount(shape))

/** Two convolutions with a normalisation and a ReLU between them; the filters come as one vector. */
function network() {
  const graph = new Graph()
  const [x, scale, bias] = (['x', 'scale', 'bias'] as const).map((name) => graph.input(name, shapes[name]))
  const vector = graph.input('w', [sizes[0] + sizes[1]])
  const [first, second] = split(vector, 0, sizes).map((piece, index) => reshape(piece, filters[index]))
  const { y } = batchNorm(conv(x, first, square(1, 1)), [scale, bias], 1e-5)
  const result = conv(relu(y), second, square(1, 1))
  const loss = reduceSum(mul(result, result))
  const [dFirst, dSecond, dScale, dx] = backward(loss, [first, second, scale, x])
  const dw = concat([reshape(dFirst, [sizes[0]]), reshape(dSecond, [sizes[1]])], 0)
  return { loss, dw, dScale, dx }
}

function feeds() {
  const random = new Random(1, 'half')
  const drawn = (shape: readonly number[]) =>
    tensor(
      shape,
      Float32Array.from({ length: elementCount(shape) }, () => random.normal() * 0.3),
    )
  return { x: drawn(shapes.x), scale: drawn(shapes.scale), bias: drawn(shapes.bias), w: drawn([sizes[0] + sizes[1]]) }
}

const FLOAT16 = 10

function castsTo({ nodes }: OnnxModel, type: number): string[] {
  return nodes.flatMap(({ op, inputs, attributes: { to } }) =>
    op === 'Cast' && to.type === 'int' && to.value === type ? [inputs[0]] : [],
  )
}

describe('a graph in float16', () => {
  it.each<Target>(['cpu', 'webgpu'])('casts the vector of filters once, before it is split (%s)', (target) => {
    const casts = castsTo(emit(network(), { target, precision: 'float16' }), FLOAT16)
    expect(casts.filter((name) => name === 'w')).toHaveLength(1)
    expect(casts.filter((name) => name.startsWith('Split'))).toEqual([])
  })

  it('adds the filter gradients in float32', () => {
    const { nodes } = emit(network(), { target: 'webgpu', precision: 'float16' })
    const half = new Set(
      nodes.flatMap(({ op, outputs, attributes: { to } }) =>
        op === 'Cast' && to.type === 'int' && to.value === FLOAT16 ? outputs : [],
      ),
    )
    const products = nodes.filter(({ op }) => op === 'Gemm')
    expect(products.length).toBeGreaterThan(0)
    for (const { inputs } of products) expect(inputs.some((name) => half.has(name))).toBe(false)
  })

  it('writes no Cast at all in float32', () => {
    const model = emit(network(), { target: 'cpu', precision: 'float32' })
    expect(castsTo(model, FLOAT16)).toEqual([])
  })

  it('gives gradients near those in float32, but not the same', async () => {
    const [single, half] = [
      await compile(network(), { threads: 1 }),
      await compile(network(), { threads: 1, precision: 'float16' }),
    ]
    const [expected, found] = [await single.run(feeds()), await half.run(feeds())]
    for (const name of ['loss', 'dw', 'dScale', 'dx']) {
      expect(found[name].data, name).toBeInstanceOf(Float32Array)
      expect(deviation(found[name], expected[name]), name).toBeLessThan(5e-3)
      expect(deviation(found[name], expected[name]), name).toBeGreaterThan(0)
    }
    await Promise.all([single.release(), half.release()])
  })
})
