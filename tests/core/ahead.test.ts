// Work begun ahead: order, how far ahead, and where an error is thrown.
import { expect, it } from 'vitest'
import { begunAhead } from '../../src/core/ahead.ts'

it('begins so many items before their turn, and hands them out in order', async () => {
  const begun: number[] = []
  const seen: string[] = []
  const begin = (item: number): Promise<number> => {
    begun.push(item)
    return Promise.resolve(item * 10)
  }
  for await (const [item, made] of begunAhead([1, 2, 3, 4], begin, 1)) seen.push(`${item} ${made} of ${begun.join('')}`)
  expect(seen).toEqual(['1 10 of 12', '2 20 of 123', '3 30 of 1234', '4 40 of 1234'])
})

it('throws an error where its item is, after the items before it', async () => {
  const seen: number[] = []
  const begin = (item: number): Promise<number> =>
    item === 2 ? Promise.reject(new Error('two')) : Promise.resolve(item)
  const all = async (): Promise<void> => {
    for await (const [item] of begunAhead([1, 2, 3], begin, 2)) seen.push(item)
  }
  await expect(all()).rejects.toThrow('two')
  expect(seen).toEqual([1])
})
