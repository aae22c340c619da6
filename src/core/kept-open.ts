// The last few of what is costly to open stay open: the one that was used longest ago makes room for the next.

export class KeptOpen<Value extends { readonly release: () => Promise<unknown> }> {
  readonly #most: number
  /** The one that was used last at the end. */
  readonly #values = new Map<string, Promise<Value>>()

  /** @param most so many are open at a time */
  constructor(most: number) {
    this.#most = most
  }

  /** The value of a key, opened where it is not open; one that fails to open is forgotten. */
  get(key: string, open: () => Promise<Value>): Promise<Value> {
    const known = this.#values.get(key)
    this.#values.delete(key)
    const value = known ?? this.#openInRoom(open)
    this.#values.set(key, value)
    value.catch(() => {
      if (this.#values.get(key) === value) this.#values.delete(key)
    })
    return value
  }

  /** Releases all. */
  async release(): Promise<void> {
    const values = [...this.#values.values()]
    this.#values.clear()
    await Promise.all(values.map(released))
  }

  async #openInRoom(open: () => Promise<Value>): Promise<Value> {
    const [oldest] = this.#values
    if (oldest !== undefined && this.#values.size >= this.#most) {
      this.#values.delete(oldest[0])
      await released(oldest[1])
    }
    return open()
  }
}

/** What failed to open has nothing to release. */
async function released(value: Promise<{ readonly release: () => Promise<unknown> }>): Promise<void> {
  await value.then(
    (opened) => opened.release(),
    () => undefined,
  )
}
