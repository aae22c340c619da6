// How batches are divided among processes, and what another number of them means for a training that is resumed.
import { describe, expect, it } from 'vitest'
import { changeOfRanks, dividedAgain, dividedAmong, renderTimes } from '../../../src/tasks/train/ranks.ts'

const config = (batch_size: number, micro_batch: number | 'auto' = 'auto') => ({ batch_size, micro_batch })

describe('a batch among processes', () => {
  it('is divided evenly, and the part of each stands in the configuration', () => {
    expect(dividedAmong(config(8), 1)).toEqual(config(8))
    expect(dividedAmong(config(8), 4)).toEqual(config(8, 2))
    expect(dividedAmong(config(8, 1), 4)).toEqual(config(8, 1))
  })

  it('is refused where it cannot be, with the next size that can', () => {
    expect(() => dividedAmong(config(4), 3)).toThrow('Batches of 4 cannot be divided evenly among 3 processes')
    expect(() => dividedAmong(config(6, 2), 2)).toThrow('3 images of a batch, which cannot be divided into parts of 2')
  })

  it('of a resumed training keeps its parts where they fit', () => {
    expect(dividedAgain(config(8, 4), 1)).toEqual(config(8, 4))
    expect(dividedAgain(config(8, 2), 2)).toEqual(config(8, 2))
    expect(dividedAgain(config(8, 4), 4)).toEqual(config(8, 2))
    expect(() => dividedAgain(config(8, 4), 3)).toThrow('cannot be divided evenly')
  })
})

describe('another number of processes', () => {
  const of = (ranks: number, micro: number) => ({ ranks, batch: 8, micro })

  it('is the same to the byte where the parts and their order stay', () => {
    expect(changeOfRanks(of(2, 4), of(1, 4))).toContain('the same to the byte')
    expect(changeOfRanks(of(4, 2), of(1, 2))).toContain('the same to the byte')
    expect(changeOfRanks(of(2, 2), of(2, 2))).toBeUndefined()
  })

  it('is the same to rounding where sums are taken in another order, and another result where parts differ', () => {
    expect(changeOfRanks(of(4, 2), of(2, 2))).toContain('to rounding only')
    expect(changeOfRanks(of(2, 4), of(4, 2))).toContain('in parts of 2 images instead of 4')
  })
})

it('the share of what the ranks did for each other is told in seconds and per cent', () => {
  expect(renderTimes({ sumMs: 1200, waitMs: 4050 }, 81_000)).toBe(
    'Of 81 s of training, 1.2 s (1.5 %) went into adding gradients and 4.0 s (5.0 %) into waiting for other ranks',
  )
})
