// The reverse pass as a whole: sums over uses, zeros without use, nothing for what is not asked.
import { describe, expect, it } from 'vitest'
import { tensor } from '../../src/core/tensor.ts'
import { backward } from '../../src/graph/backward.ts'
import { add, concat, mul, reduceSum, relu, sigmoid } from '../../src/graph/build.ts'
import { emit } from '../../src/graph/lowering/emit.ts'
import { Graph, type Value } from '../../src/graph/graph.ts'
import { sessionOf } from './operation-case.ts'

function vectors(...names: string[]): { graph: Graph; values: Value[] } {
  const graph = new Graph()
  return { graph, values: names.map((name) => graph.input(name, [3])) }
}

describe('backward', () => {
  it('adds up the gradients of all uses of a value', async () => {
    const { values } = vectors('x')
    const [x] = values
    // d/dx (x^2 + x + x) = 2 x + 2
    const [dx] = backward(reduceSum(add(mul(x, x), reduceSum(concat([x, x], 0)))), [x])
    // the scalar sum is broadcast over 3 elements: its gradient counts three times: 2 x + 3 (1 + 1)
    const results = await (await sessionOf({ dx }, 'cpu')).run({ x: tensor([3], [1, -2, 0.5]) })
    expect([...results['dx'].data]).toEqual([8, 2, 7])
  })

  it('gives zeros for what the loss does not depend on', async () => {
    const { values } = vectors('x', 'unused')
    const [x, unused] = values
    const gradients = backward(reduceSum(x), [x, unused])
    const results = await (
      await sessionOf({ dx: gradients[0], dUnused: gradients[1] }, 'cpu')
    ).run({ x: tensor([3]), unused: tensor([3]) })
    expect([...results['dx'].data]).toEqual([1, 1, 1])
    expect([...results['dUnused'].data]).toEqual([0, 0, 0])
  })

  it('gives 1 for the loss itself', async () => {
    const { values } = vectors('x')
    const loss = reduceSum(values[0])
    const [g] = backward(loss, [loss])
    const results = await (await sessionOf({ g }, 'cpu')).run({})
    expect([...results['g'].data]).toEqual([1])
  })

  // `ReluGrad`, in ONNX `HardSigmoid`, appears in the rule of Relu alone: without it, nothing was computed below.
  it('stops above a target in the middle of the graph', () => {
    const { values } = vectors('x')
    const middle = relu(values[0])
    const [gradient] = backward(reduceSum(sigmoid(middle)), [middle])
    expect(emit({ gradient }, { target: 'cpu' }).nodes.map(({ op }) => op)).not.toContain('HardSigmoid')
  })

  it('computes nothing for a frozen part', () => {
    const { graph, values } = vectors('frozen', 'trained')
    const [frozen, trained] = values
    const loss = reduceSum(mul(sigmoid(relu(frozen)), trained))
    const before = graph.nodes.length
    backward(loss, [trained])
    expect(graph.nodes.slice(before).map(({ op }) => op)).not.toContain('ReluGrad')
  })

  it('refuses a loss that is not a scalar', () => {
    const { values } = vectors('x')
    expect(() => backward(relu(values[0]), values)).toThrow('scalar')
  })
})
