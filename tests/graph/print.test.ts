// A graph as text, forward and reverse.
import { expect, it } from 'vitest'
import { backward } from '../../src/graph/backward.ts'
import { batchNorm, conv, maxPool, mul, reduceSum, relu, square, sub } from '../../src/graph/build.ts'
import { Graph } from '../../src/graph/graph.ts'
import { renderGraph } from '../../src/graph/print.ts'

it('prints one node a line, with constants and inputs inside', () => {
  const graph = new Graph()
  const x = graph.input('images', [2, 3, 8, 8])
  const w = graph.constant({ shape: [4, 3, 3, 3], data: new Float32Array(108) }, 'conv1.weight')
  const mean = graph.constant({ shape: [1, 3, 1, 1], data: new Float32Array(3) })
  const y = conv(mul(sub(x, mean), 0.5), w, square(2, 1))
  const ones = graph.constant({ shape: [4], data: new Float32Array(4).fill(1) }, 'ones')
  const { mean: statistic } = batchNorm(y, [ones, ones], 1e-5)
  mul(maxPool(y, 2, square(2, 0)), reduceSum(statistic))
  expect(renderGraph(graph)).toBe(
    [
      'images = Input -> (2, 3, 8, 8)',
      '%3 = Sub(images, constant(1, 3, 1, 1)) -> (2, 3, 8, 8)',
      '%5 = Mul(%3, 0.5) -> (2, 3, 8, 8)',
      '%6 = Conv(%5, conv1.weight) strides=[2,2] pads=[1,1,1,1] -> (2, 4, 4, 4)',
      '%8 = BatchNorm(%6, ones, ones) epsilon=0.00001 -> (2, 4, 4, 4) (4) (4)',
      '%9 = MaxPool(%6) kernel=[2,2] strides=[2,2] pads=[0,0,0,0] -> (2, 4, 2, 2) (2, 4, 2, 2)',
      '%10 = ReduceSum(%8.1) axes=[0] keepdims=false -> ()',
      '%11 = Mul(%9, %10) -> (2, 4, 2, 2)',
    ].join('\n'),
  )
})

it('prints the reverse pass after the forward pass', () => {
  const graph = new Graph()
  const w = graph.input('w', [2, 3])
  backward(reduceSum(relu(w)), [w])
  expect(renderGraph(graph)).toBe(
    [
      'w = Input -> (2, 3)',
      '%1 = Relu(w) -> (2, 3)',
      '%2 = ReduceSum(%1) axes=[0,1] keepdims=false -> ()',
      '%4 = Reshape(1) shape=[1,1] -> (1, 1)',
      '%5 = Expand(%4) shape=[2,3] -> (2, 3)',
      '%6 = ReluGrad(%5, %1) -> (2, 3)',
    ].join('\n'),
  )
})
