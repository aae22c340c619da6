// The only door to clipper2-ts: offsetting and intersecting any polygon, in pixels on both sides.
import { Clipper, ClipperOffset, EndType, FillRule, JoinType, type Path64, type Paths64 } from 'clipper2-ts'
import { assert } from '../core/assert.ts'
import { boundsOf, signedArea, type Bounds, type Point, type Polygon } from './points.ts'

/** Clipper works on whole numbers: this many to a pixel. A power of two, so that halves and quarters of pixels stay exact. */
const unitsPerPixel = 1024

/** Largest whole number handed to Clipper: its products of two differences stay exact doubles below 9e7 (its own fast path). */
const largestUnit = 2 ** 25

/** How far a round join may lie inside the true arc, in pixels. */
const arcTolerance = 0.1

/** Whole-number coordinates around a local origin, so that precision does not depend on where in the image a polygon lies. */
interface Grid {
  readonly originX: number
  readonly originY: number
  readonly units: number
}

/**
 * The polygon grown (distance > 0) or shrunk (distance < 0) by `distance` pixels, corners rounded.
 * Only outer outlines are returned, largest first, all clockwise: none when it shrinks to nothing, several when it falls apart.
 */
export function offsetByClipper(polygon: Polygon, distance: number): Polygon[] {
  assert(Number.isFinite(distance), `an offset distance is finite, got ${distance}`)
  const grid = gridAround([polygon], Math.abs(distance))
  const outline = toPath(polygon, grid)
  // Clipper takes a path without area for a line and would grow it whatever the sign of the distance.
  if (distance < 0 && Clipper.area(outline) === 0) return []
  const offset = new ClipperOffset(2, Math.min(arcTolerance, Math.abs(distance) / 4) * grid.units)
  offset.addPath(outline, JoinType.Round, EndType.Polygon)
  const solution: Paths64 = []
  offset.execute(distance * grid.units, solution)
  return solution
    .map((path) => ({ outline: toPolygon(path, grid), size: Clipper.area(path) }))
    .filter(({ size }) => size !== 0)
    .toSorted((a, b) => Math.abs(b.size) - Math.abs(a.size))
    .filter(({ size }, _, [largest]) => Math.sign(size) === Math.sign(largest.size))
    .map(({ outline }) => (signedArea(outline) < 0 ? outline.toReversed() : outline))
}

/** Area in square pixels of what lies inside both polygons, which may be concave or cross themselves (non-zero rule). */
export function intersectionAreaByClipper(a: Polygon, b: Polygon): number {
  const grid = gridAround([a, b], 0)
  const common = Clipper.intersect([toPath(a, grid)], [toPath(b, grid)], FillRule.NonZero)
  return Math.abs(Clipper.areaPaths(common)) / (grid.units * grid.units)
}

/** Area in square pixels of the region a polygon covers; differs from `area` only where it crosses itself (non-zero rule). */
export function coveredAreaByClipper(polygon: Polygon): number {
  const grid = gridAround([polygon], 0)
  const covered = Clipper.union([toPath(polygon, grid)], FillRule.NonZero)
  return Math.abs(Clipper.areaPaths(covered)) / (grid.units * grid.units)
}

/** A grid with its origin at a whole pixel in the middle; coarser than usual only for extents beyond 32,768 pixels. */
function gridAround(polygons: readonly Polygon[], margin: number): Grid {
  const { minX, minY, maxX, maxY }: Bounds = boundsOf(polygons.flat())
  assert([minX, minY, maxX, maxY].every(Number.isFinite), 'a polygon has corners, and they are finite')
  const reach = Math.max(maxX - minX, maxY - minY) / 2 + margin + 1
  return {
    originX: Math.round((minX + maxX) / 2),
    originY: Math.round((minY + maxY) / 2),
    units: Math.min(unitsPerPixel, largestUnit / reach),
  }
}

function toPath(polygon: Polygon, { originX, originY, units }: Grid): Path64 {
  return polygon.map(([x, y]) => ({ x: Math.round((x - originX) * units), y: Math.round((y - originY) * units) }))
}

function toPolygon(path: Path64, { originX, originY, units }: Grid): Point[] {
  return path.map(({ x, y }) => [x / units + originX, y / units + originY])
}
