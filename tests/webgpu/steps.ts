// A few training steps of the whole network from random weights on noise with random texts, for the proofs on WebGPU.
import { Random } from '../../src/core/random.ts'
import { tensor } from '../../src/core/tensor.ts'
import { initialParameters } from '../../src/model/init.ts'
import { defaultLoss } from '../../src/model/loss.ts'
import type { TrainingBatch } from '../../src/train/pass.ts'
import { Trainer, type TrainerOptions } from '../../src/train/trainer.ts'

type NoiseOptions = { readonly size: number } & Pick<TrainerOptions, 'session'> &
  Partial<Pick<TrainerOptions, 'precision' | 'lossScale' | 'onDevice'>>

/** The whole network from random weights with SGD, for one image of size x size. */
export function trainerOnNoise({ size, ...options }: NoiseOptions): Promise<Trainer> {
  return Trainer.create({
    parameters: initialParameters(1),
    images: [1, 3, size, size],
    loss: defaultLoss,
    optimizer: { name: 'SGD', momentum: 0.9, weightDecay: 1e-4 },
    frozen: [],
    maxGradNorm: 0,
    ...options,
  })
}

/** Losses of steps on one batch of `randomBatch`. */
export async function trainSteps({ steps, ...options }: NoiseOptions & { readonly steps: number }): Promise<number[]> {
  const trainer = await trainerOnNoise(options)
  const batch = randomBatch(options.size)
  const losses: number[] = []
  for (let step = 0; step < steps; step++) losses.push((await trainer.step(batch, 3e-4)).loss)
  await trainer.release()
  return losses
}

/** A batch of one: noise with random texts, five pixels in a hundred. */
export function randomBatch(size: number): TrainingBatch {
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
