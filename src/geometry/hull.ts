// Convex hulls.
import { cross, type Point, type Polygon } from './points.ts'

/**
 * The convex hull of any points, clockwise as seen on the screen from the leftmost (of these, uppermost) point, without points on
 * its edges (Andrew's monotone chain). Fewer than three different points give themselves.
 */
export function convexHull(points: readonly Point[]): Polygon {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
  const upper = halfHull(sorted)
  const lower = halfHull(sorted.reverse())
  return upper.length === 1 ? upper : [...upper.slice(0, -1), ...lower.slice(0, -1)]
}

/** The clockwise chain from the first to the last of the sorted points. */
function halfHull(sorted: readonly Point[]): Point[] {
  const chain: Point[] = []
  for (const point of sorted) {
    while (chain.length > 1 && cross(chain[chain.length - 2], chain[chain.length - 1], point) <= 0) chain.pop()
    if (chain.length !== 1 || chain[0][0] !== point[0] || chain[0][1] !== point[1]) chain.push(point)
  }
  return chain
}
