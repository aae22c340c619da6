// Affine maps.
import { describe, expect, it } from 'vitest'
import {
  composeAffine,
  identityAffine,
  invertAffine,
  mapPoint,
  mapPolygon,
  rotateAffine,
  scaleAffine,
  translateAffine,
} from '../../src/geometry/affine.ts'
import { area } from '../../src/geometry/points.ts'
import { rect } from './cases.ts'

describe('affine maps', () => {
  it('turns clockwise as seen on the screen about the centre', () => {
    // A quarter turn about (10, 10) takes the point to the right of the centre below it.
    const [x, y] = mapPoint(rotateAffine(90, [10, 10]), [15, 10])
    expect(x).toBeCloseTo(10, 12)
    expect(y).toBeCloseTo(15, 12)
  })

  it('does the first map, then the second', () => {
    const map = composeAffine(scaleAffine(2, 3), translateAffine(5, -1))
    expect(mapPoint(map, [1, 1])).toEqual([7, 2])
  })

  it('is undone by its inverse', () => {
    const map = composeAffine(composeAffine(scaleAffine(1.5, 0.7), rotateAffine(33, [4, 9])), translateAffine(3, 8))
    const back = mapPoint(invertAffine(map), mapPoint(map, [12, -7]))
    expect(back[0]).toBeCloseTo(12, 10)
    expect(back[1]).toBeCloseTo(-7, 10)
    expect(mapPoint(invertAffine(identityAffine), [3, 4])).toEqual([3, 4])
  })

  it('keeps areas when turning and multiplies them when scaling', () => {
    expect(area(mapPolygon(rotateAffine(17, [3, 3]), rect(0, 0, 6, 4)))).toBeCloseTo(24, 10)
    expect(area(mapPolygon(scaleAffine(2, 3), rect(0, 0, 6, 4)))).toBe(144)
  })

  it('refuses to invert a map that flattens the plane', () => {
    expect(() => invertAffine(scaleAffine(0, 1))).toThrow('determinant')
  })
})
