// A pass over the whole network on different numbers of cores.
import { describe, expect, it } from 'vitest'
import { must } from '../../src/core/assert.ts'
import type { TensorMap } from '../../src/core/tensor.ts'
import { defaultLoss } from '../../src/model/loss.ts'
import { Pass } from '../../src/train/pass.ts'
import { randomBatch, randomParameters } from '../model/batch.ts'

const IMAGES = 2

async function passOn(threads: number) {
  const parameters = randomParameters(1)
  const images = [IMAGES, 3, 64, 64] as const
  const pass = await Pass.load({ parameters, images, loss: defaultLoss, frozen: [], session: { threads, spin: false } })
  const result = await pass.run(parameters, randomBatch(3, IMAGES, 64))
  await pass.release()
  return result
}

/** The norm of the difference of all gradients together, relative to the norm of them all. */
function deviation(a: TensorMap, b: TensorMap): number {
  let [difference, norm] = [0, 0]
  for (const [name, { data }] of a) {
    const other = must(b.get(name), name).data
    data.forEach((value, index) => {
      difference += (value - other[index]) ** 2
      norm += value ** 2
    })
  }
  return Math.sqrt(difference / norm)
}

describe('a pass', { timeout: 120_000 }, () => {
  it('gives the same gradients to the bit on one core and on as many as images, and to rounding on more', async () => {
    const [one, two, five] = [await passOn(1), await passOn(IMAGES), await passOn(5)]
    expect(two.losses).toEqual(one.losses)
    expect(deviation(one.gradients, two.gradients)).toBe(0)
    expect(five.losses.total).toBeCloseTo(one.losses.total, 5)
    // weights that are changed by 1e-7 of themselves change the gradients of this untrained network as much
    expect(deviation(one.gradients, five.gradients)).toBeLessThan(0.05)
  })
})
