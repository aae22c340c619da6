// The rules over one text's polygon, without its image: each says what is wrong and, where it can, repairs it.
import type { Polygon } from '../../../geometry/points.ts'
import type { Finding } from '../../problems.ts'
import { crossesItself } from './crosses-itself.ts'
import { enclosesNothing } from './encloses-nothing.ts'
import { runsCounterClockwise } from './runs-counter-clockwise.ts'
import { tooManyCorners } from './too-many-corners.ts'
import type { Verdict } from './verdict.ts'

type TextRule = (polygon: Polygon, ignore: boolean) => Verdict | undefined

/** In this order: the number of corners bounds the search for crossings, a bow tie encloses no area because it crosses itself, and area decides the direction. */
const textRules: readonly TextRule[] = [tooManyCorners, crossesItself, enclosesNothing, runsCounterClockwise]

/** The polygon as it may be used (clockwise, simple, with area), or undefined when the text must be left out. */
export function normalisePolygon(written: Polygon, ignore: boolean): { polygon?: Polygon; findings: Finding[] } {
  let polygon = written
  const findings: Finding[] = []
  for (const rule of textRules) {
    const verdict = rule(polygon, ignore)
    if (verdict === undefined) continue
    findings.push(verdict.finding)
    if (verdict.repaired === undefined) return { findings }
    polygon = verdict.repaired
  }
  return { polygon, findings }
}
