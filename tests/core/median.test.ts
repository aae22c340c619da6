// The one median.
import { expect, it } from 'vitest'
import { medianOf } from '../../src/core/median.ts'
import { Random } from '../../src/core/random.ts'

it('takes the middle value of any list', () => {
  expect(medianOf([])).toBeUndefined()
  expect(medianOf([3])).toBe(3)
  expect(medianOf([3, 1])).toBe(2)
  expect(medianOf([2, 2, 2, 2])).toBe(2)
  const random = new Random('median')
  for (let length = 1; length < 200; length++) {
    const values = Array.from({ length }, () => Math.floor(random.uniform(0, length / 2)))
    const sorted = values.toSorted((a, b) => a - b)
    const expected = (sorted[Math.floor((length - 1) / 2)] + sorted[Math.ceil((length - 1) / 2)]) / 2
    expect(medianOf(values)).toBe(expected)
    expect(medianOf(sorted)).toBe(expected)
  }
})
