// Boxes on an image: what they are, and which one lies under a point. Pure.
import { boundsOf } from './view.ts'

/** What a box means; each has its colour and its stroke. */
export const boxKinds = ['found', 'label', 'true', 'false', 'missed', 'ignored'] as const
export type BoxKind = (typeof boxKinds)[number]

export interface ShownBox {
  /** `x1,y1,...,xn,yn` in pixels of the image. */
  readonly box: readonly number[]
  readonly kind: BoxKind
  /** Drawn beside it: its number. */
  readonly label: string
  /** For the list and for readers: score, transcript. */
  readonly detail?: string
  /** What is written there: the transcript, or what was read. */
  readonly text?: string
  /** Beneath it: that something else was read. */
  readonly remark?: string
  /** The page on which it is corrected. */
  readonly correct?: string
  /** Of two results that lie over each other: the one left, or the one right of the slider; on both sides without it. */
  readonly side?: 'before' | 'after'
}

/** How many boxes there are of each kind that occurs, in the order of the kinds. */
export function kindCounts(boxes: readonly ShownBox[]): readonly (readonly [kind: BoxKind, count: number])[] {
  return boxKinds.flatMap((kind) => {
    const count = boxes.filter((shown) => shown.kind === kind).length
    return count === 0 ? [] : [[kind, count] as const]
  })
}

/** Whether a point lies inside (even-odd rule). */
export function contains(box: readonly number[], x: number, y: number): boolean {
  let inside = false
  for (let index = 0, last = box.length - 2; index + 1 < box.length; last = index, index += 2) {
    const [x1, y1, x2, y2] = [box[index]!, box[index + 1]!, box[last]!, box[last + 1]!]
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
  }
  return inside
}

/** The smallest box under a point; a small one over a large one must be reachable. @param side of the slider that the point lies on */
export function boxAt(
  boxes: readonly ShownBox[],
  [x, y]: readonly [number, number],
  side?: ShownBox['side'],
): number | undefined {
  let best: number | undefined
  let smallest = Infinity
  for (const [index, { box, side: own = side }] of boxes.entries()) {
    if (own !== side) continue
    const [left, top, right, bottom] = boundsOf(box)
    if (x < left || x > right || y < top || y > bottom) continue
    const area = (right - left) * (bottom - top)
    if (area < smallest && contains(box, x, y)) {
      smallest = area
      best = index
    }
  }
  return best
}

/** `(12, 34) (56, 34) ...` */
export function cornersText(box: readonly number[]): string {
  const corners: string[] = []
  for (let index = 0; index + 1 < box.length; index += 2)
    corners.push(`(${Math.round(box[index]!)}, ${Math.round(box[index + 1]!)})`)
  return corners.join(' ')
}
