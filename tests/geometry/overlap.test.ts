// Intersections and intersection over union.
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { intersectionAreaByClipper } from '../../src/geometry/clipper.ts'
import { coveredArea, intersectionArea, iou, isConvex } from '../../src/geometry/overlap.ts'
import { polygonFrom, rect, turnedRect } from './cases.ts'

describe('iou', () => {
  it('is exactly 0.5 for whole rectangles that overlap by half of their union', () => {
    const random = new Random(2)
    for (let round = 0; round < 500; round++) {
      const [x, y] = [random.int(2000), random.int(2000)]
      const [width, height] = [1 + random.int(400), 1 + random.int(400)]
      // One is the half of the other; or each is 3 units long and they share 2: 2 / (3 + 3 - 2).
      expect(iou(rect(x, y, x + 2 * width, y + height), rect(x + width, y, x + 2 * width, y + height))).toBe(0.5)
      expect(iou(rect(x, y, x + width, y + 3 * height), rect(x, y + height, x + width, y + 4 * height))).toBe(0.5)
    }
  })

  it('is 1 for equal polygons in either direction, 0 for separate and for touching ones', () => {
    const box = rect(0, 0, 10, 10)
    expect(iou(box, box)).toBe(1)
    expect(iou(box, box.toReversed())).toBe(1)
    expect(iou(box, rect(20, 0, 30, 10))).toBe(0)
    expect(iou(box, rect(10, 0, 20, 10))).toBe(0)
  })

  it('is 0 for polygons without area', () => {
    expect(iou(polygonFrom('0,0 5,5 10,10'), rect(0, 0, 10, 10))).toBe(0)
    expect(iou([[1, 1]], rect(0, 0, 10, 10))).toBe(0)
    expect(iou([], [])).toBe(0)
  })
})

describe('intersectionArea', () => {
  it('clips a square by the same square turned by 45 degrees to an octagon', () => {
    // Side 2 about the origin; the regular octagon with inradius 1 has area 8 tan(22.5 degrees) = 3.3137.
    const area = intersectionArea(turnedRect([0, 0], [2, 2], 0), turnedRect([0, 0], [2, 2], 45))
    expect(area).toBeCloseTo(8 * Math.tan(Math.PI / 8), 12)
  })

  it('is exact for concave polygons with whole corners', () => {
    const ell = polygonFrom('0,0 4,0 4,6 10,6 10,10 0,10')
    // The L has a foot 10 x 4 and a leg 4 x 6; of the square 2..8 it covers the leg's 2 x 4 and the foot's 6 x 2.
    expect(intersectionArea(ell, rect(2, 2, 8, 8))).toBe(20)
  })

  it('agrees with Clipper on convex polygons in any direction', () => {
    const random = new Random(6)
    for (let round = 0; round < 300; round++) {
      const a = turnedRect([50, 50], [random.uniform(1, 60), random.uniform(1, 60)], random.uniform(0, 360))
      const b = turnedRect([60, 40], [random.uniform(1, 60), random.uniform(1, 60)], random.uniform(0, 360))
      const other = round % 2 === 0 ? b : b.toReversed()
      expect(Math.abs(intersectionArea(a, other) - intersectionAreaByClipper(a, b))).toBeLessThan(0.1)
    }
  })
})

describe('coveredArea', () => {
  it('counts both halves of a bow tie, whose shoelace area is 0', () => {
    expect(coveredArea(polygonFrom('0,0 10,10 10,0 0,10'))).toBe(50)
  })
})

describe('isConvex', () => {
  it('holds for rectangles, triangles, repeated corners and straight runs', () => {
    for (const text of ['0,0 4,0 4,3 0,3', '0,0 4,0 4,3', '0,0 4,0 4,0 4,3 0,3', '0,0 2,0 4,0 4,3 0,3'])
      expect(isConvex(polygonFrom(text)), text).toBe(true)
  })

  it('fails for notches, bow ties, spikes and stars', () => {
    const notch = '0,0 4,0 4,6 10,6 10,10 0,10'
    const star = '50,0 80,95 2,36 98,36 20,95'
    for (const text of [notch, '0,0 10,10 10,0 0,10', '0,0 10,0 5,0 5,5 0,5', star])
      expect(isConvex(polygonFrom(text)), text).toBe(false)
  })
})
