// What ranks say to each other: sums in a fixed order, values for all, and failures that everybody hears.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { onEvery, ranksInMemory } from './ranks-in-memory.ts'

const values = <T>(results: readonly PromiseSettledResult<T>[]): T[] =>
  results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
const reasons = (results: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  results.map((result) => (result.status === 'rejected' ? result.reason : 'none'))

describe('a sum over ranks', () => {
  it('is to the byte that of one process which adds the parts one after the other, on every rank', async () => {
    const part = fc.float32Array({ minLength: 1, maxLength: 60, noNaN: true })
    await fc.assert(
      fc.asyncProperty(
        part,
        fc.integer({ min: 2, max: 5 }),
        fc.integer({ min: 0, max: 20 }),
        async (first, size, cut) => {
          const partOf = (rank: number) => first.map((value, index) => Math.fround(value * (1 + rank) + index))
          const sum = partOf(0)
          for (let rank = 1; rank < size; rank++) for (const [i, value] of partOf(rank).entries()) sum[i] += value
          const sums = await onEvery(ranksInMemory(size), async (ranks) => {
            const own = partOf(ranks.rank)
            await ranks.sum([own.subarray(0, cut), own.subarray(cut)])
            return own
          })
          for (const one of values(sums)) expect([...one]).toEqual([...sum])
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('ranks', () => {
  it('have what the first one shares, with its maps and arrays', async () => {
    const plan = { weights: new Map([['a', { shape: [2], data: new Float32Array([1, 2]) }]]), position: { epoch: 1 } }
    const shared = await onEvery(ranksInMemory(3), (ranks) => ranks.share(ranks.rank === 0 ? plan : undefined))
    expect(values(shared)).toEqual([plan, plan, plan])
  })

  it('collect values of different lengths in their own order', async () => {
    const collected = await onEvery(ranksInMemory(3), (ranks) => ranks.collect('x'.repeat(ranks.rank)))
    expect(values(collected)).toEqual(Array.from({ length: 3 }, () => ['', 'x', 'xx']))
  })

  it('all hear yes when one of them says so', async () => {
    expect(values(await onEvery(ranksInMemory(3), (ranks) => ranks.any(ranks.rank === 2)))).toEqual([true, true, true])
    expect(values(await onEvery(ranksInMemory(3), (ranks) => ranks.any(false)))).toEqual([false, false, false])
  })

  it('end with the error of the one that failed, its rank and its machine, wherever the others stand', async () => {
    const error = new UserError({
      code: 'image-undecodable',
      message: { en: 'The image cannot be decoded', zh: '无法解码图片' },
      where: 'train_images/3.jpg',
    })
    const results = await onEvery(ranksInMemory(3), async (ranks) => {
      if (ranks.rank === 1) return ranks.fail(error)
      await ranks.sum([new Float32Array(8)])
    })
    const [first, second, third] = reasons(results)
    expect(second).toBe('none')
    for (const heard of [first, third]) {
      expect(heard).toMatchObject({ code: 'rank-failed', where: 'train_images/3.jpg' })
      expect(String(heard)).toContain('Rank 1 of 3 (on node1) failed: The image cannot be decoded')
      expect((heard as UserError).render('zh')).toContain('无法解码图片')
    }
  })

  it('meet nobody after a failure: it is told once, and every later call repeats it', async () => {
    const results = await onEvery(ranksInMemory(2), async (ranks) => {
      await ranks.fail(new Error(`bug ${ranks.rank}`))
      await ranks.fail(new Error('again'))
      await ranks.any(true)
    })
    for (const heard of reasons(results)) expect(String(heard)).toContain('Rank 0 of 2 (on node0) failed: Error: bug 0')
  })

  it('go on together when one runs out of memory, and end together when one fails otherwise', async () => {
    const ranks = ranksInMemory(2)
    const short = await onEvery(ranks, (one) =>
      one.compute(() => (one.rank === 1 ? Promise.reject(new Error('bad_alloc')) : Promise.resolve('computed'))),
    )
    expect(reasons(short).map(String)).toEqual(['Error: rank 1 is out of memory', 'Error: bad_alloc'])
    expect(values(await onEvery(ranks, (one) => one.compute(() => Promise.resolve(one.rank))))).toEqual([0, 1])
    const failed = await onEvery(ranks, (one) =>
      one.compute(() => (one.rank === 1 ? Promise.reject(new Error('no driver')) : Promise.resolve('computed'))),
    )
    expect(String(reasons(failed)[0])).toContain('Rank 1 of 2 (on node1) failed: Error: no driver')
    expect(String(reasons(failed)[1])).toBe('Error: no driver')
  })
})
