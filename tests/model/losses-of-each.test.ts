// A validation graph for several images has for each the loss that it has alone, although a training weighs all of a batch together.
import { expect, it } from 'vitest'
import type { Tensor } from '../../src/core/tensor.ts'
import { compile } from '../../src/graph/compile.ts'
import { evaluationGraph } from '../../src/model/dbnet.ts'
import { defaultLoss } from '../../src/model/loss.ts'
import { randomBatch, randomParameters } from './batch.ts'

it('gives every image of a batch a loss of its own', async () => {
  const values = randomParameters(4)
  const batch = randomBatch(6, 2, 64)
  const lossesOf = async (feeds: Readonly<Record<string, Tensor>>) => {
    const [count] = feeds['images'].shape
    const { losses } = evaluationGraph(values, { images: [count, 3, 64, 64], loss: defaultLoss })
    const session = await compile({ losses })
    const found = (await session.run(feeds))['losses'].data
    await session.release()
    return [...found]
  }
  const imageOf = (index: number) =>
    Object.fromEntries(
      Object.entries(batch).map(([name, { shape, data }]) => {
        const size = data.length / 2
        return [name, { shape: [1, ...shape.slice(1)], data: data.slice(index * size, (index + 1) * size) }]
      }),
    )
  const together = await lossesOf(batch)
  const [first, second] = [await lossesOf(imageOf(0)), await lossesOf(imageOf(1))]
  expect(together).toHaveLength(2)
  expect(together[0]).toBeCloseTo(first[0], 4)
  expect(together[1]).toBeCloseTo(second[0], 4)
  expect(Math.abs(together[0] - together[1])).toBeGreaterThan(1e-3)
})
