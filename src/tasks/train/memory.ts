// How much memory a training will take, estimated before the start from measured peaks, and how much there is.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { freemem } from 'node:os'
import { UserError } from '../../core/errors.ts'
import type { InBoth } from '../../core/language.ts'
import { readRegularText } from '../../core/read-file.ts'
import type { Config } from '../../run/settings/table.ts'
import { smallerMicroBatch } from '../../train/micro-batch.ts'

/**
 * Peak of the process, fitted to measured trainings (docs/log.md): a fixed part for the runtime, weights, gradients and
 * optimiser, and a part for every pixel of the batch, for activations and prefetched batches.
 */
const FIXED_BYTES = 450e6
/** Bytes for each pixel that is computed at once. */
const BYTES_PER_PIXEL = 2150
/** Share of these that is left when activations are recomputed. */
const SAVING_SHARE = 0.85
/** Bytes for each pixel of the whole batch in the loader (28), in its two prefetched slots and its copy. */
const LOADER_BYTES_PER_PIXEL = 84

export interface MemoryNeed {
  readonly batchSize: number
  /** Images that are computed at once; divides the batch. */
  readonly microBatch: number
  /** [height, width]. */
  readonly inputSize: readonly [number, number]
  /** Whether activations are recomputed instead of kept. */
  readonly saveMemory: boolean
}

/** What a configuration asks for on each of `ranks` processes. */
export function memoryNeedOf(config: MemorySettings, ranks = 1): MemoryNeed {
  const { batch_size, micro_batch, input_size: inputSize, save_memory: saveMemory } = config
  const batchSize = batch_size / ranks
  return { batchSize, microBatch: micro_batch === 'auto' ? batchSize : micro_batch, inputSize, saveMemory }
}

type MemorySettings = Pick<Config, 'batch_size' | 'micro_batch' | 'input_size' | 'save_memory'>

/** Estimated peak in bytes. */
export function estimateMemory({ batchSize, microBatch, inputSize, saveMemory }: MemoryNeed): number {
  const computed = BYTES_PER_PIXEL * (saveMemory ? SAVING_SHARE : 1) * microBatch
  return FIXED_BYTES + (computed + LOADER_BYTES_PER_PIXEL * batchSize) * inputSize[0] * inputSize[1]
}

/** Bytes that this process can still take: what the system has free, or less where the process is limited. */
export function availableMemory(): number {
  const limit = process.constrainedMemory()
  const limited = limit > 0 && limit < 2 ** 53 ? limit - process.memoryUsage().rss : Infinity
  return Math.min(freeForPrograms(), limited)
}

/** Linux counts memory that holds cached files as available; elsewhere the system's own figure of free memory. */
function freeForPrograms(): number {
  try {
    const kib = /^MemAvailable:\s+(\d+) kB$/m.exec(readRegularText('/proc/meminfo'))?.[1]
    return kib === undefined ? freemem() : Number(kib) * 1024
  } catch {
    return freemem()
  }
}

/** The largest batch that fits as a whole into `available` bytes; 0 when not even one image does. */
export function fittingBatch(need: MemoryNeed, available: number): number {
  const single = estimateMemory({ ...need, batchSize: 1, microBatch: 1 }) - FIXED_BYTES
  return Math.max(0, Math.floor((available - FIXED_BYTES) / single))
}

/** The largest parts of the batch, no larger than now, that fit into `available` bytes; undefined when not even single images do. */
export function fittingMicroBatch(need: MemoryNeed, available: number): number | undefined {
  for (
    let part: number | undefined = need.microBatch;
    part !== undefined;
    part = smallerMicroBatch(need.batchSize, part)
  )
    if (estimateMemory({ ...need, microBatch: part }) <= available) return part
  return undefined
}

/**
 * The estimate, or an error that names the batch size that fits.
 * @throws UserError `memory-too-small`
 */
export function checkMemory(need: MemoryNeed, available: number): number {
  const bytes = estimateMemory(need)
  if (bytes <= available) return bytes
  throw new UserError({
    code: 'memory-too-small',
    message: say(errorDetails['memory-too-small'].message),
    expected: say(errorDetails['memory-too-small'].expected, { size: gigabytes(bytes), need: describeNeed(need) }),
    found: say(errorDetails['memory-too-small'].found, { size: gigabytes(available) }),
    next: memoryRemedy(need, available),
  })
}

const words = errorDetails['memory-too-small']

/** `batches of 8, 2 at a time, at 640x640`. */
export function describeNeed({ batchSize, microBatch, inputSize }: MemoryNeed): InBoth<string> {
  const parts = microBatch === batchSize ? {} : { micro: microBatch }
  return say(words.expectedNeed, { batch: batchSize, ...parts, size: inputSize.join('x') })
}

/** What to change so that a training needs less than `need` and no more than `available` bytes. */
export function memoryRemedy(need: MemoryNeed, available: number): InBoth<string> {
  const fits = Math.min(need.microBatch - 1, fittingBatch(need, available))
  if (fits > 0) return say(words.next, { fits, batch: need.batchSize })
  return say(words.nextSize, { size: smallerSize(need.inputSize) })
}

function smallerSize(size: readonly [number, number]): string {
  return size.map((extent) => Math.max(32, Math.floor(extent / 2 / 32) * 32)).join('x')
}

/** `3.5 GB`. */
export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}
