// A batch in equal parts, for machines that cannot hold the whole one: the parts are computed one after the other.
import { assert } from '../core/assert.ts'
import type { Tensor } from '../core/tensor.ts'
import type { TrainingBatch } from './pass.ts'

/** The next smaller part that divides a batch evenly: 8, 4, 2, 1; or 6, 3, 2, 1. Undefined after 1. */
export function smallerMicroBatch(batchSize: number, microBatch: number): number | undefined {
  for (let smaller = microBatch - 1; smaller >= 1; smaller--) if (batchSize % smaller === 0) return smaller
  return undefined
}

/** The parts of a batch of (N, ...) tensors, each (microBatch, ...), as views; N is a multiple of it. */
export function* microBatches(batch: TrainingBatch, microBatch: number): Generator<TrainingBatch> {
  const [count] = batch.images.shape
  assert(count % microBatch === 0, `a batch of ${count} has equal parts of ${microBatch}`)
  for (let start = 0; start < count; start += microBatch) {
    const part = (whole: Tensor) => rows(whole, start, microBatch)
    yield {
      images: part(batch.images),
      shrinkMap: part(batch.shrinkMap),
      shrinkMask: part(batch.shrinkMask),
      thresholdMap: part(batch.thresholdMap),
      thresholdMask: part(batch.thresholdMask),
    }
  }
}

function rows({ shape: [n, ...rest], data }: Tensor, start: number, count: number): Tensor {
  const size = data.length / n
  return { shape: [count, ...rest], data: data.subarray(start * size, (start + count) * size) }
}
