// Computing again instead of keeping: the same gradients, from second copies that come after the gradient that needs them.
import { describe, expect, it } from 'vitest'
import { must } from '../../src/core/assert.ts'
import { backward } from '../../src/graph/backward.ts'
import { conv, mul, reduceSum, relu } from '../../src/graph/build.ts'
import { Graph, type AnyNode } from '../../src/graph/graph.ts'
import { defaultLoss } from '../../src/model/loss.ts'
import { Pass } from '../../src/train/pass.ts'
import { randomBatch, randomParameters } from '../model/batch.ts'

/** Of more elements than what is always kept. */
const SHAPE = [1, 1, 320, 320]
const window = { strides: [1, 1], pads: [0, 0, 0, 0] } as const

/** The nodes of the gradient of sum((relu(w * x))^2), twice a convolution. */
function gradientNodes(recompute: boolean): { nodes: readonly AnyNode[]; lossId: number } {
  const graph = new Graph()
  const x = graph.input('x', SHAPE)
  const w = graph.input('w', [1, 1, 1, 1])
  const hidden = relu(conv(x, w, window))
  const loss = reduceSum(mul(hidden, relu(conv(hidden, w, window))))
  backward(loss, [w], { recompute })
  return { nodes: graph.nodes, lossId: loss.node.id }
}

const count = (nodes: readonly AnyNode[], op: string): number => nodes.filter((node) => node.op === op).length

describe('recomputation', () => {
  it('computes cheap operations again, each once, and never a convolution', () => {
    const [kept, again] = [gradientNodes(false).nodes, gradientNodes(true).nodes]
    expect(count(kept, 'Relu')).toBe(2)
    expect(count(again, 'Relu')).toBe(4)
    expect(count(again, 'Conv')).toBe(count(kept, 'Conv'))
  })

  it('lets no gradient read a large cheap value of the forward pass, and lets every copy wait for a gradient', () => {
    const { nodes, lossId } = gradientNodes(true)
    const later = nodes.slice(lossId + 1)
    const early = later
      .flatMap(({ inputs }) => inputs)
      .filter(({ node, shape }) => node.op === 'Relu' && node.id < lossId && shape.length === 4)
    expect(early).toEqual([])
    for (const copy of later.filter(({ op }) => op === 'Relu')) expect(reachesGradient(copy, lossId)).toBe(true)
  })

  it('gives the gradients, losses and statistics of the whole network to the bit', { timeout: 120_000 }, async () => {
    const parameters = randomParameters(1)
    const batch = randomBatch(3, 2, 128)
    const options = {
      parameters,
      images: [2, 3, 128, 128],
      loss: defaultLoss,
      frozen: [],
      session: { threads: 1 },
    } as const
    const results = []
    for (const recompute of [false, true]) {
      const pass = await Pass.load({ ...options, recompute })
      results.push(await pass.run(parameters, batch))
      await pass.release()
    }
    const [kept, again] = results
    expect(again.losses).toEqual(kept.losses)
    const differing = [...kept.gradients].filter(([name, { data }]) => {
      const other = must(again.gradients.get(name), name).data
      const largest = data.reduce((max, value) => Math.max(max, Math.abs(value)), 1e-12)
      return data.some((value, i) => Math.abs(value - other[i]) > 1e-6 * largest)
    })
    expect(differing.map(([name]) => name)).toEqual([])
    expect(again.statistics).toEqual(kept.statistics)
  })
})

/** Whether a node can only be computed after something of the reverse pass: a Slice, of which the zero that delays it is made. */
function reachesGradient({ id, op, inputs }: AnyNode, lossId: number): boolean {
  return (id > lossId && op === 'Slice') || inputs.some(({ node }) => reachesGradient(node, lossId))
}
