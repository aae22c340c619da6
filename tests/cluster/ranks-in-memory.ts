// Ranks that meet in the memory of one process, so that what they say to each other can be tested without MPI.
import { Ranks } from '../../src/cluster/ranks.ts'
import type { Transport } from '../../src/cluster/transport.ts'

/** As many ranks as asked for, of one training. */
export function ranksInMemory(size: number): Ranks[] {
  return transportsInMemory(size).map((transport, rank) => new Ranks(transport, `node${rank}`))
}

/** What connects as many ranks. */
export function transportsInMemory(size: number): Transport[] {
  const table = new Table(size)
  return Array.from({ length: size }, (_, rank) => new MemoryTransport(table, rank))
}

/** Runs the same work on every rank at once; what each came to, in rank order. */
export function onEvery<T>(
  ranks: readonly Ranks[],
  work: (ranks: Ranks) => Promise<T>,
): Promise<PromiseSettledResult<T>[]> {
  return Promise.allSettled(ranks.map(work))
}

/** Where the ranks put down what they have; the last one to come hands everything out. */
class Table {
  readonly size: number
  #given: Uint8Array[] = []
  #waiting: ((all: readonly Uint8Array[]) => void)[] = []

  constructor(size: number) {
    this.size = size
  }

  put(rank: number, own: Uint8Array): Promise<readonly Uint8Array[]> {
    this.#given[rank] = Uint8Array.from(own)
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      if (this.#waiting.length < this.size) return
      const [given, waiting] = [this.#given, this.#waiting]
      this.#given = []
      this.#waiting = []
      for (const one of waiting) one(given)
    })
  }
}

class MemoryTransport implements Transport {
  readonly rank: number
  readonly size: number
  readonly library = 'memory'
  readonly #table: Table

  constructor(table: Table, rank: number) {
    this.#table = table
    this.size = table.size
    this.rank = rank
  }

  async meet(own: Uint8Array): Promise<Uint8Array> {
    return Uint8Array.from((await this.#table.put(this.rank, own)).flatMap((one) => [...one]))
  }

  async scatter(parts: Float32Array, received: Float32Array): Promise<void> {
    const bytes = received.byteLength / this.size
    const all = await this.#table.put(this.rank, new Uint8Array(parts.buffer))
    const target = new Uint8Array(received.buffer)
    for (const [rank, one] of all.entries())
      target.set(one.subarray(this.rank * bytes, (this.rank + 1) * bytes), rank * bytes)
  }

  async gather(own: Uint8Array, all: Uint8Array): Promise<void> {
    for (const [rank, one] of (await this.#table.put(this.rank, own)).entries()) all.set(one, rank * own.length)
  }

  async broadcast(bytes: Uint8Array): Promise<void> {
    const [first] = await this.#table.put(this.rank, bytes)
    bytes.set(first)
  }

  end(): void {
    // nothing to leave
  }
}
