// Medians of windows: the values that every shape rests on.
import { expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { highestOf, median, roughness } from '../../src/diagnose/windows.ts'

it('takes the middle value of any list', () => {
  expect(median([])).toBeNaN()
  expect(median([3])).toBe(3)
  expect(median([3, 1])).toBe(2)
  expect(median([2, 2, 2, 2])).toBe(2)
  const random = new Random('median')
  for (let length = 1; length < 200; length++) {
    const values = Array.from({ length }, () => Math.floor(random.uniform(0, length / 2)))
    const sorted = values.toSorted((a, b) => a - b)
    const expected = (sorted[Math.floor((length - 1) / 2)] + sorted[Math.ceil((length - 1) / 2)]) / 2
    expect(median(values)).toBe(expected)
    expect(median(sorted)).toBe(expected)
  }
})

it('takes the highest of more values than a call has arguments', () => {
  expect(highestOf(Float64Array.from({ length: 300_000 }, (_, index) => 1 - index))).toBe(1)
})

it('measures no roughness on a straight line', () => {
  expect(roughness([5, 4, 3, 2, 1])).toBe(0)
  expect(roughness([1, 2, 1, 2, 1, 2])).toBeGreaterThan(1)
})
