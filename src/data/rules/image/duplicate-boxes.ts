// Rule: each text has one box. Detections are matched one to one, so a second box on the same text is always missed.
import { iou } from '../../../geometry/overlap.ts'
import { boundsOf, type Bounds } from '../../../geometry/points.ts'
import { problem, type Problem } from '../../problems.ts'
import type { TextInstance } from '../../types.ts'
import type { ImageRule } from './rule.ts'

/** From this intersection over union on, two boxes lie on the same text: neighbouring lines and words overlap far less. */
const sameText = 0.9

export const oneBoxEach: ImageRule = ({ sample, groundTruth }) => {
  const boxes = sample.texts.map((text) => ({ text, bounds: boundsOf(text.polygon) }))
  const [read, ignored]: [Box[], Box[]] = [[], []]
  const problems: Problem[] = []
  for (const box of boxes.toSorted((a, b) => a.bounds.minX - b.bounds.minX)) {
    // Two do-not-care regions may lie on each other.
    const twin = lastTwin(read, box) ?? (box.text.ignore ? undefined : lastTwin(ignored, box))
    ;(box.text.ignore ? ignored : read).push(box)
    if (twin === undefined) continue
    const [first, second] = twin.text.line < box.text.line ? [twin.text, box.text] : [box.text, twin.text]
    const overlap = iou(first.polygon, second.polygon)
    const facts = { otherLine: first.line, overlap, mixed: first.ignore !== second.ignore }
    problems.push(problem({ code: 'duplicate-box', ...facts }, groundTruth, second.line))
  }
  return problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

/** Boxes that a box is compared with; a page has fewer that begin beside each other, and a file of 100,000 must end too. */
const maxCompared = 1000

/** The last of the boxes, sorted by their left sides, that lies on the same text. The search ends where they begin too far left. */
function lastTwin(sorted: readonly Box[], box: Box): Box | undefined {
  for (let index = sorted.length - 1; index >= Math.max(0, sorted.length - maxCompared); index--) {
    const other = sorted[index]
    if (box.bounds.minX - other.bounds.minX > reachAcross(box)) return undefined
    if (mayBeTwins(other, box) && iou(other.text.polygon, box.text.polygon) >= sameText) return other
  }
  return undefined
}

/** How far the left sides of two boxes on one text can lie apart. */
function reachAcross({ bounds }: Box): number {
  return (1 - sameText) * 2 * (bounds.maxX - bounds.minX)
}

interface Box {
  readonly text: TextInstance
  readonly bounds: Bounds
}

/** Each side of one box lies near the same side of its twin. */
function mayBeTwins(a: Box, b: Box): boolean {
  const across = reachAcross(b)
  const down = (1 - sameText) * 2 * (b.bounds.maxY - b.bounds.minY)
  return (
    Math.abs(a.bounds.minX - b.bounds.minX) <= across &&
    Math.abs(a.bounds.maxX - b.bounds.maxX) <= across &&
    Math.abs(a.bounds.minY - b.bounds.minY) <= down &&
    Math.abs(a.bounds.maxY - b.bounds.maxY) <= down
  )
}
