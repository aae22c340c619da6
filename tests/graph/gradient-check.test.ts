// Every gradient rule against central differences: the reverse pass must say how the outputs move with the inputs.
import { describe, expect, it } from 'vitest'
import { elementCount, tensor, type Tensor } from '../../src/core/tensor.ts'
import { backward } from '../../src/graph/backward.ts'
import { batchNorm, maxPool, reduceSum, square } from '../../src/graph/build.ts'
import { Graph } from '../../src/graph/graph.ts'
import type { Session } from '../../src/graph/session.ts'
import {
  caseGraph,
  deviation,
  gradientName,
  inputName,
  normal,
  outputName,
  sessionOf,
  UPSTREAM,
} from './operation-case.ts'
import { allCases, operationCases } from './operation-cases.ts'

/**
 * Half the distance of a central difference. The formula is off by STEP^2 / 6 times the third derivative: 4e-5 times
 * numbers of at most about 6 (2 / x^3 of log, 6 / x^4 of 1 / x, x from 1 to 2, and the curvature of batch norm).
 * Rounding adds 6e-8 (float32) of outputs up to about 10, divided by 2 STEP: 2e-5.
 */
const STEP = 2 ** -6
/** Largest allowed |difference - gradient| / max |gradient|: four times the sum of both errors above. */
const TOLERANCE = 1e-3

type Feeds = Readonly<Record<string, Tensor>>

/** d (sum of g y) / d input by central differences; the sum is taken in double precision. */
async function difference(session: Session, feeds: Feeds, name: string): Promise<Tensor> {
  const moved = Float32Array.from(feeds[name].data)
  const outputsAt = async (index: number, value: number) => {
    const kept = moved[index]
    moved[index] = value
    const position = moved[index]
    const y = await session.run({ ...feeds, [name]: { shape: feeds[name].shape, data: moved } })
    moved[index] = kept
    return { position, y: y[outputName(0)].data }
  }
  const slopes: number[] = []
  for (let index = 0; index < moved.length; index++) {
    const above = await outputsAt(index, moved[index] + STEP)
    const below = await outputsAt(index, moved[index] - STEP)
    const change = above.y.reduce((sum, value, j) => sum + feeds[UPSTREAM].data[j] * (value - below.y[j]), 0)
    slopes.push(change / (above.position - below.position))
  }
  return tensor(feeds[name].shape, slopes)
}

describe('gradient rules', () => {
  it.each(allCases.filter(({ differentiable }) => differentiable))(
    'agree with central differences: $op, $use.title',
    async ({ op, use }) => {
      const { outputs, gradients, feeds } = caseGraph(op, use, true)
      const forward = await sessionOf(outputs, 'cpu')
      const reverse = await sessionOf(gradients, 'cpu')
      const computed = await reverse.run(feeds)
      const checked = use.inputs.map((_, index) => index).filter((index) => !use.fixed?.includes(index))
      expect(Object.keys(computed).sort()).toEqual(checked.map(gradientName).sort())
      for (const index of checked) {
        const expected = await difference(forward, feeds, inputName(index))
        expect(deviation(computed[gradientName(index)], expected), `input ${index}`).toBeLessThan(TOLERANCE)
      }
    },
  )

  it('are tried for every operation, or the reason is given', () => {
    const untried = Object.entries(operationCases)
      .filter(([, { cases, notDifferentiable }]) => cases.length === 0 && notDifferentiable === undefined)
      .map(([op]) => op)
    expect(untried).toEqual([])
  })

  it('let nothing through operations whose derivative is 0', async () => {
    for (const { op, use } of allCases.filter(({ differentiable }) => !differentiable)) {
      const { gradients, feeds } = caseGraph(op, use, true)
      const computed = await (await sessionOf(gradients, 'cpu')).run(feeds)
      for (const { data } of Object.values(computed)) expect(data.every((value) => value === 0)).toBe(true)
    }
  })

  it('refuse the second derivative of MaxPool', () => {
    const graph = new Graph()
    const x = graph.input('x', [1, 1, 4, 4])
    const [dx] = backward(reduceSum(maxPool(x, 2, square(2, 0))), [x])
    const dy = dx.node.inputs[0]
    expect(() => backward(reduceSum(dx), [dy])).toThrow('second derivative')
  })

  it('refuse a gradient that arrives at the statistics of a batch', () => {
    const graph = new Graph()
    const x = graph.input('x', [2, 3, 4, 4])
    const { mean } = batchNorm(x, [graph.input('scale', [3]), graph.input('bias', [3])], 1e-5)
    expect(() => backward(reduceSum(mean), [x])).toThrow('first output')
  })
})

describe('BatchNorm', () => {
  it.each(['cpu', 'webgpu', 'portable'] as const)('gives mean and biased variance by channel (%s)', async (target) => {
    const x = normal(2, 3, 4, 5)
    const graph = new Graph()
    const [scale, bias] = ['scale', 'bias'].map((name) => graph.input(name, [3]))
    const { mean, variance } = batchNorm(graph.input('x', x.shape), [scale, bias], 1e-5)
    const session = await sessionOf({ mean, variance }, target)
    const results = await session.run({ x, scale: normal(3), bias: normal(3) })
    // Two-pass formulas in double precision over the 2 x 4 x 5 elements of each channel.
    const channels = [0, 1, 2].map((c) => [...x.data].filter((_, index) => Math.floor(index / 20) % 3 === c))
    const means = channels.map((values) => values.reduce((sum, v) => sum + v, 0) / 40)
    const variances = channels.map((values, c) => values.reduce((sum, v) => sum + (v - means[c]) ** 2, 0) / 40)
    expect(elementCount(mean.shape)).toBe(3)
    expect(deviation(results['mean'], tensor([3], means))).toBeLessThan(1e-5)
    expect(deviation(results['variance'], tensor([3], variances))).toBeLessThan(1e-5)
  })
})
