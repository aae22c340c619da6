// Weights that stay on the device learn what weights in this process learn; tried on the CPU provider, which holds tensors likewise.
import { describe, expect, it } from 'vitest'
import { must } from '../../src/core/assert.ts'
import { defaultLoss } from '../../src/model/loss.ts'
import type { OptimizerSettings } from '../../src/train/optimizer.ts'
import { Trainer, type StepResult, type TrainerOptions } from '../../src/train/trainer.ts'
import { randomBatch, randomParameters } from '../model/batch.ts'

const N = 2
const SIZE = 64
const RATE = 1e-3
const noise = 1e-4
const sgd = { name: 'SGD', momentum: 0.9, weightDecay: 0.01 } as const
/** One in which no hard negative is so near to the last that counts that a rounding error exchanges them. */
const batch = randomBatch(6, N, SIZE)

/** Fresh parameters each time: a trainer changes them in place. */
function trainerOf(optimizer: OptimizerSettings, options: Partial<TrainerOptions>): Promise<Trainer> {
  const parameters = randomParameters(7)
  return Trainer.create({
    parameters,
    images: [N, 3, SIZE, SIZE],
    loss: defaultLoss,
    optimizer,
    frozen: [],
    maxGradNorm: 0,
    ...options,
  })
}

async function steps(trainer: Trainer, count: number): Promise<StepResult[]> {
  const results: StepResult[] = []
  for (let step = 0; step < count; step++) results.push(await trainer.step(batch, RATE))
  return results
}

/**
 * The largest difference of any number, as a share of the largest number of its tensor. Biases that a normalisation takes away again have
 * gradients of rounding errors alone: what is smaller than `noise` counts as that.
 */
function difference(a: Trainer, b: Trainer): number {
  const [slotsOfA, slotsOfB] = [a, b].map(({ optimizer }) => optimizer.state().slots)
  const pairs = [[a.parameters, b.parameters], ...[...slotsOfA].map(([slot, one]) => [one, slotsOfB.get(slot)])]
  let largest = 0
  for (const [one, other] of pairs)
    for (const [name, { data }] of must(one, 'both have it')) {
      const expected = must(other?.get(name), name).data
      const scale = expected.reduce((max, value) => Math.max(max, Math.abs(value)), noise)
      data.forEach((value, i) => (largest = Math.max(largest, Math.abs(value - expected[i]) / scale)))
    }
  return largest
}

describe('weights on the device', () => {
  it('learn the same as weights in this process', async () => {
    const options = { maxGradNorm: 5, frozen: ['backbone.'] }
    const [host, device] = [await trainerOf(sgd, options), await trainerOf(sgd, { ...options, onDevice: true })]
    const [expected, found] = [await steps(host, 2), await steps(device, 2)]
    await device.sync()
    found.forEach(({ loss, finite }, step) => {
      expect(finite).toBe(true)
      expect(Math.abs(loss - expected[step].loss)).toBeLessThan(1e-5 * expected[step].loss)
    })
    expect(device.optimizer.state().step).toBe(2)
    expect(difference(device, host)).toBeLessThan(2e-3)
    await Promise.all([host.release(), device.release()])
  })

  it('sum the gradients of parts, and go on after being unloaded', async () => {
    const options = { microBatch: 1, frozen: ['backbone.'] }
    const [host, device] = [await trainerOf(sgd, options), await trainerOf(sgd, { ...options, onDevice: true })]
    for (const trainer of [host, device]) {
      await steps(trainer, 1)
      await trainer.sync()
      await trainer.release()
      await steps(trainer, 1)
      await trainer.sync()
    }
    expect(difference(device, host)).toBeLessThan(2e-3)
    await Promise.all([host.release(), device.release()])
  })

  it('stay in this process as they were until they are asked for', async () => {
    const device = await trainerOf(sgd, { onDevice: true })
    const weight = must(device.parameters.get('backbone.conv1.weight'), 'the first filters')
    const before = weight.data.slice()
    await steps(device, 1)
    expect(weight.data).toEqual(before)
    await device.sync()
    expect(weight.data).not.toEqual(before)
    await device.release()
  })

  it('are not changed by a step that is not finite', async () => {
    const device = await trainerOf(sgd, { onDevice: true, frozen: ['backbone.'] })
    const broken = { ...batch, images: { ...batch.images, data: batch.images.data.map(() => NaN) } }
    expect((await device.step(broken, RATE)).finite).toBe(false)
    await device.sync()
    const untouched = await trainerOf(sgd, { frozen: ['backbone.'] })
    expect(difference(untouched, device)).toBe(0)
    expect((await device.step(batch, RATE)).finite).toBe(true)
    await device.release()
  })
})
