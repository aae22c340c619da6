// Upright boxes against each other and against polygons: overlap, union, clipping.
import type { Bounds, Point, Polygon } from '../../geometry/points.ts'

/** Whether the boxes share more than an edge. */
export function overlaps(one: Bounds, other: Bounds): boolean {
  return one.minX < other.maxX && other.minX < one.maxX && one.minY < other.maxY && other.minY < one.maxY
}

/** Whether `outer` holds all of `inner`. */
export function contains(outer: Bounds, inner: Bounds): boolean {
  return outer.minX <= inner.minX && outer.minY <= inner.minY && outer.maxX >= inner.maxX && outer.maxY >= inner.maxY
}

/** The smallest box around both. */
export function union(one: Bounds, other: Bounds): Bounds {
  return {
    minX: Math.min(one.minX, other.minX),
    minY: Math.min(one.minY, other.minY),
    maxX: Math.max(one.maxX, other.maxX),
    maxY: Math.max(one.maxY, other.maxY),
  }
}

/** What two overlapping boxes share. */
export function intersection(one: Bounds, other: Bounds): Bounds {
  return {
    minX: Math.max(one.minX, other.minX),
    minY: Math.max(one.minY, other.minY),
    maxX: Math.min(one.maxX, other.maxX),
    maxY: Math.min(one.maxY, other.maxY),
  }
}

/** The part of a polygon inside a box (Sutherland and Hodgman 1974); fewer than three points when there is none. */
export function clipPolygon(polygon: Polygon, box: Bounds): Polygon {
  const sides: readonly ((point: Point) => number)[] = [
    ([x]) => x - box.minX,
    ([x]) => box.maxX - x,
    ([, y]) => y - box.minY,
    ([, y]) => box.maxY - y,
  ]
  return sides.reduce<Polygon>((points, inside) => clipSide(points, inside), polygon)
}

/** Keeps what lies where `inside` is not negative. */
function clipSide(polygon: Polygon, inside: (point: Point) => number): Point[] {
  const kept: Point[] = []
  for (const [index, point] of polygon.entries()) {
    const previous = polygon[(index + polygon.length - 1) % polygon.length]
    const here = inside(point)
    const before = inside(previous)
    if (here < 0 !== before < 0) {
      const share = before / (before - here)
      kept.push([previous[0] + (point[0] - previous[0]) * share, previous[1] + (point[1] - previous[1]) * share])
    }
    if (here >= 0) kept.push(point)
  }
  return kept
}
