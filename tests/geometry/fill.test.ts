// Filling polygons into rasters.
import { describe, expect, it } from 'vitest'
import { fillPolygon } from '../../src/geometry/fill.ts'
import type { Polygon } from '../../src/geometry/points.ts'
import { meanInside } from '../../src/geometry/score.ts'
import { polygonFrom, rect, rowsOf } from './cases.ts'

function drawn(polygon: Polygon, width: number, height: number): string[] {
  const raster = { data: new Uint8Array(width * height), width, height }
  fillPolygon(raster, polygon, 1)
  return rowsOf(raster)
}

describe('fillPolygon', () => {
  it('includes the outline: from 1 to 3 are three pixels', () => {
    expect(drawn(rect(1, 1, 3, 2), 5, 4)).toEqual(['.....', '.###.', '.###.', '.....'])
  })

  it('rounds corners to whole pixels', () => {
    expect(drawn(rect(0.6, 0.5, 3.4, 2.4), 5, 4)).toEqual(drawn(rect(1, 1, 3, 2), 5, 4))
  })

  it('draws a point and a line', () => {
    expect(drawn([[1, 1]], 3, 3)).toEqual(['...', '.#.', '...'])
    expect(drawn(polygonFrom('0,0 3,3'), 4, 4)).toEqual(['#...', '.#..', '..#.', '...#'])
    expect(drawn([], 2, 1)).toEqual(['..'])
  })

  it('leaves the twice surrounded middle of a self-crossing polygon open (even-odd)', () => {
    const twice = polygonFrom('0,0 8,0 8,8 2,8 2,2 6,2 6,6 0,6')
    expect(drawn(twice, 9, 9)[4]).toBe('###...###')
  })

  it('crops what lies outside the raster', () => {
    expect(drawn(rect(-5, -5, 1, 1), 3, 3)).toEqual(['##.', '##.', '...'])
    expect(drawn(rect(10, 10, 20, 20), 3, 3)).toEqual(['...', '...', '...'])
  })

  it('takes corners far outside without walking there (it would take longer than a test may)', () => {
    expect(drawn(polygonFrom('-1000000000,-1000000000 1000000000,-1000000000 1000000000,1000000000'), 3, 3)).toEqual([
      '###',
      '.##',
      '..#',
    ])
  })

  it('writes the value it is given into floats and leaves the rest', () => {
    const raster = { data: new Float32Array(4).fill(0.25), width: 2, height: 2 }
    fillPolygon(raster, rect(0, 0, 1, 0), 0.5)
    expect([...raster.data]).toEqual([0.5, 0.5, 0.25, 0.25])
  })

  it('refuses corners that are not finite', () => {
    expect(() => drawn([[Number.NaN, 0]], 2, 2)).toThrow('bug')
  })
})

describe('meanInside', () => {
  const map = { data: Float32Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8]), width: 3, height: 3 }

  it('is the mean over the filled pixels, each counted once', () => {
    // Pixels 4, 5, 7 and 8: (4 + 5 + 7 + 8) / 4 = 6.
    expect(meanInside(map, rect(1, 1, 2, 2))).toBe(6)
    expect(meanInside(map, rect(1, 1, 9, 9))).toBe(6)
  })

  it('is 0 outside the map', () => {
    expect(meanInside(map, rect(5, 5, 9, 9))).toBe(0)
  })
})
