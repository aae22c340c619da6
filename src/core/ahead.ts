// Work that is begun ahead of whoever waits for it, in order.
import { must } from './assert.ts'

/**
 * Every item with what `begin` made of it, in order; while one is used, the next ones are begun already.
 * An error is thrown where its item's turn is.
 * @param ahead how many are begun before their turn
 */
export async function* begunAhead<Item, Made>(
  items: readonly Item[],
  begin: (item: Item) => Promise<Made>,
  ahead: number,
): AsyncGenerator<readonly [item: Item, made: Made]> {
  const pending: Promise<Made>[] = []
  const beginOne = (index: number): void => {
    if (index >= items.length) return
    const making = begin(items[index])
    making.catch(() => {}) // Thrown again where it is awaited below.
    pending.push(making)
  }
  for (let index = 0; index < ahead; index++) beginOne(index)
  for (const [index, item] of items.entries()) {
    beginOne(index + ahead)
    yield [item, await must(pending.shift(), 'every item is begun before its turn')]
  }
}
