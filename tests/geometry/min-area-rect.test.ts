// Convex hulls and rectangles of least area.
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { convexHull } from '../../src/geometry/hull.ts'
import { minAreaRect, orderCorners, type Quad } from '../../src/geometry/min-area-rect.ts'
import { isClockwise, pointInPolygon, type Point } from '../../src/geometry/points.ts'
import { anyPolygon, polygonFrom, rect, textOf, turnedRect } from './cases.ts'

describe('convexHull', () => {
  it('keeps the outer corners, clockwise, without points on its edges', () => {
    expect(textOf(convexHull(polygonFrom('5,5 0,0 5,0 10,0 10,10 0,10 3,7 0,5')))).toBe('0,0 10,0 10,10 0,10')
  })

  it('gives few points as they are', () => {
    expect(convexHull([])).toEqual([])
    expect(textOf(convexHull(polygonFrom('3,3 3,3')))).toBe('3,3')
    expect(textOf(convexHull(polygonFrom('5,5 1,1 3,3')))).toBe('1,1 5,5')
  })

  it('holds every point', () => {
    const random = new Random(9)
    for (let round = 0; round < 100; round++) {
      const points = anyPolygon(random, 20, [0, 50])
      const hull = convexHull(points)
      expect(points.every((point) => pointInPolygon(point, hull))).toBe(true)
      expect(isClockwise(hull)).toBe(true)
    }
  })
})

describe('minAreaRect', () => {
  it('gives an upright rectangle back exactly, from its top-left corner', () => {
    const found = minAreaRect(rect(10, 20, 50, 30).toReversed())
    expect(found).toEqual({ corners: rect(10, 20, 50, 30), shortSide: 10, longSide: 40, angle: 0 })
  })

  it('finds a turned rectangle and the direction of its upper side', () => {
    const { corners, shortSide, longSide, angle } = minAreaRect(turnedRect([100, 100], [60, 20], 30))
    expect(longSide).toBeCloseTo(60, 9)
    expect(shortSide).toBeCloseTo(20, 9)
    expect(angle).toBeCloseTo(30, 9)
    expect(isClockwise(corners)).toBe(true)
  })

  it('gives a rectangle without width for one point and for points on a line', () => {
    expect(minAreaRect([[4, 5]])).toMatchObject({ shortSide: 0, longSide: 0 })
    const line = minAreaRect(polygonFrom('0,0 3,4 6,8'))
    expect(line.shortSide).toBe(0)
    expect(line.longSide).toBeCloseTo(10, 12)
  })
})

describe('orderCorners', () => {
  it('begins with the upper one of the two leftmost corners and runs clockwise, in whatever order they come', () => {
    const random = new Random(8)
    for (let degrees = -180; degrees <= 180; degrees += 5) {
      const [a, b, c, d] = random.shuffled(turnedRect([50, 50], [40, 15], degrees)) as [Point, Point, Point, Point]
      const ordered = orderCorners([a, b, c, d])
      expect(isClockwise(ordered), `${degrees} degrees`).toBe(true)
      expect(ordered[0][1]).toBeLessThanOrEqual(ordered[3][1])
      expect(ordered[0][0]).toBeLessThanOrEqual(ordered[1][0] + 1e-9)
    }
  })

  it('begins a square standing on its corner at the top', () => {
    const diamond = polygonFrom('0,5 5,10 10,5 5,0') as unknown as Quad
    expect(textOf(orderCorners(diamond))).toBe('5,0 10,5 5,10 0,5')
  })
})
