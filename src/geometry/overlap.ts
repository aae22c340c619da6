// How much two polygons overlap: exact and fast for convex ones, through Clipper for all others.
import { coveredAreaByClipper, intersectionAreaByClipper } from './clipper.ts'
import { area, boundsOf, clockwise, cross, type Bounds, type Point, type Polygon } from './points.ts'

/**
 * Area in square pixels of what lies inside both polygons; 0 when one has fewer than three corners.
 * Convex polygons with whole coordinates whose outlines meet at whole coordinates give the exact value.
 */
export function intersectionArea(a: Polygon, b: Polygon): number {
  if (a.length < 3 || b.length < 3 || !boundsMeet(boundsOf(a), boundsOf(b))) return 0
  return isConvex(a) && isConvex(b) ? area(clipConvex(clockwise(a), clockwise(b))) : intersectionAreaByClipper(a, b)
}

/** Intersection over union, in [0, 1]; 0 when the union has no area. Self-crossing polygons count what they cover. */
export function iou(a: Polygon, b: Polygon): number {
  const intersection = intersectionArea(a, b)
  return intersection === 0 ? 0 : intersection / (coveredArea(a) + coveredArea(b) - intersection)
}

/** How a label and a detection lie on each other; indices into their lists. Shares in (0, 1]. */
export interface Overlap {
  readonly groundTruth: number
  readonly detection: number
  readonly iou: number
  /** Share of the label's own area that lies in the detection. */
  readonly ofGroundTruth: number
  /** Share of the detection's own area that lies in the label. */
  readonly ofDetection: number
}

/** Every label and detection that share area: by label, then by detection, in their orders. Pairs without common area are left out. */
export function overlapsOf(
  groundTruths: readonly { readonly polygon: Polygon }[],
  detections: readonly { readonly polygon: Polygon }[],
): Overlap[] {
  const found = detections.map(({ polygon }) => ({ bounds: boundsOf(polygon), area: coveredArea(polygon) }))
  return groundTruths.flatMap(({ polygon }, groundTruth) => {
    const bounds = boundsOf(polygon)
    const near = found.flatMap((one, detection) => (boundsMeet(bounds, one.bounds) ? [detection] : []))
    const own = near.length === 0 ? 0 : coveredArea(polygon)
    return near.flatMap((detection) => {
      const shared = intersectionArea(polygon, detections[detection].polygon)
      const { area } = found[detection]
      const shares = { iou: shared / (own + area - shared), ofGroundTruth: shared / own, ofDetection: shared / area }
      return shared > 0 ? [{ groundTruth, detection, ...shares }] : []
    })
  })
}

/** Area in square pixels of the region a polygon covers, also when it crosses itself; 0 for fewer than three corners. */
export function coveredArea(polygon: Polygon): number {
  return polygon.length < 4 || isConvex(polygon) ? area(polygon) : coveredAreaByClipper(polygon)
}

/** Whether the corners always turn the same way and go round once; repeated corners and straight runs are allowed. */
export function isConvex(polygon: Polygon): boolean {
  const steps = polygon
    .map((point, index): Point => stepBetween(polygon.at(index - 1)!, point))
    .filter(([x, y]) => x !== 0 || y !== 0)
  const turns = steps.map((step, index) => cross(origin, steps.at(index - 1)!, step))
  const doublesBack = turns.some((turn, index) => turn === 0 && dot(steps.at(index - 1)!, steps[index]) < 0)
  // A star that turns one way but goes round twice changes its horizontal direction four times.
  return !doublesBack && signChanges(turns) === 0 && signChanges(steps.map(([x]) => x)) <= 2
}

const origin: Point = [0, 0]

function stepBetween(from: Point, to: Point): Point {
  return [to[0] - from[0], to[1] - from[1]]
}

function dot(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1]
}

/** How often the sign changes around a closed sequence; zeros are skipped. */
function signChanges(values: readonly number[]): number {
  const signs = values.map(Math.sign).filter((sign) => sign !== 0)
  return signs.filter((sign, index) => sign !== signs.at(index - 1)).length
}

/** The part of a convex polygon inside a clockwise convex one (Sutherland and Hodgman 1974): cut by each of its edges in turn. */
function clipConvex(subject: Polygon, window: Polygon): Polygon {
  let kept = subject
  for (let index = 0; index < window.length && kept.length > 0; index++)
    kept = clipByEdge(kept, window.at(index - 1)!, window[index])
  return kept
}

/** The part of a convex polygon on the right of the line from `a` to `b`, as seen on the screen. */
function clipByEdge(polygon: Polygon, a: Point, b: Point): Polygon {
  const kept: Point[] = []
  let previous = polygon.at(-1)!
  let previousSide = cross(a, b, previous)
  for (const point of polygon) {
    const side = cross(a, b, point)
    if (side * previousSide < 0) kept.push(pointBetween(previous, previousSide, point, side))
    if (side >= 0) kept.push(point)
    previous = point
    previousSide = side
  }
  return kept
}

/** Where the segment meets a line, given its ends' signed distances; one division, so that whole results come out exact. */
function pointBetween(a: Point, sideA: number, b: Point, sideB: number): Point {
  const span = sideA - sideB
  return [(b[0] * sideA - a[0] * sideB) / span, (b[1] * sideA - a[1] * sideB) / span]
}

function boundsMeet(a: Bounds, b: Bounds): boolean {
  return a.minX < b.maxX && b.minX < a.maxX && a.minY < b.maxY && b.minY < a.maxY
}
