// Does a polygon's outline cross itself? Touching itself is allowed: hand-drawn polygons often do.
import { boundsOf, cross, samePoint, withoutRepeats, type Bounds, type Point, type Polygon } from './points.ts'

/**
 * The first two edges that cross, as indices of their first corners in `polygon` (edge i runs from corner i to the next), or undefined.
 * Repeated corners are skipped. Touching is not crossing: a corner that lies on another edge or corner counts only when the
 * outline goes through to the other side there; runs of edges lying on each other count as touching. Every two edges are compared:
 * the caller bounds the number of corners (a thousand take some milliseconds).
 */
export function selfCrossing(polygon: Polygon): readonly [edge: number, otherEdge: number] | undefined {
  const corners = withoutRepeats(polygon)
  const count = corners.length
  if (count < 4) return undefined
  const bounds = corners.map((_, index) => boundsOf(edge(corners, index)))
  for (let first = 0; first < count; first++)
    for (let second = first + 1; second < count; second++)
      if (
        touch(bounds[first], bounds[second]) &&
        (edgesCross(corners, first, second) ||
          passesThrough(corners, first, second) ||
          passesThrough(corners, second, first))
      )
        return [polygon.indexOf(corners[first]), polygon.indexOf(corners[second])]
  return undefined
}

function touch(one: Bounds, other: Bounds): boolean {
  return one.minX <= other.maxX && other.minX <= one.maxX && one.minY <= other.maxY && other.minY <= one.maxY
}

/** Whether edges i and j have one inner point in common and go through each other there. */
function edgesCross(corners: Polygon, i: number, j: number): boolean {
  const [a, b] = edge(corners, i)
  const [c, d] = edge(corners, j)
  return (
    Math.sign(cross(a, b, c)) * Math.sign(cross(a, b, d)) < 0 &&
    Math.sign(cross(c, d, a)) * Math.sign(cross(c, d, b)) < 0
  )
}

/** Whether the outline goes through edge i, or through its first corner, at corner j. */
function passesThrough(corners: Polygon, i: number, j: number): boolean {
  const [a, b] = edge(corners, i)
  const [before, corner] = edge(corners, (j + corners.length - 1) % corners.length)
  const after = edge(corners, j)[1]
  if (samePoint(corner, a)) {
    const beforeA = edge(corners, (i + corners.length - 1) % corners.length)[0]
    return chainsCross(corner, [beforeA, b], [before, after])
  }
  const inside = cross(a, b, corner) === 0 && isBetween(corner, a, b)
  return inside && Math.sign(cross(a, b, before)) * Math.sign(cross(a, b, after)) < 0
}

function edge(corners: Polygon, index: number): readonly [Point, Point] {
  return [corners[index], corners[(index + 1) % corners.length]]
}

/** Whether a point known to lie on the line through a and b lies strictly between them. */
function isBetween(point: Point, a: Point, b: Point): boolean {
  const along = (point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])
  const length = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
  return along > 0 && along < length
}

/** Whether two chains that share their middle corner cross there: one end of the second lies inside the angle of the first, one outside. */
function chainsCross(middle: Point, one: readonly [Point, Point], other: readonly [Point, Point]): boolean {
  const sides = other.map((end) => sideOfAngle(middle, one, end))
  return sides[0] * sides[1] < 0
}

/** 1 strictly inside the clockwise angle from `from` to `to` about `middle`, -1 strictly outside, 0 on one of its arms. */
function sideOfAngle(middle: Point, [from, to]: readonly [Point, Point], end: Point): number {
  if (sameDirection(middle, from, end) || sameDirection(middle, to, end)) return 0
  const turn = cross(middle, from, to)
  const afterFrom = cross(middle, from, end) > 0
  const beforeTo = cross(middle, end, to) > 0
  if (turn > 0) return afterFrom && beforeTo ? 1 : -1
  if (turn < 0) return afterFrom || beforeTo ? 1 : -1
  return afterFrom && !sameDirection(middle, from, to) ? 1 : -1
}

/** Whether `a` and `b` lie in exactly the same direction as seen from `origin`. */
function sameDirection(origin: Point, a: Point, b: Point): boolean {
  const dot = (a[0] - origin[0]) * (b[0] - origin[0]) + (a[1] - origin[1]) * (b[1] - origin[1])
  return cross(origin, a, b) === 0 && dot > 0
}
