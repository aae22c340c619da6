// A measured time that other work on the machine may have disturbed: measured anew when it is old, the shortest kept.

/** So long a measurement is good enough, in milliseconds: a form that is being filled in asks every second or so. */
const goodFor = 60_000

/** Measures at the first question and again at those that come much later. Load only ever makes a time longer, so the shortest stays. */
export class Measurement {
  readonly #measure: () => Promise<number>
  readonly #now: () => number
  #shortest = Infinity
  #last: { readonly at: number; readonly done: Promise<void> } | undefined

  /** @param measure one measurement, @param now a clock in milliseconds */
  constructor(measure: () => Promise<number>, now: () => number = () => performance.now()) {
    this.#measure = measure
    this.#now = now
  }

  /** The shortest time so far. A measurement that fails is not kept: the next question measures again. @throws what it throws */
  async seconds(): Promise<number> {
    if (this.#last === undefined || this.#now() - this.#last.at >= goodFor)
      this.#last = { at: this.#now(), done: this.#once() }
    await this.#last.done
    return this.#shortest
  }

  async #once(): Promise<void> {
    try {
      this.#shortest = Math.min(this.#shortest, await this.#measure())
    } catch (error) {
      this.#last = undefined
      throw error
    }
  }
}
