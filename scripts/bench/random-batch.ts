// A batch of random images and maps of the right kinds: the same numbers each time, for timing steps.
import { Random } from '../../src/core/random.ts'
import { tensor } from '../../src/core/tensor.ts'
import type { TrainingBatch } from '../../src/train/pass.ts'

/** Images (batch, 3, size, size), maps (batch, 1, size, size). */
export function randomBatch(batch: number, size: number): TrainingBatch {
  const random = new Random(1, 'bench')
  const filled = (channels: number, draw: () => number) => {
    const result = tensor([batch, channels, size, size])
    for (let index = 0; index < result.data.length; index++) result.data[index] = draw()
    return result
  }
  return {
    images: filled(3, () => random.normal() * 0.3),
    shrinkMap: filled(1, () => (random.next() < 0.05 ? 1 : 0)),
    shrinkMask: filled(1, () => 1),
    thresholdMap: filled(1, () => random.uniform(0.3, 0.7)),
    thresholdMask: filled(1, () => (random.next() < 0.1 ? 1 : 0)),
  }
}
