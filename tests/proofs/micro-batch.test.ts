// A batch in parts: the same update as the whole where the loss is a mean over images, the mean of the parts' gradients everywhere.
import { describe, expect, it } from 'vitest'
import { must } from '../../src/core/assert.ts'
import type { TensorMap } from '../../src/core/tensor.ts'
import { parameterSpecs } from '../../src/model/dbnet.ts'
import { defaultLoss } from '../../src/model/loss.ts'
import { microBatches, smallerMicroBatch } from '../../src/train/micro-batch.ts'
import { Pass } from '../../src/train/pass.ts'
import { Trainer, type TrainerOptions } from '../../src/train/trainer.ts'
import { randomBatch, randomParameters } from '../model/batch.ts'

const N = 4
const SIZE = 64
const RATE = 0.01
const images = [N, 3, SIZE, SIZE] as const
const batch = randomBatch(3, N, SIZE)

function options(parameters: TensorMap): TrainerOptions {
  const optimizer = { name: 'SGD', momentum: 0, weightDecay: 0 } as const
  return { parameters, images, loss: defaultLoss, optimizer, frozen: [], maxGradNorm: 0 }
}

/** The largest difference from `expected`, as a share of its largest number. */
function deviation(found: Float32Array, expected: Float32Array): number {
  const largest = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 1e-12)
  return found.reduce((max, value, i) => Math.max(max, Math.abs(value - expected[i])), 0) / largest
}

/** Without the statistics of the batch logits grow large: smaller last filters keep probabilities from rounding to 1. */
function modest(parameters: TensorMap): TensorMap {
  for (const [name, { data }] of parameters)
    if (name.endsWith('.6.weight')) data.forEach((value, i) => (data[i] = value / 50))
  return parameters
}

/** What one step with this trainer changes, by parameter, and its loss. */
async function stepOf(settings: TrainerOptions): Promise<{ loss: number; change: Map<string, Float32Array> }> {
  const before = new Map([...settings.parameters].map(([name, { data }]) => [name, data.slice()]))
  const trainer = await Trainer.create(settings)
  const { loss } = await trainer.step(batch, RATE)
  await trainer.release()
  const change = [...settings.parameters].map(([name, { data }]): [string, Float32Array] => {
    const old = must(before.get(name), name)
    return [name, data.map((value, i) => value - old[i])]
  })
  return { loss, change: new Map(change) }
}

describe('a batch in parts', () => {
  it('becomes smaller by the divisors of the batch', () => {
    const pipeline = (batchSize: number): number[] => {
      const steps = [batchSize]
      for (
        let part = smallerMicroBatch(batchSize, batchSize);
        part !== undefined;
        part = smallerMicroBatch(batchSize, part)
      )
        steps.push(part)
      return steps
    }
    expect(pipeline(8)).toEqual([8, 4, 2, 1])
    expect(pipeline(6)).toEqual([6, 3, 2, 1])
    expect(pipeline(7)).toEqual([7, 1])
    expect(pipeline(1)).toEqual([1])
  })

  it(
    'gives the same update as the whole when statistics are frozen and the loss is a mean over images',
    { timeout: 120_000 },
    async () => {
      const norms = parameterSpecs().flatMap(({ name, role }) =>
        role === 'running-mean' ? [name.replace('running_mean', '')] : [],
      )
      // All negatives count, every image has equally many positives and negatives, and the dice loss, which is no mean, is off.
      const [first] = microBatches(batch, 1)
      for (const [name, { data }] of Object.entries(batch))
        if (name !== 'images')
          for (let n = 0; n < N; n++) data.set(first[name as keyof typeof first].data, (n * data.length) / N)
      const loss = { ...defaultLoss, ohemRatio: 100, diceWeight: 0 }
      const settings = () => ({ ...options(modest(randomParameters(1))), loss, frozen: norms })
      const whole = await stepOf(settings())
      const parts = await stepOf({ ...settings(), microBatch: 1 })
      expect(parts.loss).toBeCloseTo(whole.loss, 5)
      const differences = [...whole.change].map(([name, change]) => [
        name,
        deviation(must(parts.change.get(name), name), change),
      ])
      expect(differences.filter(([, difference]) => Number(difference) > 1e-3)).toEqual([])
      expect(whole.change.get('backbone.conv1.weight')?.some((value) => value !== 0)).toBe(true)
    },
  )

  it(
    'follows the mean of the gradients of its parts, and blends the statistics of each part',
    { timeout: 120_000 },
    async () => {
      const start = randomParameters(2)
      const pass = await Pass.load({ ...options(start), images: [2, 3, SIZE, SIZE] })
      const results = []
      for (const part of microBatches(batch, 2)) results.push(await pass.run(start, part))
      await pass.release()
      const { loss, change } = await stepOf({ ...options(randomParameters(2)), microBatch: 2 })
      expect(loss).toBeCloseTo((results[0].losses.total + results[1].losses.total) / 2, 5)
      const [a, b] = results.map(({ gradients }) => must(gradients.get('decoder.in5.weight'), 'a gradient').data)
      const mean = a.map((value, i) => (-RATE * (value + b[i])) / 2)
      expect(deviation(must(change.get('decoder.in5.weight'), 'a change'), mean)).toBeLessThan(1e-3)
      const [seenFirst, seenSecond] = results.map(({ statistics }) => statistics[0])
      expect(seenFirst.layer).toBe('backbone.bn1')
      const running = must(start.get('backbone.bn1.running_var'), 'a variance').data
      const expected = running.map(
        (value, i) => 0.9 * (0.9 * value + 0.1 * seenFirst.variance[i]) + 0.1 * seenSecond.variance[i] - value,
      )
      expect(deviation(must(change.get('backbone.bn1.running_var'), 'a change'), expected)).toBeLessThan(1e-4)
    },
  )

  it('limits the norm of the mean gradient, not of the sum', { timeout: 120_000 }, async () => {
    const settings = () => ({ ...options(randomParameters(2)), maxGradNorm: 0.5, microBatch: 1 })
    const { change } = await stepOf(settings())
    const trained = [...change].filter(([name]) => !name.includes('running_'))
    const norm = Math.sqrt(trained.reduce((sum, [, data]) => sum + data.reduce((part, x) => part + x * x, 0), 0))
    expect(norm / RATE).toBeCloseTo(0.5, 2)
  })
})
