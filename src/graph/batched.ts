// Runs that are asked for at one moment go through a network together, in batches of one shape: a card computes several images in little more time than one.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isOutOfMemory } from '../core/out-of-memory.ts'
import type { Tensor } from '../core/tensor.ts'
import type { Feeds } from './session.ts'

/** What runs a graph on one image after the other, or on several at a time. */
export interface Runnable {
  /** @param took is told the milliseconds of the run; of a batch, this image's share */
  run(feeds: Feeds, took?: (ms: number) => void): Promise<Record<string, Tensor>>
  release(): Promise<void>
  /** Images that are worth asking for at once; 1 where each has a run of its own. */
  readonly atOnce?: number
}

/** What runs batches; `free` gives up memory that it can do without. */
export type BatchRunnable = Pick<Runnable, 'run' | 'release'> & { readonly free?: () => Promise<void> }

/** Largest batch: beyond it a card is busy with one (docs/log.md). */
const largestBatch = 8
/**
 * Pixels of the largest batch: its largest activation, 64 channels at half the height and width, then has 128 MiB, and those of deeper
 * layers a quarter, an eighth and so on. Of pieces of about these sizes the runtime keeps as many as a run needs, of larger ones and of
 * some others too few, so that every run would fetch new ones from the driver (docs/log.md).
 */
const largestPixels = (128 * 2 ** 20) / 64
/**
 * Pixels of the batches of all shapes together for which a card's memory may be kept where none of it is given back: about 4 GB at 700
 * bytes a pixel. Further shapes go image by image.
 */
export const keptPixels = 6e6
/** So many images are looked through for equal shapes. */
export const imagesAtOnce = 64

interface Waiting {
  readonly feeds: Readonly<Record<string, Tensor>>
  /** Extents of the input that decides. */
  readonly key: string
  readonly pixels: number
  readonly took: (ms: number) => void
  readonly resolve: (outputs: Record<string, Tensor>) => void
  readonly reject: (error: unknown) => void
}

/** Takes runs on single images (1, ...) and gives the network batches (N, ...); its inputs and outputs have the images along the first axis. */
export class Batched implements Runnable {
  readonly atOnce = imagesAtOnce
  readonly #network: BatchRunnable
  readonly #input: string
  readonly #waiting: Waiting[] = []
  #working: Promise<void> | undefined
  #pixels = largestPixels
  /** Pixels of the batches that there were, by size and shape. */
  readonly #seen = new Map<string, number>()
  readonly #mostSeen: number

  /**
   * @param input name of the input (N, C, H, W) whose shape decides what goes together
   * @param mostSeen pixels of the batches of all shapes together, at most
   */
  constructor(network: BatchRunnable, input: string, mostSeen = Infinity) {
    this.#network = network
    this.#input = input
    this.#mostSeen = mostSeen
  }

  run(feeds: Feeds, took: (ms: number) => void = () => {}): Promise<Record<string, Tensor>> {
    const tensors = feeds as Readonly<Record<string, Tensor>>
    const { shape } = tensors[this.#input]
    const [, , height, width] = shape
    return new Promise((resolve, reject) => {
      this.#waiting.push({ feeds: tensors, key: shape.join(), pixels: height * width, took, resolve, reject })
      this.#working ??= this.#work()
    })
  }

  /** Images that nobody will see any more are not looked at. */
  async release(): Promise<void> {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('the network was released'))
    await this.#working
    await this.#network.release()
  }

  async #work(): Promise<void> {
    // Whoever asks for several does it in one turn; between batches others have theirs, a signal for example.
    for (await nextTurn(); this.#waiting.length > 0; await nextTurn()) await this.#runBatch(this.#nextBatch())
    this.#working = undefined
  }

  /** Of the shape that waits longest: a full batch, one filled up with blank images where they are fewer than the others, or a single image. */
  #nextBatch(): Batch {
    const [{ key, pixels }] = this.#waiting
    const most = Math.min(largestBatch, Math.max(1, Math.floor(this.#pixels / pixels)))
    const alike = this.#waiting.filter((one) => one.key === key)
    // Two sizes a shape and no more: each is a graph of its own on WebGPU.
    const size = 2 * alike.length > most && this.#hasRoomFor(`${most} x ${key}`, most * pixels) ? most : 1
    const batch = alike.slice(0, size)
    for (const one of batch) this.#waiting.splice(this.#waiting.indexOf(one), 1)
    return { batch, size }
  }

  /** Whether there was such a batch already, or is room for one of another size or shape, which is then its own. */
  #hasRoomFor(kind: string, pixels: number): boolean {
    const all = [...this.#seen.values()].reduce((sum, one) => sum + one, 0)
    if (!this.#seen.has(kind) && all + pixels > this.#mostSeen) return false
    this.#seen.set(kind, pixels)
    return true
  }

  async #runBatch({ batch, size }: Batch): Promise<void> {
    const started = performance.now()
    try {
      const outputs = await this.#network.run(size === 1 ? batch[0].feeds : stacked(batch, size))
      const parts = batch.map((_, index) => (size === 1 ? outputs : partOf(outputs, index, size)))
      const share = (performance.now() - started) / batch.length
      for (const [index, { resolve, took }] of batch.entries()) {
        took(share)
        resolve(parts[index])
      }
    } catch (error) {
      if (size === 1 || !isOutOfMemory(error)) for (const { reject } of batch) reject(error)
      else await this.#withLess({ batch, size })
    }
  }

  /** What was too much is tried again with half as many pixels, as are all batches from now on. */
  async #withLess({ batch, size }: Batch): Promise<void> {
    this.#pixels = Math.floor(size / 2) * batch[0].pixels
    this.#waiting.unshift(...batch)
    await this.#network.free?.()
  }
}

/** Images of one shape, at most `size`. */
interface Batch {
  readonly batch: readonly Waiting[]
  readonly size: number
}

/** The inputs of all along the first axis, with zeros behind the last. */
function stacked(batch: readonly Waiting[], size: number): Record<string, Tensor> {
  const [{ feeds }] = batch
  return Object.fromEntries(
    Object.entries(feeds).map(
      ([
        name,
        {
          shape,
          data: { length },
        },
      ]) => {
        const data = new Float32Array(size * length)
        for (const [index, one] of batch.entries()) data.set(one.feeds[name].data, index * length)
        return [name, { shape: [size, ...shape.slice(1)], data }]
      },
    ),
  )
}

/** The outputs of one image, in memory of their own. */
function partOf(outputs: Readonly<Record<string, Tensor>>, index: number, size: number): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { shape, data }]) => {
      if (shape[0] !== size) throw new Error(`output ${name} of a batch of ${size} has the shape (${shape.join(', ')})`)
      const length = data.length / size
      return [name, { shape: [1, ...shape.slice(1)], data: data.slice(index * length, (index + 1) * length) }]
    }),
  )
}
