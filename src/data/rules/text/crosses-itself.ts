// Rule: an outline must not cross itself. A ### region that does becomes its bounding rectangle; a legible text is left out.
import { boundingRectangle, type Polygon } from '../../../geometry/points.ts'
import { selfCrossing } from '../../../geometry/self-crossing.ts'
import type { Verdict } from './verdict.ts'

export function crossesItself(polygon: Polygon, ignore: boolean): Verdict | undefined {
  const edges = selfCrossing(polygon)
  if (edges === undefined) return undefined
  const [first, second] = edges.map((edge) => `${edge + 1}-${((edge + 1) % polygon.length) + 1}`)
  if (!ignore) return { finding: { code: 'self-crossing', first, second } }
  return { finding: { code: 'self-crossing-ignored', first, second }, repaired: boundingRectangle(polygon) }
}
