// Work on a few items at once: in order, as many as a number and a sum of bytes allow.
import { expect, it } from 'vitest'
import { together } from '../../src/core/together.ts'

async function* count(until: number, failsAt = Infinity): AsyncGenerator<number> {
  for (let index = 0; index < until; index++) {
    if (index === failsAt) throw new Error(`no ${index}`)
    yield await Promise.resolve(index)
  }
}

/** What was begun before each result was taken. */
async function trace(
  items: AsyncIterable<number>,
  { atOnce, bytes = () => 1 }: { readonly atOnce: number; readonly bytes?: (item: number) => number },
) {
  const lines: string[] = []
  let begun = 0
  const begin = (item: number): Promise<number> => {
    begun++
    // The later ones are ready first.
    return new Promise((resolve) => setTimeout(() => resolve(item * item), 10 - (item % atOnce)))
  }
  try {
    for await (const [item, made] of together(items, { begin, atOnce, bytes }))
      lines.push(`${item} ${made} of ${begun}`)
  } catch (error) {
    lines.push(String(error))
  }
  return lines
}

it('begins as many at once as it is told and gives them in order', async () => {
  expect(await trace(count(5), { atOnce: 2 })).toEqual(['0 0 of 2', '1 1 of 2', '2 4 of 4', '3 9 of 4', '4 16 of 5'])
})

it('begins one after the other where one is all', async () => {
  expect(await trace(count(3), { atOnce: 1 })).toEqual(['0 0 of 1', '1 1 of 2', '2 4 of 3'])
})

it('begins fewer of large items', async () => {
  const lines = await trace(count(3), { atOnce: 64, bytes: () => 300 * 2 ** 20 })
  expect(lines).toEqual(['0 0 of 2', '1 1 of 2', '2 4 of 3'])
})

it('throws where the turn of what failed is', async () => {
  expect(await trace(count(9, 3), { atOnce: 8 })).toEqual(['0 0 of 3', '1 1 of 3', '2 4 of 3', 'Error: no 3'])
})
