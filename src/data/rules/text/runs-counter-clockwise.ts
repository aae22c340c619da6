// Rule: corners run clockwise; those that do not are turned round.
import { clockwise, isClockwise, type Polygon } from '../../../geometry/points.ts'
import type { Verdict } from './verdict.ts'

export function runsCounterClockwise(polygon: Polygon): Verdict | undefined {
  return isClockwise(polygon) ? undefined : { finding: { code: 'counter-clockwise' }, repaired: clockwise(polygon) }
}
