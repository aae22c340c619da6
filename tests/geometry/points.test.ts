// Areas, directions and distances of points and polygons.
import { describe, expect, it } from 'vitest'
import {
  area,
  boundsOf,
  clockwise,
  distanceToSegment,
  isClockwise,
  perimeter,
  pointInPolygon,
  scalePolygon,
  signedArea,
  translatePolygon,
  withoutRepeats,
  type Polygon,
} from '../../src/geometry/points.ts'
import { rect } from './cases.ts'

const square = rect(0, 0, 10, 10)
// An L: a 10 x 10 square without its upper right 6 x 6 quarter, so 100 - 36 = 64.
const ell: Polygon = [
  [0, 0],
  [4, 0],
  [4, 6],
  [10, 6],
  [10, 10],
  [0, 10],
]

describe('area and perimeter', () => {
  it('gives the shoelace area, positive clockwise on the screen', () => {
    expect(signedArea(square)).toBe(100)
    expect(signedArea(square.toReversed())).toBe(-100)
    expect(area(ell)).toBe(64)
  })

  it('keeps its precision far from the origin', () => {
    expect(area(translatePolygon(square, 1e9, 1e9))).toBe(100)
  })

  it('measures the closed outline', () => {
    expect(perimeter(square)).toBe(40)
    expect(perimeter(ell)).toBe(40)
  })

  it('is 0 for fewer than three points', () => {
    expect(area([])).toBe(0)
    expect(area(square.slice(0, 2))).toBe(0)
    expect(perimeter([])).toBe(0)
    expect(perimeter([[3, 3]])).toBe(0)
  })
})

describe('direction', () => {
  it('is clockwise as seen on the screen, y pointing down', () => {
    expect(isClockwise(square)).toBe(true)
    expect(isClockwise(square.toReversed())).toBe(false)
  })

  it('turns a counter-clockwise polygon round and keeps its first corner', () => {
    const reversed: Polygon = [square[0], square[3], square[2], square[1]]
    expect(clockwise(reversed)).toEqual(square)
    expect(clockwise(square)).toBe(square)
  })
})

describe('boundsOf', () => {
  it('is the upright rectangle around the points, empty for none', () => {
    expect(boundsOf(ell)).toEqual({ minX: 0, minY: 0, maxX: 10, maxY: 10 })
    expect(boundsOf([]).minX).toBe(Infinity)
  })
})

describe('pointInPolygon', () => {
  it('counts the inside, the outline and the corners as in', () => {
    for (const point of [
      [2, 2],
      [0, 5],
      [4, 3],
      [10, 10],
      [7, 6],
    ] as const)
      expect(pointInPolygon(point, ell), String(point)).toBe(true)
  })

  it('counts the notch and what lies beyond corners at the same height as out', () => {
    for (const point of [
      [7, 3],
      [-1, 0],
      [11, 6],
      [-1, 10],
      [4.001, 5.999],
    ] as const)
      expect(pointInPolygon(point, ell), String(point)).toBe(false)
  })
})

describe('distanceToSegment', () => {
  it('measures to the line beside it, to an end beyond it, and to a single point', () => {
    expect(distanceToSegment([5, 3], [0, 0], [10, 0])).toBe(3)
    expect(distanceToSegment([13, 4], [0, 0], [10, 0])).toBe(5)
    expect(distanceToSegment([3, 4], [0, 0], [0, 0])).toBe(5)
  })
})

describe('moves and repeats', () => {
  it('scales and moves every point', () => {
    expect(translatePolygon(scalePolygon(square, 2, 0.5), 1, -1)).toEqual(rect(1, -1, 21, 4))
  })

  it('drops corners that the next one repeats, also around the end', () => {
    expect(withoutRepeats([...square, square[3], square[0]])).toHaveLength(4)
    expect(withoutRepeats([square[0], square[0], square[0]])).toEqual([square[0]])
  })
})
