// Geometry against outside ground truths: OpenCV for pixels and rectangles, pyclipper for offsets, Shapely for areas.
import { beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { defaultPostProcessing, findTexts } from '../../src/geometry/boxes.ts'
import { findContours } from '../../src/geometry/contours.ts'
import { fillPolygon } from '../../src/geometry/fill.ts'
import { convexHull } from '../../src/geometry/hull.ts'
import { minAreaRect } from '../../src/geometry/min-area-rect.ts'
import { offsetPolygon } from '../../src/geometry/offset.ts'
import { coveredArea, intersectionArea, iou } from '../../src/geometry/overlap.ts'
import { area, perimeter, type Point, type Polygon } from '../../src/geometry/points.ts'
import { selfCrossing } from '../../src/geometry/self-crossing.ts'
import {
  anyBitmap,
  anyMap,
  anyPolygon,
  canonical,
  fromBase64,
  rowsOf,
  starPolygon,
  toBase64,
  turnedRect,
} from '../geometry/cases.ts'
import { askOpenCv, type Answers } from './ask-opencv.ts'

const random = new Random(7, 'geometry-opencv')
const size = 64
const margin = 64

/** Inside the raster, across its edge, and (every fourth) far beyond it on all sides. */
const polygons = Array.from({ length: 800 }, (_, index) =>
  anyPolygon(
    random,
    3 + random.int(8),
    [[0, size] as const, [-20, size + 20] as const, [-60, 124] as const, [0, 12] as const][index % 4],
  ),
)
const bitmaps = Array.from({ length: 300 }, () => anyBitmap(random, 3 + random.int(60), 3 + random.int(60)))
const clouds = Array.from({ length: 400 }, (_, index): Point[] =>
  index % 2 === 0
    ? [...anyPolygon(random, 1 + random.int(30), [0, 200])]
    : turnedRect(
        [500 + random.int(9000), 400],
        [random.uniform(5, 300), random.uniform(4, 60)],
        random.uniform(0, 180),
      ).map(([x, y]): Point => [Math.fround(x), Math.fround(y)]),
)
const offsets = Array.from({ length: 400 }, (_, index) => {
  const polygon =
    index % 2 === 0
      ? turnedRect([300, 200], [random.uniform(10, 300), random.uniform(5, 60)], random.uniform(0, 360))
      : starPolygon(random, 5 + random.int(12), [400, 300, random.uniform(10, 200)])
  return { polygon, distance: random.uniform(-12, 20) }
})
const pairs = Array.from({ length: 600 }, (_, index) => {
  const radius = random.uniform(10, 80)
  const near: [number, number, number] = [100 + random.uniform(-60, 60), 100 + random.uniform(-60, 60), radius]
  const a = turnedRect([100, 100], [random.uniform(10, 150), random.uniform(10, 60)], random.uniform(0, 360))
  return index % 2 === 0
    ? { a, b: turnedRect([near[0], near[1]], [random.uniform(10, 150), random.uniform(5, 60)], random.uniform(0, 360)) }
    : {
        a: index % 4 === 1 ? a : starPolygon(random, 9, [100, 100, 70]),
        b: starPolygon(random, 4 + random.int(10), near),
      }
})
const rings = Array.from({ length: 1000 }, () => anyPolygon(random, 4 + random.int(3), [0, 30]))
const maps = Array.from({ length: 12 }, () => anyMap(random, 256, 12))

let answers: Answers
beforeAll(() => {
  answers = askOpenCv({
    fill: polygons.map((polygon) => ({ polygon, width: size, height: size, margin })),
    contours: bitmaps.map(({ data, width, height }) => ({ data: toBase64(data), width, height })),
    rect: clouds,
    offset: offsets,
    overlap: pairs,
    valid: rings,
    texts: maps.map(({ data, width }) => ({ data: toBase64(data), size: width })),
  })
})

function filled(polygon: Polygon): string[] {
  const raster = { data: new Uint8Array(size * size), width: size, height: size }
  fillPolygon(raster, polygon, 1)
  return rowsOf(raster)
}

/** Largest distance from a corner of one box to the nearest corner of the other. */
function cornerGap(a: Polygon, b: Polygon): number {
  return Math.max(...a.map(([x, y]) => Math.min(...b.map(([u, v]) => Math.hypot(x - u, y - v)))))
}

/** What a library that is not installed leaves unproven is told, not hidden. */
function known<T>(list: readonly (T | null)[], library: string): T[] {
  const kept = list.filter((answer): answer is T => answer !== null)
  if (kept.length === 0) console.warn(`not compared: python3 has no ${library}`)
  return kept
}

describe('fillPolygon', () => {
  it('sets exactly the pixels of cv2.fillPoly, corners outside included', () => {
    for (const [index, polygon] of polygons.entries()) {
      const theirs = { data: fromBase64(answers.fill[index]), width: size, height: size }
      expect(filled(polygon), `polygon ${index}`).toEqual(rowsOf(theirs))
    }
  })
})

describe('findContours', () => {
  it('finds exactly the contours of cv2.findContours, up to their first points', () => {
    for (const [index, bitmap] of bitmaps.entries())
      expect(
        findContours(bitmap)
          .map(({ points }) => canonical(points))
          .toSorted(),
        `bitmap ${index}`,
      ).toEqual(answers.contours[index].map(canonical).toSorted())
  })
})

describe('convexHull and minAreaRect', () => {
  it('have the area of cv2.convexHull and the sides of cv2.minAreaRect', () => {
    for (const [index, points] of clouds.entries()) {
      const [short, long] = answers.rect[index].sides
      const ours = minAreaRect(points)
      const areas = [ours.shortSide * ours.longSide, short * long]
      expect(Math.abs(areas[0] - areas[1]), `points ${index}`).toBeLessThanOrEqual(1e-3 * areas[1] + 1e-2)
      expect(Math.abs(area(convexHull(points)) - answers.rect[index].hullArea)).toBeLessThanOrEqual(
        1e-3 * areas[1] + 1e-2,
      )
    }
  })
})

describe('offsetPolygon', () => {
  it('covers the area that pyclipper covers, in as many pieces', () => {
    for (const [index, { polygon, distance }] of offsets.entries()) {
      const theirs = answers.offset[index]
      if (theirs === null) continue
      const ours = offsetPolygon(polygon, distance)
      const slivers = (pieces: readonly Polygon[]): Polygon[] => pieces.filter((piece) => area(piece) > 0.01)
      expect(slivers(ours).length, `polygon ${index} by ${distance}`).toBe(slivers(theirs).length)
      for (const [piece, outline] of slivers(ours).entries()) {
        const common = intersectionArea(outline, slivers(theirs)[piece])
        // Both put chords for arcs, up to 0.1 pixel inside them, and round corners to 1/1024 pixel.
        const allowed = 0.1 * 2 * Math.PI * Math.abs(distance) + perimeter(outline) / 1024
        expect(Math.abs(area(outline) - area(slivers(theirs)[piece]))).toBeLessThan(allowed)
        expect(area(outline) - common).toBeLessThan(allowed)
      }
    }
    known(answers.offset, 'pyclipper')
  })
})

describe('intersectionArea and iou', () => {
  it('are those of Shapely', () => {
    for (const [index, { a, b }] of pairs.entries()) {
      const theirs = answers.overlap[index]
      if (theirs === null) continue
      expect(Math.abs(intersectionArea(a, b) - theirs.intersection), `pair ${index}`).toBeLessThan(
        (perimeter(a) + perimeter(b)) / 1024,
      )
      expect(Math.abs(iou(a, b) - theirs.iou)).toBeLessThan(1e-4)
    }
    known(answers.overlap, 'shapely')
  })
})

describe('selfCrossing', () => {
  it('is silent on every ring that Shapely calls valid, and speaks where the rest covers another area than its shoelace', () => {
    for (const [index, ring] of rings.entries()) {
      if (answers.valid[index] === true) expect(selfCrossing(ring), `ring ${index}`).toBeUndefined()
      if (Math.abs(coveredArea(ring) - area(ring)) > 0.05) expect(selfCrossing(ring), `ring ${index}`).toBeDefined()
    }
    known(answers.valid, 'shapely')
  })
})

describe('findTexts', () => {
  it('finds the boxes and scores of the Python pipeline of cv2 and pyclipper', () => {
    for (const [index, map] of maps.entries()) {
      const theirs = answers.texts[index]
      if (theirs === null) continue
      const ours = findTexts(map, { ...defaultPostProcessing, output: 'quad' })
      expect(ours.length, `map ${index}`).toBe(theirs.length)
      for (const { polygon, score } of ours) {
        const closest = theirs.toSorted((a, b) => cornerGap(polygon, a.corners) - cornerGap(polygon, b.corners))[0]
        expect(cornerGap(polygon, closest.corners), `map ${index}`).toBeLessThan(0.2)
        expect(Math.abs(score - closest.score)).toBeLessThan(0.01)
      }
    }
    known(answers.texts, 'pyclipper')
  })
})
