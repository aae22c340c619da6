// Answers that hold while the files they were made from stay as they are: made and encoded once for everybody who asks within a second.
import { BoundedMap } from '../../core/bounded-map.ts'
import { stampOf } from '../../core/file-version.ts'

/** An answer, and the files and folders that change when it does. */
export interface Kept<T> {
  readonly value: T
  readonly files: readonly string[]
}

/** Older ones are made anew whatever the files say: states depend on the time, and time stamps of file systems can be coarse. */
const maxAgeMs = 1000
/** Files that changed so shortly before an answer was made may have changed after it was read: time stamps are no finer. */
const settledMs = 20
/** Larger ones are made each time, so that what is kept stays below some megabytes. */
const maxKeptBytes = 1 << 18
const maxKept = 48

interface Made {
  readonly bytes: Buffer<ArrayBuffer>
  readonly begunAt: number
  readonly files: readonly string[]
  /** Of its files after it was made. */
  readonly version: string
  /** No file changed while it was made. */
  readonly isExact: boolean
}

export class KeptAnswers {
  readonly #now: () => number
  #kept = new BoundedMap<string, Made>(maxKept)
  #making = new Map<string, Promise<Made>>()

  /** @param now the clock, in milliseconds since 1970 */
  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** What is kept for a question, if it still holds. */
  find(question: string): Buffer<ArrayBuffer> | undefined {
    const made = this.#kept.get(question)
    return made !== undefined && this.#holds(made) ? made.bytes : undefined
  }

  /** The answer to a question as JSON: one that is being made, if it tells how things are now, else one that is made now. */
  async ask(question: string, make: () => Promise<Kept<unknown>>): Promise<Buffer<ArrayBuffer>> {
    const askedAt = this.#now()
    for (;;) {
      const others = this.#making.get(question)
      if (others === undefined) return (await this.#begin(question, make)).bytes
      const made = await others
      if (made.isExact || made.begunAt >= askedAt) return made.bytes
    }
  }

  /** Something was changed through the server: whatever is asked from now on is made anew. */
  forget(): void {
    this.#kept = new BoundedMap(maxKept)
    this.#making = new Map()
  }

  #holds({ begunAt, files, version }: Made): boolean {
    const age = this.#now() - begunAt
    return age >= 0 && age < maxAgeMs && stampOf(files).version === version
  }

  async #begin(question: string, make: () => Promise<Kept<unknown>>): Promise<Made> {
    const [kept, making] = [this.#kept, this.#making]
    const answer = this.#make(make)
    making.set(question, answer)
    try {
      const made = await answer
      if (made.isExact && made.bytes.length <= maxKeptBytes) kept.set(question, made)
      return made
    } finally {
      making.delete(question)
    }
  }

  async #make(make: () => Promise<Kept<unknown>>): Promise<Made> {
    const begunAt = this.#now()
    const { value, files } = await make()
    const { version, newest } = stampOf(files)
    const bytes = Buffer.from(JSON.stringify(value))
    return { bytes, begunAt, files, version, isExact: newest < begunAt - settledMs }
  }
}
