// Points and polygons in image coordinates (y points down): areas, bounds, direction, distances, moves.

/** A point in pixels; x grows to the right, y downwards. */
export type Point = readonly [x: number, y: number]

/** The corners of a closed region, in order, without repeating the first one at the end. */
export type Polygon = readonly Point[]

/** The smallest upright rectangle around something, in pixels. */
export interface Bounds {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

/**
 * Twice the signed area of the triangle `origin`, `a`, `b`: positive when `b` lies clockwise of `a` as seen on the screen,
 * 0 when the three lie on one line. Exact for whole coordinates up to 2^25.
 */
export function cross(origin: Point, a: Point, b: Point): number {
  return (a[0] - origin[0]) * (b[1] - origin[1]) - (a[1] - origin[1]) * (b[0] - origin[0])
}

/** Area in square pixels by the shoelace formula; positive when the corners run clockwise as seen on the screen. */
export function signedArea(polygon: Polygon): number {
  let doubled = 0
  for (let index = 1; index + 1 < polygon.length; index++)
    doubled += cross(polygon[0], polygon[index], polygon[index + 1])
  return doubled / 2
}

/** Area in square pixels, whichever way the corners run; 0 for fewer than three points. */
export function area(polygon: Polygon): number {
  return Math.abs(signedArea(polygon))
}

/** Straight distance between two points, in pixels. */
export function distanceBetween(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

/** Length of the closed outline, in pixels. */
export function perimeter(polygon: Polygon): number {
  let length = 0
  let previous = polygon.at(-1)
  for (const point of polygon) {
    if (previous !== undefined) length += distanceBetween(previous, point)
    previous = point
  }
  return length
}

/** The upright rectangle around all points; empty (`minX = Infinity`, `maxX = -Infinity`) for no points. */
export function boundsOf(points: readonly Point[]): Bounds {
  let minX = Infinity
  let minY = Infinity
  let maxX = -Infinity
  let maxY = -Infinity
  for (let index = 0; index < points.length; index++) {
    const [x, y] = points[index]
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  return { minX, minY, maxX, maxY }
}

/** The corners of that rectangle, clockwise from top-left. */
export function boundingRectangle(points: readonly Point[]): Polygon {
  const { minX, minY, maxX, maxY } = boundsOf(points)
  return [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ]
}

/** Whether the corners run clockwise as seen on the screen; false for a polygon without area. */
export function isClockwise(polygon: Polygon): boolean {
  return signedArea(polygon) > 0
}

/** The same polygon running clockwise: reversed if it ran the other way; the first corner stays first. */
export function clockwise(polygon: Polygon): Polygon {
  return signedArea(polygon) < 0 ? [polygon[0], ...polygon.slice(1).reverse()] : polygon
}

/** Whether the point lies inside or on the outline (even-odd rule for self-crossing polygons). */
export function pointInPolygon(point: Point, polygon: Polygon): boolean {
  const [x, y] = point
  let inside = false
  for (let index = 0; index < polygon.length; index++) {
    const a = polygon[index]
    const b = polygon[(index + 1) % polygon.length]
    if (isOnSegment(point, a, b)) return true
    // The half-open comparison counts a corner at the height of the point once, not twice.
    if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) * (b[0] - a[0])) / (b[1] - a[1])) inside = !inside
  }
  return inside
}

/** Whether `point` lies on the segment from `a` to `b`, ends included. */
export function isOnSegment(point: Point, a: Point, b: Point): boolean {
  if (cross(a, b, point) !== 0) return false
  const [x, y] = point
  return (
    x >= Math.min(a[0], b[0]) && x <= Math.max(a[0], b[0]) && y >= Math.min(a[1], b[1]) && y <= Math.max(a[1], b[1])
  )
}

/** Distance in pixels from a point to the nearest point of the segment from `a` to `b` (which may be one point). */
export function distanceToSegment(point: Point, a: Point, b: Point): number {
  const dx = b[0] - a[0]
  const dy = b[1] - a[1]
  const squared = dx * dx + dy * dy
  const along = squared === 0 ? 0 : ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared
  const clamped = Math.max(0, Math.min(1, along))
  return Math.hypot(point[0] - a[0] - clamped * dx, point[1] - a[1] - clamped * dy)
}

/** The polygon without corners that the next one repeats (also around the end); one corner is left when all are equal. */
export function withoutRepeats(polygon: Polygon): Polygon {
  const kept = polygon.filter((point, index) => !samePoint(point, polygon[(index + 1) % polygon.length]))
  return kept.length === 0 ? polygon.slice(0, 1) : kept
}

/** Whether two points are exactly equal. */
export function samePoint(a: Point, b: Point): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

/** Every x times `scaleX`, every y times `scaleY`. */
export function scalePolygon(polygon: Polygon, scaleX: number, scaleY: number): Polygon {
  return polygon.map(([x, y]) => [x * scaleX, y * scaleY])
}

/** Every point moved by (dx, dy) pixels. */
export function translatePolygon(polygon: Polygon, dx: number, dy: number): Polygon {
  return polygon.map(([x, y]) => [x + dx, y + dy])
}
