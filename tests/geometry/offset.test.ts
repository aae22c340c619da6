// Growing and shrinking polygons.
import { describe, expect, it } from 'vitest'
import { growRect, minAreaRect } from '../../src/geometry/min-area-rect.ts'
import { offsetPolygon, shrinkDistance, unclipDistance } from '../../src/geometry/offset.ts'
import { area, boundsOf, isClockwise, translatePolygon } from '../../src/geometry/points.ts'
import { polygonFrom, rect, turnedRect } from './cases.ts'

const box = rect(10, 10, 110, 40)

describe('shrinkDistance and unclipDistance', () => {
  it('are A (1 - r^2) / L and A r / L', () => {
    // A = 100 x 30 = 3000, L = 260; 3000 x (1 - 0.16) / 260 = 9.6923; 3000 x 1.5 / 260 = 17.3077
    expect(shrinkDistance(box, 0.4)).toBeCloseTo(9.692307, 5)
    expect(unclipDistance(box, 1.5)).toBeCloseTo(17.307692, 5)
  })

  it('are 0 for a polygon without outline', () => {
    expect(shrinkDistance([[1, 1]], 0.4)).toBe(0)
  })
})

describe('offsetPolygon', () => {
  it('shrinks a rectangle to a smaller one, whichever way its corners run', () => {
    const expected = { minX: 15, minY: 15, maxX: 105, maxY: 35 }
    expect(boundsOf(offsetPolygon(box, -5)[0])).toEqual(expected)
    expect(boundsOf(offsetPolygon(box.toReversed(), -5)[0])).toEqual(expected)
    expect(offsetPolygon(box, -5)[0]).toHaveLength(4)
  })

  it('grows a rectangle with round corners', () => {
    const [grown] = offsetPolygon(box, 10)
    // Sides moved by 10 and four quarter discs: 3000 + 260 x 10 + pi x 100 = 5914.16; chords lie up to 0.1 inside the arcs.
    expect(area(grown)).toBeGreaterThan(5914.16 - 5)
    expect(area(grown)).toBeLessThan(5914.17)
    expect(boundsOf(grown)).toEqual({ minX: 0, minY: 0, maxX: 120, maxY: 50 })
    expect(isClockwise(grown)).toBe(true)
  })

  it('leaves nothing when the polygon is thinner than twice the distance', () => {
    expect(offsetPolygon(box, -15)).toEqual([])
    expect(offsetPolygon(box, -1000)).toEqual([])
  })

  it('leaves nothing of a polygon without area, instead of growing it', () => {
    expect(offsetPolygon(polygonFrom('0,0 10,0 20,0'), -2)).toEqual([])
    expect(offsetPolygon(polygonFrom('0,0 10,0'), 2)).toEqual([])
  })

  it('gives the pieces, largest first, when a shrunk polygon falls apart', () => {
    // A dumbbell: 20 x 20 and 10 x 10 joined by a bar 2 high.
    const dumbbell = polygonFrom('0,0 20,0 20,9 40,9 40,5 50,5 50,15 40,15 40,11 20,11 20,20 0,20')
    const pieces = offsetPolygon(dumbbell, -2)
    expect(pieces.map((piece) => Math.round(area(piece)))).toEqual([256, 36])
  })

  it('drops holes that close when growing', () => {
    const ring = polygonFrom('0,0 50,0 50,50 26,50 26,40 40,40 40,10 10,10 10,40 24,40 24,50 0,50')
    expect(offsetPolygon(ring, 2)).toHaveLength(1)
  })

  it('does not depend on where the polygon lies', () => {
    const here = offsetPolygon(box, 7)[0]
    const far = offsetPolygon(translatePolygon(box, 1e6, -1e6), 7)[0]
    expect(far).toEqual(translatePolygon(here, 1e6, -1e6))
  })

  it('returns the polygon itself for a distance of 0', () => {
    expect(boundsOf(offsetPolygon(box, 0)[0])).toEqual(boundsOf(box))
  })

  it('refuses a distance that is not a number', () => {
    expect(() => offsetPolygon(box, Number.NaN)).toThrow('bug')
  })
})

describe('growRect', () => {
  it('is what growing with round corners and minAreaRect give', () => {
    for (let degrees = 0; degrees < 180; degrees += 7) {
      const corners = turnedRect([200, 200], [120, 25 + degrees / 2], degrees)
      const distance = unclipDistance(corners, 1.5)
      const direct = growRect(minAreaRect(corners), distance)
      const round = minAreaRect(offsetPolygon(corners, distance)[0])
      expect(Math.abs(direct.longSide - round.longSide)).toBeLessThan(0.2)
      expect(Math.abs(direct.shortSide - round.shortSide)).toBeLessThan(0.2)
    }
  })

  it('shrinks to the middle line and no further', () => {
    expect(growRect(minAreaRect(box), -5).corners).toEqual(rect(15, 15, 105, 35))
    expect(growRect(minAreaRect(box), -50).shortSide).toBe(0)
  })
})
