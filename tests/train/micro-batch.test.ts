// A batch in parts: nothing twice, nothing left out, nothing copied.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { tensor, type Shape } from '../../src/core/tensor.ts'
import { microBatches, smallerMicroBatch } from '../../src/train/micro-batch.ts'
import type { TrainingBatch } from '../../src/train/pass.ts'

/** A batch whose every number is another. */
function batchOf(count: number): TrainingBatch {
  let next = 0
  const counted = (...shape: Shape) =>
    tensor(
      shape,
      Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => next++),
    )
  const map = () => counted(count, 1, 2, 3)
  return {
    images: counted(count, 3, 2, 3),
    shrinkMap: map(),
    shrinkMask: map(),
    thresholdMap: map(),
    thresholdMask: map(),
  }
}

it('parts of a batch are views that together are the batch, of every tensor alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }), (parts, each) => {
      const batch = batchOf(parts * each)
      const divided = [...microBatches(batch, each)]
      expect(divided).toHaveLength(parts)
      for (const name of ['images', 'shrinkMap', 'shrinkMask', 'thresholdMap', 'thresholdMask'] as const) {
        expect(divided.flatMap((part) => [...part[name].data])).toEqual([...batch[name].data])
        for (const part of divided) {
          expect(part[name].shape).toEqual([each, ...batch[name].shape.slice(1)])
          expect(part[name].data.buffer).toBe(batch[name].data.buffer)
        }
      }
    }),
  )
})

it('a batch that does not divide evenly is refused', () => {
  expect(() => [...microBatches(batchOf(5), 2)]).toThrow('equal parts')
})

it('smaller parts go down through every divisor to one image, and end there', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), (count) => {
      const seen: number[] = []
      for (let part: number | undefined = count; part !== undefined; part = smallerMicroBatch(count, part))
        seen.push(part)
      const divisors = Array.from({ length: count }, (_, i) => count - i).filter((part) => count % part === 0)
      expect(seen).toEqual(divisors)
    }),
  )
})
