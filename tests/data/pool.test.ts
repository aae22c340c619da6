// Bounded work: order kept, limit kept, stops at the first failure.
import { describe, expect, it } from 'vitest'
import { mapBounded } from '../../src/data/pool.ts'

describe('mapBounded', () => {
  it('keeps the order of the items and never runs more than the limit at once', async () => {
    let running = 0
    let max = 0
    const results = await mapBounded([5, 1, 3, 2, 4], 2, async (item, index) => {
      max = Math.max(max, ++running)
      for (let turn = 0; turn < item; turn++) await Promise.resolve()
      running--
      return `${index}:${item}`
    })
    expect(results).toEqual(['0:5', '1:1', '2:3', '3:2', '4:4'])
    expect(max).toBe(2)
  })

  it('starts nothing more after a failure and passes it on', async () => {
    const started: number[] = []
    const work = mapBounded([0, 1, 2, 3, 4, 5], 2, async (item) => {
      started.push(item)
      await Promise.resolve()
      if (item === 1) throw new Error('item 1')
    })
    await expect(work).rejects.toThrow('item 1')
    expect(started.length).toBeLessThan(5)
  })

  it('has nothing to do for no items', async () => {
    expect(await mapBounded([], 4, async () => 1)).toEqual([])
  })
})
