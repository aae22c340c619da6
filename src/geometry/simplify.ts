// Simplifying closed outlines: the few corners that keep every point within a tolerance.
import { distanceBetween, distanceToSegment, type Point, type Polygon } from './points.ts'

/**
 * The outline with the corners that matter: every dropped point lies within `tolerance` pixels of the new outline (Douglas and
 * Peucker 1973, as OpenCV's approxPolyDP does for closed curves). Corners keep their order; the two farthest apart always stay.
 */
export function simplifyClosed(polygon: Polygon, tolerance: number): Polygon {
  if (polygon.length < 3) return polygon
  const far = farthestFrom(polygon, polygon[0])
  const other = farthestFrom(polygon, polygon[far])
  const [first, second] = far < other ? [far, other] : [other, far]
  // Rotated so that both halves are runs of neighbouring indices: first .. second .. first again.
  const ring = [...polygon.slice(first), ...polygon.slice(0, first + 1)]
  const kept = new Uint8Array(ring.length)
  kept[0] = 1
  kept[second - first] = 1
  keepBetween(ring, kept, [0, second - first, tolerance])
  keepBetween(ring, kept, [second - first, ring.length - 1, tolerance])
  return ring.filter((_, index) => kept[index] === 1)
}

function farthestFrom(polygon: Polygon, from: Point): number {
  let best = 0
  for (let index = 1; index < polygon.length; index++)
    if (distanceBetween(polygon[index], from) > distanceBetween(polygon[best], from)) best = index
  return best
}

/** Marks in `kept` the points strictly between two kept ones that are needed, widest deviation first. */
function keepBetween(ring: Polygon, kept: Uint8Array, [from, to, tolerance]: readonly [number, number, number]): void {
  const open: [number, number][] = [[from, to]]
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const [start, end] = range
    let widest = tolerance
    let corner = -1
    for (let index = start + 1; index < end; index++) {
      const distance = distanceToSegment(ring[index], ring[start], ring[end])
      if (distance > widest) {
        widest = distance
        corner = index
      }
    }
    if (corner === -1) continue
    kept[corner] = 1
    open.push([start, corner], [corner, end])
  }
}
