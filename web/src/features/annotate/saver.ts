// Saves one image's texts at once after each change, one request after the other; nothing is lost while the server is away. Knows no React.
import type { EditedImage, EditedText } from '../../../../src/server/api.ts'
import type { ShownFailure } from '../../api/failure.ts'

/** What is to be saved. */
export interface Wish {
  /** Undefined: only that it was looked at. */
  readonly texts: readonly EditedText[] | undefined
  readonly reviewed: boolean
  readonly dropUnread: boolean
}
/** A wish with the revision that it was made on. */
export interface Pending extends Wish {
  readonly revision: string
}

export type SaveState =
  | { readonly is: 'saved' | 'waiting' | 'saving' | 'held' | 'offline' }
  | { readonly is: 'failed' | 'conflict'; readonly failure: ShownFailure }

/** How it reaches the server, and where it keeps what is not acknowledged. */
export interface SaverWays {
  readonly save: (wish: Pending) => Promise<EditedImage>
  readonly load: () => Promise<EditedImage>
  /** What a rejected promise of the other two says. */
  readonly failureOf: (error: unknown) => ShownFailure
  readonly keep: (pending: Pending | undefined) => void
}

/** Milliseconds. */
const waits = { change: 300, offline: 2000 }

export class Saver {
  readonly #ways: SaverWays
  #revision: string
  #wish: Wish | undefined
  #isHeld = false
  #inFlight: Promise<void> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #state: SaveState = { is: 'saved' }
  readonly #listeners = new Set<(image?: EditedImage) => void>()

  constructor(revision: string, ways: SaverWays) {
    this.#revision = revision
    this.#ways = ways
  }

  readonly state = (): SaveState => this.#state
  get revision(): string {
    return this.#revision
  }
  /** What is not acknowledged yet. */
  get pending(): Wish | undefined {
    return this.#wish
  }

  /** Tells of each change of the state, and of what the server answered. */
  readonly subscribe = (listener: (image?: EditedImage) => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** @param isHeld keeps it, and saves it only when a later wish is not held: an outline crosses itself */
  want(wish: Wish, isHeld = false): void {
    // What was to be dropped, or was accepted, stays so until it is acknowledged.
    this.#wish = {
      ...wish,
      texts: wish.texts ?? this.#wish?.texts,
      dropUnread: wish.dropUnread || this.#wish?.dropUnread === true,
    }
    this.#isHeld = isHeld
    this.#ways.keep({ ...this.#wish, revision: this.#revision })
    if (this.#state.is === 'conflict') return
    this.#later(waits.change)
    this.#tell(isHeld ? { is: 'held' } : this.#inFlight === undefined ? { is: 'waiting' } : { is: 'saving' })
  }

  /** Saves now what waits. Resolves when it is saved, or cannot be. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    while (this.#inFlight !== undefined) await this.#inFlight
    if (this.#wish === undefined || this.#isHeld || this.#state.is === 'conflict') return
    this.#inFlight = this.#send(this.#wish)
    await this.#inFlight
  }

  /** What stands on the server is the start from now on; what was not saved is given up. */
  take({ revision }: EditedImage): void {
    clearTimeout(this.#timer)
    this.#revision = revision
    this.#wish = undefined
    this.#ways.keep(undefined)
    this.#tell({ is: 'saved' })
  }

  async #send(wish: Wish): Promise<void> {
    this.#tell({ is: 'saving' })
    try {
      this.#acknowledged(await this.#ways.save({ ...wish, revision: this.#revision }), wish)
    } catch (error) {
      await this.#refused(this.#ways.failureOf(error), wish)
    } finally {
      this.#inFlight = undefined
    }
    if (this.#wish !== undefined && this.#wish !== wish && !this.#isHeld && this.#state.is !== 'conflict')
      this.#later(0)
  }

  #acknowledged(image: EditedImage, wish: Wish): void {
    this.#revision = image.revision
    if (this.#wish === wish) {
      this.#wish = undefined
      this.#ways.keep(undefined)
      this.#tell({ is: 'saved' }, image)
    } else {
      if (this.#wish !== undefined) this.#ways.keep({ ...this.#wish, revision: this.#revision })
      this.#tell(this.#isHeld ? { is: 'held' } : { is: 'saving' }, image)
    }
  }

  async #refused(failure: ShownFailure, wish: Wish): Promise<void> {
    if (failure.code === 'network') {
      this.#later(waits.offline)
      this.#tell({ is: 'offline' })
      return
    }
    if (failure.code !== 'annotation-conflict') {
      this.#tell({ is: 'failed', failure })
      return
    }
    // The answer to an earlier try may have been lost on the way: then what stands there is what was wanted.
    const there = await this.#ways.load().catch(() => undefined)
    if (there !== undefined && wish.texts !== undefined && sameTexts(there.texts, wish.texts))
      this.#acknowledged(there, wish)
    else this.#tell({ is: 'conflict', failure })
  }

  #later(milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), milliseconds)
  }

  #tell(state: SaveState, image?: EditedImage): void {
    this.#state = state
    for (const listener of this.#listeners) listener(image)
  }
}

/** Whether two lists say the same, corners to a tenth of a pixel. */
export function sameTexts(one: readonly EditedText[], other: readonly EditedText[]): boolean {
  const near = (a: readonly number[], b: readonly number[]): boolean =>
    a.length === b.length && a.every((value, at) => Math.abs(value - b[at]!) < 0.11)
  return (
    one.length === other.length &&
    one.every((text, index) => {
      const { box, transcript, ignore } = other[index]!
      return text.ignore === ignore && (ignore || text.transcript === transcript) && near(text.box, box)
    })
  )
}
