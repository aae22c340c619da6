// Rules over one text's polygon, without its picture: each says what is wrong and, where it can, mends it.
import { area, boundsOf, clockwise, isClockwise, type Polygon } from '../../geometry/points.ts'
import { selfCrossing } from '../../geometry/self-crossing.ts'
import type { Finding } from '../problems.ts'

/** Less than this, in square pixels, is no region: a click, or a line. */
const minArea = 1

interface Verdict {
  readonly finding: Finding
  /** What to go on with; without it the text is left out. */
  readonly mended?: Polygon
}

type TextRule = (polygon: Polygon, ignore: boolean) => Verdict | undefined

/** In this order: a bow tie encloses no area because it crosses itself, and area decides the direction. */
const textRules: readonly TextRule[] = [crossesItself, enclosesNothing, runsCounterClockwise]

/** The polygon as it may be used (clockwise, simple, with area), or undefined when the text must be left out. */
export function settlePolygon(written: Polygon, ignore: boolean): { polygon?: Polygon; findings: Finding[] } {
  let polygon = written
  const findings: Finding[] = []
  for (const rule of textRules) {
    const verdict = rule(polygon, ignore)
    if (verdict === undefined) continue
    findings.push(verdict.finding)
    if (verdict.mended === undefined) return { findings }
    polygon = verdict.mended
  }
  return { polygon, findings }
}

function crossesItself(polygon: Polygon, ignore: boolean): Verdict | undefined {
  const edges = selfCrossing(polygon)
  if (edges === undefined) return undefined
  const [first, second] = edges.map((edge) => `${edge + 1}-${((edge + 1) % polygon.length) + 1}`)
  const found = `edge ${first} crosses edge ${second}`
  if (!ignore) return { finding: { code: 'self-crossing', found } }
  return { finding: { code: 'self-crossing-ignored', found }, mended: boundingRectangle(polygon) }
}

function enclosesNothing(polygon: Polygon, ignore: boolean): Verdict | undefined {
  const size = area(polygon)
  if (size >= minArea) return undefined
  const facts = { expected: `at least ${minArea} square pixel`, found: String(Number(size.toFixed(3))) }
  return { finding: { code: ignore ? 'zero-area-ignored' : 'zero-area', ...facts } }
}

function runsCounterClockwise(polygon: Polygon): Verdict | undefined {
  return isClockwise(polygon) ? undefined : { finding: { code: 'counter-clockwise' }, mended: clockwise(polygon) }
}

function boundingRectangle(polygon: Polygon): Polygon {
  const { minX, minY, maxX, maxY } = boundsOf(polygon)
  return [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ]
}
