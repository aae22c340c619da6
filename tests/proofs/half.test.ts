// The whole network learns in float16, which the processor emulates, as it does in float32.
import { expect, it } from 'vitest'
import { initialParameters } from '../../src/model/init.ts'
import { defaultLoss } from '../../src/model/loss.ts'
import type { Precision } from '../../src/graph/lowering/half.ts'
import { Trainer } from '../../src/train/trainer.ts'
import { randomBatch } from '../webgpu/steps.ts'

const size = 96
const steps = 15

async function losses(precision: Precision, onDevice: boolean): Promise<number[]> {
  const trainer = await Trainer.create({
    parameters: initialParameters(1),
    images: [1, 3, size, size],
    loss: defaultLoss,
    optimizer: { name: 'SGD', momentum: 0.9, weightDecay: 1e-4 },
    frozen: [],
    maxGradNorm: 0,
    precision,
    onDevice,
    session: { threads: 2, spin: false },
  })
  const batch = randomBatch(size)
  const found: number[] = []
  for (let step = 0; step < steps; step++) found.push((await trainer.step(batch, 3e-4)).loss)
  await trainer.release()
  return found
}

it.each([false, true])('has the loss curve of float32 within 2 % (weights on the device: %s)', async (onDevice) => {
  const [single, half] = [await losses('float32', onDevice), await losses('float16', onDevice)]
  const deviations = single.map((loss, step) => Math.abs(half[step] - loss) / loss)
  console.log(`largest deviation of the loss in ${steps} steps: ${(100 * Math.max(...deviations)).toFixed(2)} %`)
  expect(single.at(-1)).toBeLessThan(single[0])
  expect(Math.max(...deviations)).toBeLessThan(0.02)
})
