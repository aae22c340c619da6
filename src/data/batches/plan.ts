// Which samples make up which batch of an epoch: a pure function of the seed and the epoch.
import { assert } from '../../core/assert.ts'
import { Random } from '../../core/random.ts'

export interface PlanSettings {
  readonly sampleCount: number
  readonly batchSize: number
  readonly seed: number
  /** Whether the order changes from epoch to epoch; otherwise it is the list's. */
  readonly shuffle: boolean
  /**
   * Whether an epoch's last batch is filled up with samples from the start of the same epoch's order. A training graph is
   * compiled for one batch size, so this is what training wants; otherwise the last batch may be smaller.
   */
  readonly fullBatches: boolean
}

/** Batches in an epoch: every sample comes at least once, so 456 samples in batches of 8 are 57. */
export function batchesPerEpoch({ sampleCount, batchSize }: Pick<PlanSettings, 'sampleCount' | 'batchSize'>): number {
  return Math.ceil(sampleCount / batchSize)
}

/** The batches of an epoch, as indices into the list of samples. Equal seeds and epochs give equal plans. */
export function planEpoch(settings: PlanSettings, epoch: number): number[][] {
  const { sampleCount, batchSize, seed, shuffle, fullBatches } = settings
  assert(
    sampleCount >= 1 && batchSize >= 1,
    `an epoch needs samples and a batch size, got ${sampleCount}, ${batchSize}`,
  )
  const list = Array.from({ length: sampleCount }, (_, index) => index)
  const order = shuffle ? new Random(seed, 'order', epoch).shuffled(list) : list
  return Array.from({ length: batchesPerEpoch(settings) }, (_, batch) => {
    const first = batch * batchSize
    const length = fullBatches ? batchSize : Math.min(batchSize, sampleCount - first)
    return Array.from({ length }, (_, position) => order[(first + position) % sampleCount])
  })
}

/** One batch of one epoch. */
export interface PlannedBatch {
  readonly epoch: number
  /** Number of the batch in its epoch, from 0. */
  readonly iteration: number
  /** Indices into the list of samples. */
  readonly indices: readonly number[]
}

/** The batches of several epochs in a row. */
export interface PlanRange {
  readonly firstEpoch: number
  /** Included. */
  readonly lastEpoch: number
  /** Batches of the first epoch to leave out. */
  readonly skipBatches: number
  /** Which equal part of each batch is wanted, where several processes share them; the whole by default. */
  readonly part?: BatchPart | undefined
}

/** One of `count` equal parts of a batch, from 0. */
export interface BatchPart {
  readonly index: number
  readonly count: number
}

/** All batches of a range of epochs, in order. */
export function* planEpochs(settings: PlanSettings, range: PlanRange): Generator<PlannedBatch, undefined> {
  for (let epoch = range.firstEpoch; epoch <= range.lastEpoch; epoch++)
    for (const [iteration, whole] of planEpoch(settings, epoch).entries()) {
      const indices = range.part === undefined ? whole : partOf(whole, range.part)
      if (epoch > range.firstEpoch || iteration >= range.skipBatches) yield { epoch, iteration, indices }
    }
}

function partOf(batch: readonly number[], { index, count }: BatchPart): readonly number[] {
  assert(batch.length % count === 0, `a batch of ${batch.length} has ${count} equal parts`)
  const size = batch.length / count
  return batch.slice(index * size, (index + 1) * size)
}
