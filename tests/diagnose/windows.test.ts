// Pieces of curves: the highest value and the roughness that shapes rest on.
import { expect, it } from 'vitest'
import { highestOf, roughness } from '../../src/diagnose/windows.ts'

it('takes the highest of more values than a call has arguments', () => {
  expect(highestOf(Float64Array.from({ length: 300_000 }, (_, index) => 1 - index))).toBe(1)
})

it('measures no roughness on a straight line', () => {
  expect(roughness([5, 4, 3, 2, 1])).toBe(0)
  expect(roughness([1, 2, 1, 2, 1, 2])).toBeGreaterThan(1)
})
