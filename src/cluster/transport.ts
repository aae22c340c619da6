// What the ranks of a training need from MPI: four ways to pass bytes.

/** Passes bytes between the ranks. Every rank makes the same calls in the same order. */
export interface Transport {
  readonly rank: number
  readonly size: number
  /** Whose MPI it is: `Open MPI v4.1.4`. */
  readonly library: string
  /** A few bytes of every rank, the same number each, in rank order. Waits for the slowest without keeping this thread busy. */
  meet(own: Uint8Array): Promise<Uint8Array>
  /** The i-th part of `parts` goes to rank i; `received` holds what the ranks had for this one, in rank order. */
  scatter(parts: Float32Array, received: Float32Array): Promise<void>
  /** Everybody's `own`, in rank order. */
  gather(own: Uint8Array, all: Uint8Array): Promise<void>
  /** Rank 0's bytes, into everybody's. */
  broadcast(bytes: Uint8Array): Promise<void>
  /** Says goodbye; nothing can be passed afterwards. */
  end(): void
}
