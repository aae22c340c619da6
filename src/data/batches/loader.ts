// The batch loader: prefetched batches in the planned order, made off the main thread.
import { performance } from 'node:perf_hooks'
import { assert } from '../../core/assert.ts'
import { tensor } from '../../core/tensor.ts'
import type { Batch, LoaderOptions } from './batch.ts'
import { batchBuffers, batchBytes, copyBuffers, partOf } from './buffers.ts'
import type { BatchBuffers, BatchExtent } from './buffers.ts'
import { startWorkerPool } from './worker-pool.ts'
import type { WorkerPool } from './worker-pool.ts'
import { unpackError } from './messages.ts'
import type { Reply } from './messages.ts'
import { planEpochs } from './plan.ts'
import type { PlannedBatch } from './plan.ts'
import type { SampleSettings } from './sample-maker.ts'

/** A batch being made in a slot. */
interface Pending {
  readonly planned: PlannedBatch
  readonly slot: number
  readonly done: Promise<void>
  readonly finish: () => void
  missing: number
  loadMs: number
  /** The failed sample that comes first in the batch. */
  failed: { position: number; error: unknown } | undefined
}

const defaultCacheBytes = 512 * 2 ** 20

/**
 * Loads batches ahead of their use. Jobs lie with the workers before a batch is asked for, so they go on while the calling thread
 * is blocked by the network. Samples are made in shared memory and copied once into memory of this thread: ONNX Runtime does not
 * take shared memory.
 */
export class BatchLoader {
  readonly #options: LoaderOptions
  readonly #extent: BatchExtent
  readonly #slots: readonly SharedArrayBuffer[]
  readonly #own: BatchBuffers
  readonly #pool: WorkerPool
  readonly #plan: Iterator<PlannedBatch>
  readonly #pending: Pending[] = []
  #closed = false
  #death: { error: unknown } | undefined

  constructor(options: LoaderOptions) {
    const { samples, preprocessing, part, workers = 1, depth = 2, cacheBytes = defaultCacheBytes } = options
    const batchSize = options.batchSize / (part?.count ?? 1)
    assert(samples.length > 0 && batchSize >= 1 && depth >= 1, 'a loader has samples, a batch size and a depth')
    const [height, width] = preprocessing.size
    this.#options = options
    this.#extent = { batchSize, pixels: height * width }
    const bytes = batchBytes(this.#extent)
    this.#slots = Array.from({ length: depth }, () => new SharedArrayBuffer(bytes))
    this.#own = batchBuffers(new ArrayBuffer(bytes), this.#extent)
    const { seed, augmentation, targets } = options
    const settings: SampleSettings = { seed, augmentation, preprocessing, targets }
    this.#pool = startWorkerPool(
      { samples, settings, workers, cacheBytes, extent: this.#extent, slots: this.#slots },
      { onReply: (reply) => this.#receive(reply), onDeath: (error) => this.#die(error) },
    )
    this.#plan = planEpochs(
      { shuffle: true, fullBatches: true, sampleCount: samples.length, ...options },
      { skipBatches: 0, ...options },
    )
    for (let slot = 0; slot < depth; slot++) this.#fill(slot)
  }

  /**
   * The next batch in order, or undefined after the last one and once the loader is closed. One call at a time.
   * @throws UserError when an image of the batch cannot be decoded; the following call goes on with the batch after it
   */
  async next(): Promise<Batch | undefined> {
    const begin = performance.now()
    const pending = this.#pending.at(0)
    if (pending === undefined || this.#closed) return undefined
    await pending.done
    if (this.#closed) return undefined
    if (this.#death !== undefined) throw this.#death.error
    const waitMs = performance.now() - begin
    this.#pending.shift()
    const batch = pending.failed === undefined ? this.#take(pending, waitMs) : undefined
    this.#fill(pending.slot)
    if (pending.failed !== undefined) throw pending.failed.error
    return batch
  }

  /** Ends the workers at once, whatever they are doing. A loader that is not closed keeps the process alive. */
  async close(): Promise<void> {
    this.#closed = true
    for (const pending of this.#pending) pending.finish()
    await this.#pool.close()
  }

  /** Posts the jobs of the next planned batch, if there is one. */
  #fill(slot: number): void {
    const planned = this.#plan.next()
    if (planned.done === true) return
    const { epoch, indices } = planned.value
    let finish = (): void => {}
    const done = new Promise<void>((resolve) => (finish = resolve))
    const missing = indices.length
    this.#pending.push({ planned: planned.value, slot, done, finish, missing, loadMs: 0, failed: undefined })
    for (const [position, sample] of indices.entries()) this.#pool.post({ slot, position, sample, epoch })
  }

  /** Copies a finished batch out of its slot, which is free afterwards. */
  #take({ planned, slot, loadMs }: Pending, waitMs: number): Batch {
    const { epoch, iteration, indices } = planned
    const { preprocessing, samples } = this.#options
    const [height, width] = preprocessing.size
    const count = indices.length
    const own = partOf(this.#own, this.#extent, 0, count)
    copyBuffers(partOf(batchBuffers(this.#slots[slot], this.#extent), this.#extent, 0, count), own)
    return {
      epoch,
      iteration,
      images: tensor([count, 3, height, width], own.images),
      shrinkMap: tensor([count, 1, height, width], own.shrinkMap),
      shrinkMask: tensor([count, 1, height, width], own.shrinkMask),
      thresholdMap: tensor([count, 1, height, width], own.thresholdMap),
      thresholdMask: tensor([count, 1, height, width], own.thresholdMask),
      names: indices.map((index) => samples[index].name),
      loadMs,
      waitMs,
    }
  }

  #receive({ slot, position, ms, failure }: Reply): void {
    const pending = this.#pending.find((one) => one.slot === slot)
    assert(pending !== undefined, `slot ${slot} has a batch`)
    pending.loadMs += ms
    pending.missing -= 1
    if (failure !== undefined && position < (pending.failed?.position ?? Infinity))
      pending.failed = { position, error: unpackError(failure) }
    if (pending.missing === 0) pending.finish()
  }

  #die(error: unknown): void {
    this.#death ??= { error }
    for (const pending of this.#pending) pending.finish()
  }
}
