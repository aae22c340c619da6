// The exponential mean of the weights forgets a random start, and keeps trained initial weights in it.
import { describe, expect, it } from 'vitest'
import { averageDecayAt } from '../../src/train/optimizer.ts'

const settings = { name: 'SGD', momentum: 0.9, weightDecay: 0, averageDecay: 0.99 } as const

describe('the decay of the mean of the weights', () => {
  it('is low in the first steps from scratch', () => {
    const decays = [1, 10, 10_000].map((step) => averageDecayAt({ ...settings, averageWarmup: true }, step))
    expect(decays).toEqual([2 / 11, 11 / 20, 0.99])
  })

  it('is full from the first step when fine-tuning', () => {
    expect(averageDecayAt({ ...settings, averageWarmup: false }, 1)).toBe(0.99)
  })
})
