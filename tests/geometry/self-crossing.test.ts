// Outlines that cross themselves, and outlines that only touch themselves.
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { coveredArea } from '../../src/geometry/overlap.ts'
import { area, type Point } from '../../src/geometry/points.ts'
import { selfCrossing } from '../../src/geometry/self-crossing.ts'
import { anyPolygon, polygonFrom, starPolygon } from './cases.ts'

describe('selfCrossing', () => {
  it('names the two edges of a bow tie that cross', () => {
    expect(selfCrossing(polygonFrom('0,0 10,10 10,0 0,10'))).toEqual([0, 2])
  })

  it('is silent on a rectangle, a triangle and a concave polygon', () => {
    expect(selfCrossing(polygonFrom('0,0 10,0 10,10 0,10'))).toBeUndefined()
    expect(selfCrossing(polygonFrom('0,0 10,0 10,10'))).toBeUndefined()
    expect(selfCrossing(polygonFrom('0,0 4,0 4,6 10,6 10,10 0,10'))).toBeUndefined()
  })

  it('passes over repeated corners, and counts edges as the polygon has them', () => {
    expect(selfCrossing(polygonFrom('0,0 0,0 10,0 10,10 10,10 0,10 0,0'))).toBeUndefined()
    expect(selfCrossing(polygonFrom('0,0 0,0 10,10 10,0 0,10'))).toEqual([1, 3])
  })

  it('allows two corners to touch in one place, but not to pass through each other there', () => {
    expect(selfCrossing(polygonFrom('0,0 4,0 2,2 4,4 0,4 2,2'))).toBeUndefined()
    expect(selfCrossing(polygonFrom('0,0 2,2 4,4 4,0 2,2 0,4'))).toEqual([1, 4])
  })

  it('allows a corner to touch an edge, but not to pass through it there', () => {
    expect(selfCrossing(polygonFrom('0,0 10,0 10,10 5,0 0,10'))).toBeUndefined()
    expect(selfCrossing(polygonFrom('0,0 10,0 10,10 5,0 2,-4 0,10'))).toBeDefined()
  })

  it('allows a spike that goes out and back', () => {
    expect(selfCrossing(polygonFrom('0,0 10,0 10,10 15,10 10,10 0,10'))).toBeUndefined()
  })

  it('speaks whenever the outline covers another area than its shoelace says', () => {
    const random = new Random(3)
    for (let round = 0; round < 500; round++) {
      const ring = anyPolygon(random, 4 + random.int(4), [0, 40])
      if (Math.abs(coveredArea(ring) - area(ring)) > 0.1) expect(selfCrossing(ring), String(ring)).toBeDefined()
    }
  })

  it('answers at once for a thousand corners that all reach across the others', () => {
    const comb = Array.from({ length: 1000 }, (_, index): Point => [index % 2 === 0 ? 0 : 1000, index])
    const started = performance.now()
    expect(selfCrossing([...comb, [-1, 1001]])).toBeUndefined()
    // Usually 20 ms; the limit leaves room for a busy machine.
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('is silent on every star-shaped polygon', () => {
    const random = new Random(4)
    for (let round = 0; round < 200; round++)
      expect(selfCrossing(starPolygon(random, 5 + random.int(12), [50, 50, 40]))).toBeUndefined()
  })
})
