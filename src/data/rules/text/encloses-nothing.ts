// Rule: a box encloses some area; what does not is left out.
import { area, type Polygon } from '../../../geometry/points.ts'
import type { Verdict } from './verdict.ts'

/** Less than this, in square pixels, is no region: a click, or a line. */
const minArea = 1

export function enclosesNothing(polygon: Polygon, ignore: boolean): Verdict | undefined {
  const size = area(polygon)
  return size >= minArea ? undefined : { finding: { code: ignore ? 'zero-area-ignored' : 'zero-area', area: size } }
}
