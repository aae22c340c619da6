// Work on a few items at once whose results come in order, as many at a time as a number and a sum of bytes allow.
export interface TogetherOptions<Item, Made> {
  /** Begins the work on an item; all that are begun together are begun in one turn. */
  readonly begin: (item: Item) => Promise<Made>
  /** So many items at once, at most. */
  readonly atOnce: number
  /** Bytes that an item keeps while it waits. */
  readonly bytes: (item: Item) => number
}

/** What may wait at once; an item that is larger comes alone. */
const mostBytes = 512 * 2 ** 20

/** Every item with what `begin` made of it, in order. An error is thrown where its item's turn is, one of `items` behind all items before it. */
export async function* together<Item, Made>(
  items: AsyncIterable<Item>,
  { begin, atOnce, bytes }: TogetherOptions<Item, Made>,
): AsyncGenerator<readonly [item: Item, made: Made]> {
  for await (const group of groupsOf(items, { atOnce, bytes })) {
    const made = group.map(begin)
    for (const one of made) one.catch(() => {}) // Thrown again where it is awaited below.
    for (const [index, item] of group.entries()) yield [item, await made[index]]
  }
}

async function* groupsOf<Item>(
  items: AsyncIterable<Item>,
  { atOnce, bytes }: Pick<TogetherOptions<Item, never>, 'atOnce' | 'bytes'>,
): AsyncGenerator<readonly Item[]> {
  let [group, held]: [Item[], number] = [[], 0]
  let failure: { readonly error: unknown } | undefined
  const source = items[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await source.next().catch((error: unknown) => {
        failure = { error }
        return { done: true, value: undefined } as const
      })
      if (next.done === true) break
      group.push(next.value)
      held += bytes(next.value)
      if (group.length < atOnce && held < mostBytes) continue
      yield group
      ;[group, held] = [[], 0]
    }
    if (group.length > 0) yield group
    if (failure !== undefined) throw failure.error
  } finally {
    await source.return?.()
  }
}
