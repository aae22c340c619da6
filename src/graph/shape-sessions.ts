// Networks for inputs of many shapes: one session for all on a CPU; elsewhere one a shape, of which those that were used last are kept.
import { KeptOpen } from '../core/kept-open.ts'
import type { Tensor } from '../core/tensor.ts'
import { Batched, keptPixels, type BatchRunnable, type Runnable } from './batched.ts'
import type { EmitOptions } from './lowering/emit.ts'
import type { Feeds, Provider, Session } from './session.ts'

/** Shapes whose sessions are kept, full batches and single images of about eight sizes: each holds the weights once more. */
const most = 16

/** Extents of the input (N, C, H, W) that a graph is made for. */
export type InputExtents = readonly [batch: number, height: number, width: number]

/** How a network is made for its inputs. */
export interface NetworkShapes {
  readonly provider?: Provider | undefined
  /** Name of the input (N, C, H, W) whose shape decides. */
  readonly input: string
  /** [height, width] of every input, where they are all alike. */
  readonly fixed: readonly [number, number] | undefined
  /** Shapes by the names of inputs and outputs that leave height and width free. */
  readonly free: NonNullable<EmitOptions['shapes']>
  /** Whether the card's memory is kept for good, because a training goes on beside (`keepsMemory` of the session). */
  readonly isKept?: boolean
  /** Compiles the graph for inputs of these extents; where `shapes` are given, for every multiple of the size that the network takes. */
  readonly make: (extents: InputExtents, shapes?: EmitOptions['shapes']) => Promise<Session>
}

/** Any size will do for a graph whose height and width are free. */
const anySize = [64, 64] as const

/**
 * A network that takes the one size, or all. On a CPU one image keeps all cores busy, and a session with free height and width is as
 * fast (docs/log.md); on a card images go in batches.
 */
export async function networkFor({
  provider = 'cpu',
  input,
  fixed,
  free,
  make,
  isKept = false,
}: NetworkShapes): Promise<Runnable> {
  if (provider !== 'cpu') return new Batched(new ShapeSessions(input, make), input, isKept ? keptPixels : Infinity)
  return fixed === undefined ? make([1, ...anySize], free) : make([1, ...fixed])
}

/** Makes a session at the first input of a shape. */
export class ShapeSessions implements BatchRunnable {
  readonly #make: (extents: InputExtents) => Promise<Session>
  readonly #input: string
  /** By `batch x height x width`. */
  readonly #sessions = new KeptOpen<Session>(most)

  /** @param input name of the input (N, C, H, W) whose shape decides */
  constructor(input: string, make: (extents: InputExtents) => Promise<Session>) {
    this.#input = input
    this.#make = make
  }

  async run(feeds: Feeds): Promise<Record<string, Tensor>> {
    const [batch, , height, width] = (feeds[this.#input] as Tensor).shape
    const session = await this.#sessions.get(`${batch}x${height}x${width}`, () => this.#make([batch, height, width]))
    return session.run(feeds)
  }

  /** Gives up all sessions; the next input makes its own again. */
  free(): Promise<void> {
    return this.#sessions.release()
  }

  release(): Promise<void> {
    return this.#sessions.release()
  }
}
