// A few answers of OpenCV 4.6, pyclipper and Shapely kept as a fixture (see fixtures/make.ts); many more are asked live in tests/torch.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findContours } from '../../src/geometry/contours.ts'
import { fillPolygon } from '../../src/geometry/fill.ts'
import { minAreaRect } from '../../src/geometry/min-area-rect.ts'
import { offsetPolygon } from '../../src/geometry/offset.ts'
import { intersectionArea, iou } from '../../src/geometry/overlap.ts'
import { area } from '../../src/geometry/points.ts'
import { bitmapFrom, canonical, polygonFrom, rowsOf } from './cases.ts'

interface Fixture {
  readonly fill: readonly { polygon: string; rows: string[] }[]
  readonly contours: readonly { rows: string[]; contours: string[] }[]
  readonly rect: readonly { points: string; sides: string }[]
  readonly offset: readonly { polygon: string; distance: number; outlines: string[] }[]
  readonly overlap: readonly { a: string; b: string; intersection: number; iou: number }[]
}

const fixture = JSON.parse(readFileSync(new URL('fixtures/opencv.json', import.meta.url), 'utf8')) as Fixture

describe('against kept answers', () => {
  it('fills the pixels of cv2.fillPoly', () => {
    for (const { polygon, rows } of fixture.fill) {
      const raster = { data: new Uint8Array(144), width: 12, height: 12 }
      fillPolygon(raster, polygonFrom(polygon), 1)
      expect(rowsOf(raster), polygon).toEqual(rows)
    }
  })

  it('finds the contours of cv2.findContours', () => {
    for (const { rows, contours } of fixture.contours)
      expect(
        findContours(bitmapFrom(rows))
          .map(({ points }) => canonical(points))
          .toSorted(),
      ).toEqual(contours.map((text) => canonical(polygonFrom(text))).toSorted())
  })

  it('finds rectangles of the area of cv2.minAreaRect', () => {
    for (const { points, sides } of fixture.rect) {
      const [short, long] = sides.split(' x ').map(Number)
      const ours = minAreaRect(polygonFrom(points))
      expect(Math.abs(ours.shortSide * ours.longSide - short * long)).toBeLessThan(1e-3 * short * long)
    }
  })

  it('offsets to the outlines of pyclipper', () => {
    for (const { polygon, distance, outlines } of fixture.offset) {
      const ours = offsetPolygon(polygonFrom(polygon), distance)
      expect(ours).toHaveLength(outlines.length)
      // Chords of both lie up to 0.1 pixel inside the arcs, whose lengths add up to 2 pi |distance| for a convex polygon.
      for (const [index, outline] of ours.entries())
        expect(Math.abs(area(outline) - area(polygonFrom(outlines[index])))).toBeLessThan(
          0.2 * Math.PI * Math.abs(distance),
        )
    }
  })

  it('gives the intersections of Shapely', () => {
    for (const { a, b, intersection, iou: expected } of fixture.overlap) {
      expect(intersectionArea(polygonFrom(a), polygonFrom(b))).toBeCloseTo(intersection, 0)
      expect(iou(polygonFrom(a), polygonFrom(b))).toBeCloseTo(expected, 4)
    }
  })
})
