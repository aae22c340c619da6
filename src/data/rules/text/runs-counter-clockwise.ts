// Rule: corners run clockwise; those that do not are turned round.
import { clockwise, isClockwise, type Polygon } from '../../../geometry/points.ts'
import type { Verdict } from './settle.ts'

export function runsCounterClockwise(polygon: Polygon): Verdict | undefined {
  return isClockwise(polygon) ? undefined : { finding: { code: 'counter-clockwise' }, mended: clockwise(polygon) }
}
