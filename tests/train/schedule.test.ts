// The learning rate: its warm-up, its four shapes, and that it depends on nothing but the place in the training.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  automaticStepSize,
  learningRateAt,
  type Progress,
  type ScheduleName,
  type ScheduleSettings,
} from '../../src/train/schedule.ts'

const plain: ScheduleSettings = {
  name: 'constant',
  learningRate: 0.01,
  stepSize: 2,
  gamma: 0.1,
  power: 0.9,
  warmupIterations: 0,
}
const names: readonly ScheduleName[] = ['StepLR', 'poly', 'cosine', 'constant']

/** The rates of a whole training, iteration by iteration. */
function rates(settings: Partial<ScheduleSettings>, epochs = 6, iterationsPerEpoch = 5): number[] {
  return Array.from({ length: epochs * iterationsPerEpoch }, (_, step) => {
    const progress: Progress = {
      epoch: Math.floor(step / iterationsPerEpoch),
      iteration: step % iterationsPerEpoch,
      epochs,
      iterationsPerEpoch,
    }
    return learningRateAt({ ...plain, ...settings }, progress)
  })
}

const anySchedule = fc.record({
  name: fc.constantFrom(...names),
  learningRate: fc.double({ min: 1e-6, max: 1, noNaN: true }),
  stepSize: fc.integer({ min: 1, max: 10 }),
  gamma: fc.double({ min: 0.01, max: 1, noNaN: true }),
  power: fc.double({ min: 0.1, max: 4, noNaN: true }),
  warmupIterations: fc.integer({ min: 0, max: 40 }),
})

describe('the learning rate', () => {
  it('never exceeds what was set, and never falls below zero', () => {
    fc.assert(
      fc.property(
        anySchedule,
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 8 }),
        (settings, epochs, n) => {
          for (const rate of rates(settings, epochs, n)) {
            expect(rate).toBeGreaterThanOrEqual(0)
            expect(rate).toBeLessThanOrEqual(settings.learningRate)
          }
        },
      ),
    )
  })

  it('rises in equal steps while it warms up, and is then what it is without', () => {
    const warm = rates({ warmupIterations: 9 })
    expect(warm.slice(0, 10).map((rate) => Math.round(rate * 1000))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    for (const name of names)
      expect(rates({ name, warmupIterations: 9 }).slice(9), name).toEqual(rates({ name }).slice(9))
  })

  it('only falls after the warm-up, whatever its shape', () => {
    fc.assert(
      fc.property(anySchedule, (settings) => {
        const after = rates(settings).slice(settings.warmupIterations)
        for (let i = 1; i < after.length; i++) expect(after[i]).toBeLessThanOrEqual(after[i - 1])
      }),
    )
  })

  it('is that of the settings at the first iteration of every shape', () => {
    for (const name of names) expect(rates({ name })[0], name).toBe(0.01)
  })

  it('drops by gamma after so many epochs, and between two drops stays', () => {
    const steps = rates({ name: 'StepLR' })
    expect(new Set(steps.slice(0, 10))).toEqual(new Set([0.01]))
    expect(steps[10]).toBeCloseTo(0.001, 12)
    expect(steps[29]).toBeCloseTo(0.0001, 12)
  })

  it('ends near zero with cosine and poly, and is half at half time with cosine', () => {
    expect(rates({ name: 'cosine' })[15]).toBeCloseTo(0.005, 12)
    for (const name of ['cosine', 'poly'] as const) expect(rates({ name }, 100).at(-1)).toBeLessThan(0.0001)
  })

  it('falls in a straight line with poly and power 1', () => {
    const line = rates({ name: 'poly', power: 1 })
    const steps = line.slice(1).map((rate, i) => line[i] - rate)
    for (const step of steps) expect(step).toBeCloseTo(0.01 / 30, 12)
  })

  it('has two drops of its own in a training, however long', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 2000 }), (epochs) => {
        const stepSize = automaticStepSize(epochs)
        expect(Math.floor((epochs - 1) / stepSize)).toBeLessThanOrEqual(2)
        const [last] = rates({ name: 'StepLR', stepSize }, epochs, 1).slice(-1)
        expect(last).toBeGreaterThan(0.01 * 0.1 ** 3)
      }),
    )
  })
})
