// How much memory a training will take, estimated before the start from measured peaks, and how much there is.
import { readFileSync } from 'node:fs'
import { freemem } from 'node:os'
import { UserError } from '../../core/errors.ts'

/**
 * Peak of the process, fitted to measured trainings (docs/log.md): a fixed part for the runtime, weights, gradients and
 * optimiser, and a part for every pixel of the batch, for activations and prefetched batches.
 */
const FIXED_BYTES = 450e6
const BYTES_PER_PIXEL = 2150
/** Bytes per pixel that a batch takes in the loader (28), in its two prefetched slots and its copy. */
const LOADER_BYTES_PER_PIXEL = 84

export interface MemoryNeed {
  readonly batchSize: number
  /** [height, width]. */
  readonly inputSize: readonly [number, number]
}

/** Estimated peak in bytes. */
export function estimateMemory({ batchSize, inputSize: [height, width] }: MemoryNeed): number {
  return FIXED_BYTES + (BYTES_PER_PIXEL + LOADER_BYTES_PER_PIXEL) * batchSize * height * width
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
    const kib = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]
    return kib === undefined ? freemem() : Number(kib) * 1024
  } catch {
    return freemem()
  }
}

/** The largest batch that fits into `available` bytes; 0 when not even one picture does. */
export function fittingBatch({ inputSize }: Pick<MemoryNeed, 'inputSize'>, available: number): number {
  const single = estimateMemory({ batchSize: 1, inputSize }) - FIXED_BYTES
  return Math.max(0, Math.floor((available - FIXED_BYTES) / single))
}

/**
 * The estimate, or an error that names the batch size that fits.
 * @throws UserError `memory-too-small`
 */
export function checkMemory(need: MemoryNeed, available = availableMemory()): number {
  const bytes = estimateMemory(need)
  if (bytes <= available) return bytes
  const fits = fittingBatch(need, available)
  throw new UserError({
    code: 'memory-too-small',
    message: 'This training does not fit into the memory of this machine',
    expected: `about ${gigabytes(bytes)} for batches of ${need.batchSize} at ${need.inputSize.join('x')}`,
    found: `${gigabytes(available)} available`,
    next:
      fits > 0
        ? `use --batch-size ${fits}`
        : `use a smaller --input-size, such as ${smallerSize(need.inputSize)}, with --batch-size 1`,
  })
}

function smallerSize(size: readonly [number, number]): string {
  return size.map((extent) => Math.max(32, Math.floor(extent / 2 / 32) * 32)).join('x')
}

/** `3.5 GB`. */
export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}
