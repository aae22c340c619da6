// What the loader and its workers say to each other.
import { partsOf, UserError } from '../../core/errors.ts'
import type { UserErrorParts } from '../../core/errors.ts'
import type { Sample } from '../types.ts'
import type { BatchExtent } from './buffers.ts'
import type { SampleSettings } from './sample-maker.ts'

/** What a worker knows from the start. */
export interface WorkerStart {
  readonly samples: readonly Sample[]
  readonly settings: SampleSettings
  /** How many workers share the samples and the memory for images; 0 when the loader's own thread works. */
  readonly workers: number
  /** Memory for decoded images, of all workers together. */
  readonly cacheBytes: number
  readonly extent: BatchExtent
  /** Memory of the batches being filled, shared by all threads. */
  readonly slots: readonly SharedArrayBuffer[]
}

/** One sample to make. */
export interface SlotTask {
  readonly slot: number
  /** Place in the batch. */
  readonly position: number
  /** Index of the sample in the list. */
  readonly sample: number
  readonly epoch: number
}

/** One sample made, or failed. */
export interface Reply {
  readonly slot: number
  readonly position: number
  /** Time it took, in milliseconds. */
  readonly ms: number
  readonly failure?: Failure
}

/** An error as it crosses threads, where classes are lost: one a person can repair, or a bug. */
export type Failure = { readonly repair: UserErrorParts } | { readonly bug: unknown }

export function packError(error: unknown): Failure {
  return error instanceof UserError ? { repair: partsOf(error) } : { bug: error }
}

export function unpackError(failure: Failure): unknown {
  return 'repair' in failure ? new UserError(failure.repair) : failure.bug
}
