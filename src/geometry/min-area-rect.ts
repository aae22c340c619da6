// The rotated rectangle of least area around points, and the order of its corners.
import { assert } from '../core/assert.ts'
import { convexHull } from './hull.ts'
import { distanceBetween, type Point, type Polygon } from './points.ts'

/** Four corners, clockwise from the one that counts as top-left. */
export type Quad = readonly [Point, Point, Point, Point]

/** A rectangle in any direction, in pixels. */
export interface RotatedRect {
  /** Clockwise from top-left by the rule of `orderCorners`. */
  readonly corners: Quad
  readonly shortSide: number
  readonly longSide: number
  /** Direction of the edge from the first corner to the second, in degrees clockwise from the x axis, in [-90, 90]. */
  readonly angle: number
}

/**
 * The rectangle of least area around the points (at least one). One of its sides lies on an edge of their hull (Freeman and
 * Shapira 1975), so every edge is tried against every corner: hulls of pixel outlines are short enough that rotating calipers
 * would not pay. One point or points on a line give a rectangle with a short side of 0.
 */
export function minAreaRect(points: readonly Point[]): RotatedRect {
  const hull = convexHull(points)
  assert(hull.length > 0, 'a rectangle needs a point to go around')
  let best = rectOnEdge(hull, 0)
  for (let edge = 1; edge < hull.length; edge++) {
    const candidate = rectOnEdge(hull, edge)
    if (candidate.width * candidate.height < best.width * best.height) best = candidate
  }
  return rectFromCorners(cornersOf(best))
}

/** The rectangle with each side moved outwards by `distance` pixels (inwards if negative, at most to its middle line). */
export function growRect(rect: RotatedRect, distance: number): RotatedRect {
  const [a, b, , d] = rect.corners
  const [ux, uy] = direction(a, b)
  const [vx, vy] = direction(a, d)
  const by = Math.max(distance, -rect.shortSide / 2)
  const moved = ([x, y]: Point, along: number, aside: number): Point => [
    x + by * (along * ux + aside * vx),
    y + by * (along * uy + aside * vy),
  ]
  return rectFromCorners([moved(a, -1, -1), moved(b, 1, -1), moved(rect.corners[2], 1, 1), moved(d, -1, 1)])
}

/**
 * The corners of a rectangle, clockwise from the one that counts as top-left: of the two leftmost corners the upper one comes first
 * and the lower one last, of the two rightmost the upper one second (`get_mini_boxes` of DB's post-processing). Where x is equal,
 * the upper corner counts as further left.
 */
export function orderCorners(corners: Quad): Quad {
  const [l, m, n, r] = corners.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
  const [first, fourth] = l[1] <= m[1] ? [l, m] : [m, l]
  const [second, third] = n[1] <= r[1] ? [n, r] : [r, n]
  return [first, second, third, fourth]
}

function rectFromCorners(corners: Quad): RotatedRect {
  const ordered = orderCorners(corners)
  const [a, b, , d] = ordered
  const sides = [distanceBetween(a, b), distanceBetween(a, d)] as const
  const angle = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI
  return { corners: ordered, shortSide: Math.min(...sides), longSide: Math.max(...sides), angle }
}

/** A rectangle as its extents along a unit vector (from `from`, `width`) and clockwise across it (`height`), seen from `origin`. */
interface EdgeRect {
  readonly origin: Point
  readonly along: Point
  readonly from: number
  readonly width: number
  readonly height: number
}

/** The smallest rectangle around the hull with a side on the edge that starts at corner `edge`. */
function rectOnEdge(hull: Polygon, edge: number): EdgeRect {
  const start = hull[edge]
  const along = direction(start, hull[(edge + 1) % hull.length])
  let from = 0
  let to = 0
  let height = 0
  for (const [x, y] of hull) {
    const forward = (x - start[0]) * along[0] + (y - start[1]) * along[1]
    const across = (y - start[1]) * along[0] - (x - start[0]) * along[1]
    if (forward < from) from = forward
    if (forward > to) to = forward
    if (across > height) height = across
  }
  return { origin: start, along, from, width: to - from, height }
}

function cornersOf({ origin: [x, y], along: [ux, uy], from, width, height }: EdgeRect): Quad {
  const at = (forward: number, across: number): Point => [
    x + forward * ux - across * uy,
    y + forward * uy + across * ux,
  ]
  return [at(from, 0), at(from + width, 0), at(from + width, height), at(from, height)]
}

/** Unit vector from one point to another; the x axis for equal points. */
function direction(from: Point, to: Point): Point {
  const length = distanceBetween(from, to)
  return length === 0 ? [1, 0] : [(to[0] - from[0]) / length, (to[1] - from[1]) / length]
}
