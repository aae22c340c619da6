// `ocrdet/graph`: what is trained with it is saved as an ONNX file that another session reads.
import { expect, it } from 'vitest'
import { backward, compile, encodeOnnx, Graph, mul, reduceSum, tensor } from '../../src/api/graph.ts'
import { Session } from '../../src/graph/session.ts'

it('differentiates, runs, and saves a graph with a free batch', async () => {
  const graph = new Graph()
  const x = graph.input('x', [2, 2])
  const loss = reduceSum(mul(x, x))
  const [gradient] = backward(loss, [x])
  const session = await compile({ loss, gradient })
  const outputs = await session.run({ x: tensor([2, 2], [1, 2, 3, 4]) })
  expect(Array.from(outputs['loss'].data)).toEqual([30])
  expect(Array.from(outputs['gradient'].data)).toEqual([2, 4, 6, 8])
  const bytes = encodeOnnx({ y: mul(x, 3) }, { shapes: { x: ['n', 2], y: ['n', 2] } })
  const saved = await Session.load(bytes)
  expect(Array.from((await saved.run({ x: tensor([1, 2], [5, 6]) }))['y'].data)).toEqual([15, 18])
})
