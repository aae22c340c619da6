// What a loader is asked for, and the batches it gives.
import type { Tensor } from '../../core/tensor.ts'
import type { Sample } from '../types.ts'
import type { BatchPart } from './plan.ts'
import type { SampleSettings } from './sample-maker.ts'

export interface LoaderOptions extends SampleSettings {
  readonly samples: readonly Sample[]
  /** Images of a whole batch. */
  readonly batchSize: number
  /** Which equal part of each batch to load; the whole by default. Only its images are read. */
  readonly part?: BatchPart | undefined
  /** The first and the last epoch to load; epochs are only keys of the random numbers here. */
  readonly firstEpoch: number
  readonly lastEpoch: number
  /** Batches of the first epoch to leave out, for going on in its middle; 0 by default. */
  readonly skipBatches?: number
  /** See `PlanSettings`; true by default. */
  readonly shuffle?: boolean
  /** See `PlanSettings`; true by default: the last batch wraps around to the start of its epoch's order. */
  readonly fullBatches?: boolean
  /** Worker threads; 1 by default, 0 works in the calling thread. The batches do not depend on it. */
  readonly workers?: number
  /** Batches made ahead, at least 1; 2 by default. Each takes 28 bytes a pixel and sample. */
  readonly depth?: number
  /** Decoded images stay in memory when all of them fit into this many bytes; 512 MiB by default. */
  readonly cacheBytes?: number
}

/** One batch. Its tensors are overwritten by the next call of `next`. */
export interface Batch {
  readonly epoch: number
  /** Number of the batch in its epoch, from 0. */
  readonly iteration: number
  /** (N, 3, H, W) */
  readonly images: Tensor
  /** (N, 1, H, W), like the three below; see `Targets`. */
  readonly shrinkMap: Tensor
  readonly shrinkMask: Tensor
  readonly thresholdMap: Tensor
  readonly thresholdMask: Tensor
  /** Names of the samples, in the order of the batch. */
  readonly names: readonly string[]
  /** Work that went into the batch, in milliseconds, summed over its samples. */
  readonly loadMs: number
  /** How long `next` waited for it. */
  readonly waitMs: number
}
