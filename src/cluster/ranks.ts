// The ranks of one training: they meet, add up gradients in a fixed order, and end together when one of them fails.
import { deserialize, serialize } from 'node:v8'
import { assert } from '../core/assert.ts'
import { errorDetails } from '../core/error-details.ts'
import { messageOf, partsOf, UserError, type Text, type UserErrorParts } from '../core/errors.ts'
import { outOfMemoryText } from '../core/out-of-memory.ts'
import { say } from '../core/say.ts'
import type { Transport } from './transport.ts'

/** What a rank says when it meets the others. Every exchange begins with a meeting, so that one who failed is heard by all. */
const purposes = ['fail', 'any', 'compute', 'sum', 'numbers', 'share', 'collect'] as const
type Purpose = (typeof purposes)[number]

/** Purpose and value, as 64-bit numbers. */
const WORDS = 2

/** Bytes of an error that is told to the others. */
const ERROR_BYTES = 16_384

/** A sum's parts are rounded up to whole cache lines of this many numbers. */
const LINE = 16

/** An error that another rank reported. */
interface Reported extends UserErrorParts {
  readonly rank: number
}

/** This process among the ranks. Every rank calls the same methods in the same order. */
export class Ranks {
  readonly #transport: Transport
  readonly #host: string
  /** What a rank failed with, once one did: nobody meets after that. */
  #failure: UserError | undefined
  #isWaiting = false
  #waitMs = 0
  #sumMs = 0
  #space: { readonly parts: Float32Array<ArrayBuffer>; readonly received: Float32Array<ArrayBuffer> } | undefined

  /** @param host the name of this machine, for messages */
  constructor(transport: Transport, host: string) {
    this.#transport = transport
    this.#host = host
  }

  get rank(): number {
    return this.#transport.rank
  }

  get size(): number {
    return this.#transport.size
  }

  get library(): string {
    return this.#transport.library
  }

  /** Whether this rank stands in a meeting to which another one has not come. */
  get isWaiting(): boolean {
    return this.#isWaiting
  }

  /** Milliseconds so far in which this rank waited for slower ones, and in which it added up gradients with them. */
  get times(): { readonly waitMs: number; readonly sumMs: number } {
    return { waitMs: this.#waitMs, sumMs: this.#sumMs }
  }

  /** Whether any rank says yes. @throws UserError `rank-failed` as everything below does */
  async any(yes: boolean): Promise<boolean> {
    return (await this.#meet('any', yes ? 1 : 0)).includes(1)
  }

  /**
   * Computes on every rank at once. Where one runs out of memory, all throw an error that says so, and may go on together; where one
   * fails otherwise, all end.
   */
  async compute<T>(work: () => Promise<T>): Promise<T> {
    const done = await settled(work)
    if ('error' in done && outOfMemoryText(done.error) === undefined) {
      await this.fail(done.error)
      throw done.error
    }
    const short = (await this.#meet('compute', 'error' in done ? 1 : 0)).indexOf(1)
    if ('error' in done) throw done.error
    if (short !== -1) throw new Error(`rank ${short} is out of memory`)
    return done.value
  }

  /**
   * Adds the numbers of all ranks, in place. The order is that of the ranks, ((0 + 1) + 2) + ..., so that the sum is the same on every
   * rank, with every MPI, and in one process that adds the same parts one after the other: each rank adds one slice of all.
   */
  async sum(values: readonly Float32Array[]): Promise<void> {
    const { size } = this
    const count = values.reduce((total, { length }) => total + length, 0)
    await this.#meet('sum', count)
    const length = Math.ceil(count / size / LINE) * LINE
    const began = performance.now()
    const { parts, received } = this.#spaceFor(length * size)
    let at = 0
    for (const one of values) {
      parts.set(one, at)
      at += one.length
    }
    await this.#transport.scatter(parts, received)
    const slice = received.subarray(0, length)
    for (let rank = 1; rank < size; rank++) add(slice, received.subarray(rank * length, (rank + 1) * length))
    await this.#transport.gather(bytesOf(slice), bytesOf(parts))
    at = 0
    for (const one of values) {
      one.set(parts.subarray(at, at + one.length))
      at += one.length
    }
    this.#sumMs += performance.now() - began
  }

  /** Everybody's numbers, equally many, in rank order. */
  async numbers(own: Float64Array<ArrayBuffer>): Promise<Float64Array[]> {
    await this.#meet('numbers', own.length)
    const all = new Float64Array(own.length * this.size)
    await this.#transport.gather(bytesOf(own), bytesOf(all))
    return Array.from({ length: this.size }, (_, rank) => all.subarray(rank * own.length, (rank + 1) * own.length))
  }

  /** What rank 0 has, on every rank; what the others give is not looked at. Plain values, maps and typed arrays. */
  async share<T>(value: T): Promise<T> {
    const own = this.rank === 0 ? serialize(value) : undefined
    const [length] = await this.#meet('share', own?.length ?? 0)
    const bytes = own ?? Buffer.alloc(length)
    await this.#transport.broadcast(bytes)
    return this.rank === 0 ? value : (deserialize(bytes) as T)
  }

  /** What every rank has, in rank order, on every rank. */
  async collect<T>(value: T): Promise<T[]> {
    const own = serialize(value)
    const lengths = await this.#meet('collect', own.length)
    const longest = Math.max(...lengths)
    const [padded, all] = [Buffer.alloc(longest), Buffer.alloc(longest * this.size)]
    padded.set(own)
    await this.#transport.gather(padded, all)
    return lengths.map((length, rank) => deserialize(all.subarray(rank * longest, rank * longest + length)) as T)
  }

  /** Tells the others, where they meet next, that this rank has failed; they throw `rank-failed` there. Nothing after a failure was told. */
  async fail(error: unknown): Promise<void> {
    if (this.#failure !== undefined) return
    try {
      await this.#meet('fail', 0, error)
    } catch {
      // all know now
    }
  }

  /** Says goodbye to the others. */
  end(): void {
    this.#transport.end()
  }

  /** Everybody's value. @throws UserError `rank-failed` */
  async #meet(purpose: Purpose, value: number, error?: unknown): Promise<number[]> {
    if (this.#failure !== undefined) throw this.#failure
    this.#isWaiting = true
    const began = performance.now()
    const own = new Float64Array([purposes.indexOf(purpose), value])
    const all = new Float64Array((await this.#transport.meet(bytesOf(own))).buffer)
    this.#isWaiting = false
    this.#waitMs += performance.now() - began
    const words = Array.from({ length: this.size }, (_, rank) => [...all.subarray(rank * WORDS, (rank + 1) * WORDS)])
    if (words.some(([said]) => purposes[said] === 'fail')) {
      this.#failure = await this.#heard(error)
      throw this.#failure
    }
    const said = words.map(([index]) => purposes[index])
    assert(
      said.every((one) => one === purpose),
      `the ranks meet for one purpose, and came for ${said.join(', ')}`,
    )
    return words.map(([, given]) => given)
  }

  /** The first error that a rank tells; the ranks without one say nothing. */
  async #heard(error: unknown): Promise<UserError> {
    const own = Buffer.alloc(ERROR_BYTES)
    if (error !== undefined) own.write(JSON.stringify(this.#report(error)).slice(0, ERROR_BYTES / 4))
    const all = Buffer.alloc(ERROR_BYTES * this.size)
    await this.#transport.gather(own, all)
    const texts = Array.from({ length: this.size }, (_, rank) =>
      all.toString('utf8', rank * ERROR_BYTES, (rank + 1) * ERROR_BYTES).replace(/\0+$/, ''),
    )
    const first = texts.findIndex((text) => text !== '')
    return rankFailed(first, this.size, texts[first])
  }

  #report(error: unknown): Reported & { readonly host: string } {
    const parts =
      error instanceof UserError ? partsOf(error) : ({ code: 'bug', message: String(error).split('\n')[0] } as const)
    return { ...parts, rank: this.rank, host: this.#host }
  }

  #spaceFor(count: number) {
    if (this.#space?.parts.length !== count)
      this.#space = { parts: new Float32Array(count), received: new Float32Array(count) }
    return this.#space
  }
}

/** The error of one rank as the others have it: that rank's own, with its number and machine. */
function rankFailed(rank: number, size: number, text: string): UserError {
  const words = errorDetails['rank-failed']
  try {
    const { message, host, code: _, rank: __, ...rest } = JSON.parse(text) as Reported & { readonly host: string }
    const said = (language: 'en' | 'zh'): string => (typeof message === 'string' ? message : message[language])
    const { en } = say(words.message, { rank, size, host, why: said('en') })
    const { zh } = say(words.message, { rank, size, host, why: said('zh') })
    return new UserError({ code: 'rank-failed', message: { en, zh } satisfies Text, ...rest })
  } catch (cause) {
    return new UserError({ code: 'rank-failed', message: `rank ${rank} of ${size}: ${messageOf(cause)}`, cause })
  }
}

async function settled<T>(work: () => Promise<T>): Promise<{ readonly value: T } | { readonly error: unknown }> {
  try {
    return { value: await work() }
  } catch (error) {
    return { error }
  }
}

function add(sum: Float32Array, other: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] += other[i]
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
