// Rule: an outline has a bounded number of corners, as looking for crossings compares each edge with each other one.
import type { Polygon } from '../../../geometry/points.ts'
import type { Verdict } from './verdict.ts'

/** Far more than any hand or any tool draws around a text; comparing this many edges takes milliseconds. */
export const maxCorners = 1000

export function tooManyCorners(polygon: Polygon): Verdict | undefined {
  const { length: corners } = polygon
  return corners > maxCorners ? { finding: { code: 'too-many-corners', corners, max: maxCorners } } : undefined
}
