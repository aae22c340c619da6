// Simplifying closed outlines.
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { distanceToSegment } from '../../src/geometry/points.ts'
import { simplifyClosed } from '../../src/geometry/simplify.ts'
import { polygonFrom, starPolygon, textOf } from './cases.ts'

describe('simplifyClosed', () => {
  it('drops points on and near straight sides and keeps the corners in order', () => {
    const outline = polygonFrom('0,0 5,0.4 10,0 10,5 10,10 5,9.7 0,10 0.2,5')
    expect(textOf(simplifyClosed(outline, 0.5))).toBe('0,0 10,0 10,10 0,10')
    expect(simplifyClosed(outline, 0.1)).toHaveLength(7)
  })

  it('keeps every dropped point within the tolerance', () => {
    const random = new Random(12)
    for (let round = 0; round < 100; round++) {
      const outline = starPolygon(random, 30, [50, 50, 40])
      const simple = simplifyClosed(outline, 5)
      for (const point of outline) {
        const distances = simple.map((corner, index) => distanceToSegment(point, simple.at(index - 1)!, corner))
        expect(Math.min(...distances)).toBeLessThanOrEqual(5)
      }
    }
  })

  it('leaves fewer than three points, and equal points, alone', () => {
    expect(simplifyClosed([], 1)).toEqual([])
    expect(textOf(simplifyClosed(polygonFrom('0,0 9,9'), 1))).toBe('0,0 9,9')
    expect(simplifyClosed(polygonFrom('2,2 2,2 2,2'), 1).length).toBeGreaterThan(0)
  })
})
