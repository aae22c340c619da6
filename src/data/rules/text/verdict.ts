// What a rule about a polygon gives.
import type { Polygon } from '../../../geometry/points.ts'
import type { Finding } from '../../problems.ts'

/** What a rule says about a polygon. */
export interface Verdict {
  readonly finding: Finding
  /** What to go on with; without it the text is left out. */
  readonly repaired?: Polygon
}
