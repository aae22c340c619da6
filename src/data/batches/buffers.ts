// The floats of one batch: images and target maps, as one stretch of memory for each kind.
import type { Targets } from '../targets.ts'

/** Everything a batch of `batchSize` samples of one size holds, sample after sample. */
export interface BatchBuffers extends Targets {
  /** (N, 3, H, W). The four maps are (N, 1, H, W). */
  readonly images: Float32Array
}

/** How many samples, and how large: what decides the size of a batch in memory. */
export interface BatchExtent {
  readonly batchSize: number
  /** Pixels of one sample, H x W. */
  readonly pixels: number
}

/** Planes of a sample: three of the image, four maps. */
const planesPerSample = 7

/** Bytes that one batch takes. */
export function batchBytes({ batchSize, pixels }: BatchExtent): number {
  return planesPerSample * batchSize * pixels * Float32Array.BYTES_PER_ELEMENT
}

/** Views of `memory`, which has `batchBytes` bytes and may be shared between threads. */
export function batchBuffers(memory: ArrayBufferLike, { batchSize, pixels }: BatchExtent): BatchBuffers {
  const floats = batchSize * pixels
  const planes = (first: number, count: number): Float32Array =>
    new Float32Array(memory, first * floats * Float32Array.BYTES_PER_ELEMENT, count * floats)
  return {
    images: planes(0, 3),
    shrinkMap: planes(3, 1),
    shrinkMask: planes(4, 1),
    thresholdMap: planes(5, 1),
    thresholdMask: planes(6, 1),
  }
}

/** The part of the buffers that belongs to `count` samples from `position`. */
export function partOf(buffers: BatchBuffers, { pixels }: BatchExtent, position: number, count: number): BatchBuffers {
  const part = (data: Float32Array, planes: number): Float32Array =>
    data.subarray(position * planes * pixels, (position + count) * planes * pixels)
  return {
    images: part(buffers.images, 3),
    shrinkMap: part(buffers.shrinkMap, 1),
    shrinkMask: part(buffers.shrinkMask, 1),
    thresholdMap: part(buffers.thresholdMap, 1),
    thresholdMask: part(buffers.thresholdMask, 1),
  }
}

/** Copies all five kinds; both sides are for as many samples. */
export function copyBuffers(from: BatchBuffers, to: BatchBuffers): void {
  to.images.set(from.images)
  to.shrinkMap.set(from.shrinkMap)
  to.shrinkMask.set(from.shrinkMask)
  to.thresholdMap.set(from.thresholdMap)
  to.thresholdMask.set(from.thresholdMask)
}
