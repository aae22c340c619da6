// Networks for inputs of many shapes: one session for all on a CPU; elsewhere one a shape, of which those that were used last are kept.
import { KeptOpen } from '../core/kept-open.ts'
import type { Tensor } from '../core/tensor.ts'
import type { EmitOptions } from './lowering/emit.ts'
import type { Feeds, Provider, Session } from './session.ts'

/** What runs a graph: a session, or one session a shape. */
export type Runnable = Pick<Session, 'run' | 'release'>

/** Shapes whose sessions are kept: a data set of receipts or of photographs has about as many, and each holds the weights once more. */
const most = 8

/** How a network is made for its inputs. */
export interface NetworkShapes {
  readonly provider?: Provider | undefined
  /** Name of the input (N, C, H, W) whose shape decides. */
  readonly input: string
  /** [height, width] of every input, where they are all alike. */
  readonly fixed: readonly [number, number] | undefined
  /** Shapes by the names of inputs and outputs that leave height and width free. */
  readonly free: NonNullable<EmitOptions['shapes']>
  /** Compiles the graph for a size; where `shapes` are given, for every multiple of it that the network takes. */
  readonly make: (size: readonly [number, number], shapes?: EmitOptions['shapes']) => Promise<Session>
}

/** Any size will do for a graph whose height and width are free. */
const anySize = [64, 64] as const

/** A network that takes the one size, or all. A session with free height and width is as fast on a CPU (docs/log.md). */
export async function networkFor({ provider = 'cpu', input, fixed, free, make }: NetworkShapes): Promise<Runnable> {
  if (fixed !== undefined) return make(fixed)
  return provider === 'cpu' ? make(anySize, free) : new ShapeSessions(input, make)
}

/** Makes a session at the first input of a shape. */
export class ShapeSessions implements Runnable {
  readonly #make: (size: readonly [number, number]) => Promise<Session>
  readonly #input: string
  /** By `height x width`. */
  readonly #sessions = new KeptOpen<Session>(most)

  /** @param input name of the input (N, C, H, W) whose shape decides */
  constructor(input: string, make: (size: readonly [number, number]) => Promise<Session>) {
    this.#input = input
    this.#make = make
  }

  async run(feeds: Feeds): Promise<Record<string, Tensor>> {
    const [, , height, width] = (feeds[this.#input] as Tensor).shape
    const session = await this.#sessions.get(`${height}x${width}`, () => this.#make([height, width]))
    return session.run(feeds)
  }

  release(): Promise<void> {
    return this.#sessions.release()
  }
}
