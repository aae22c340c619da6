// The whole network learns on a WebGPU adapter as it does on the CPU. WEBGPU_STEPS says how many steps are compared.
import { expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { tensor } from '../../src/core/tensor.ts'
import type { Provider } from '../../src/graph/session.ts'
import { initialParameters } from '../../src/model/init.ts'
import { defaultLoss } from '../../src/model/loss.ts'
import type { TrainingBatch } from '../../src/train/pass.ts'
import { Trainer } from '../../src/train/trainer.ts'

const steps = Number(process.env['WEBGPU_STEPS'] ?? 3)
/** At 64x64 the deepest normalisation sees 2x2 pixels, and amplifies the last digit of every step. */
const size = 96

it(`has the same loss curve over ${steps} steps`, async () => {
  const [onCpu, onGpu] = [await lossesOn('cpu'), await lossesOn('webgpu')]
  const deviations = onCpu.map((loss, step) => Math.abs(onGpu[step] - loss) / loss)
  console.log(`largest deviation of the loss in ${steps} steps: ${Math.max(...deviations).toExponential(1)}`)
  expect(onCpu.at(-1)).toBeLessThan(onCpu[0])
  expect(Math.max(...deviations)).toBeLessThan(1e-2)
})

/** Losses of training steps with SGD from random weights, one image of 96x96. */
async function lossesOn(provider: Provider): Promise<number[]> {
  const trainer = await Trainer.create({
    parameters: initialParameters(1),
    images: [1, 3, size, size],
    loss: defaultLoss,
    optimizer: { name: 'SGD', momentum: 0.9, weightDecay: 1e-4 },
    frozen: [],
    maxGradNorm: 0,
    session: { provider },
  })
  const batch = randomBatch()
  const losses: number[] = []
  for (let step = 0; step < steps; step++) losses.push((await trainer.step(batch, 3e-4)).loss)
  await trainer.release()
  return losses
}

/** Noise with random texts: five pixels in a hundred. */
function randomBatch(): TrainingBatch {
  const random = new Random(1, 'webgpu')
  const filled = (channels: number, draw: () => number) => {
    const result = tensor([1, channels, size, size])
    return { ...result, data: result.data.map(draw) }
  }
  return {
    images: filled(3, () => random.normal() * 0.3),
    shrinkMap: filled(1, () => (random.next() < 0.05 ? 1 : 0)),
    shrinkMask: filled(1, () => 1),
    thresholdMap: filled(1, () => random.uniform(0.3, 0.7)),
    thresholdMask: filled(1, () => (random.next() < 0.1 ? 1 : 0)),
  }
}
