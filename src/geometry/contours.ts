// Border following: the outlines of all blobs of a bitmap, as OpenCV's findContours gives them.
import { assert } from '../core/assert.ts'
import type { Point } from './points.ts'
import type { Raster } from './raster.ts'

/** One border of a blob: only the points where it changes direction (CHAIN_APPROX_SIMPLE). */
export interface Contour {
  /** Pixels of the blob, 8-connected; counter-clockwise on the screen for an outer border, clockwise for a hole. */
  readonly points: readonly Point[]
  /** Whether it surrounds a hole (its pixels belong to the blob around the hole). */
  readonly hole: boolean
}

/** Marks on a copy of the bitmap (Suzuki and Abe 1985): a border pixel is followed once from each side that is open. */
const unseen = 1
const followed = 2
const followedRightOpen = 3

/**
 * All outer borders and hole borders of the 8-connected blobs of pixels greater than `above`, in the order in which a row-by-row
 * scan meets them: the set that `cv2.findContours(raster > above, RETR_LIST, CHAIN_APPROX_SIMPLE)` returns.
 * Stops after `limit` contours.
 */
export function findContours(raster: Raster, above = 0, limit = Infinity): Contour[] {
  const { data, width, height } = raster
  assert(data.length === width * height, `a raster of ${width}x${height} has that many pixels, got ${data.length}`)
  const stride = width + 2
  const marks = withMargin(raster, above)
  const words = new Uint32Array(marks.buffer, 0, marks.length >> 2)
  const field: Field = { marks, words, stride, steps: neighbourSteps(stride) }
  const contours: Contour[] = []
  // The margin lets the scan run on from the end of one row into the next: it meets two empty pixels between them.
  const end = stride * (height + 1)
  for (let at = stride + 1; at < end; at++) {
    const left = marks[at - 1]
    if (marks[at] === left) {
      at = lastEqual(field, at)
      continue
    }
    const outer = left === 0 && marks[at] === unseen
    const hole = marks[at] === 0 && left !== followedRightOpen
    if (!outer && !hole) continue
    if (contours.length >= limit) break
    contours.push({ points: followBorder(field, hole ? at - 1 : at, hole), hole })
  }
  return contours
}

/** The marked copy of a bitmap, and how to walk in it. */
interface Field {
  readonly marks: Uint8Array
  /** The same memory, four marks at a time; what is left over at its end belongs to the margin. */
  readonly words: Uint32Array
  readonly stride: number
  /** Steps to the eight neighbours, counter-clockwise on the screen from the right one. */
  readonly steps: readonly number[]
}

/** The end of a stretch of equal marks that `at` lies in, or a place before it: looks at whole words only. */
function lastEqual({ marks, words }: Field, at: number): number {
  if (at % 4 !== 3) return at
  const same = marks[at] * 0x01_01_01_01
  let word = at >> 2
  while (words[word + 1] === same) word++
  return 4 * word + 3
}

/** `unseen` where the raster exceeds `above`, inside a margin of one empty pixel all around. */
function withMargin({ data, width, height }: Raster, above: number): Uint8Array {
  const marks = new Uint8Array((width + 2) * (height + 2))
  for (let row = 0; row < height; row++) {
    const from = row * width
    const to = (row + 1) * (width + 2) + 1
    for (let column = 0; column < width; column++) if (data[from + column] > above) marks[to + column] = unseen
  }
  return marks
}

function neighbourSteps(stride: number): readonly number[] {
  return [1, 1 - stride, -stride, -1 - stride, -1, stride - 1, stride, stride + 1]
}

/** Follows one border from `start` until it comes back the way it set out, marking its pixels; returns the points where it turns. */
function followBorder(field: Field, start: number, hole: boolean): Point[] {
  const { marks, stride, steps } = field
  const away = firstNeighbour(field, start, hole ? 0 : 4)
  if (away === undefined) {
    marks[start] = followedRightOpen
    return [pointAt(start, stride)]
  }
  const points: Point[] = []
  const beforeStart = start + steps[away]
  let at = start
  let back = away
  let arrival = (away + 4) % 8
  for (;;) {
    let heading = (back + 1) % 8
    let rightOpen = false
    while (marks[at + steps[heading]] === 0) {
      if (heading === 0) rightOpen = true
      heading = (heading + 1) % 8
    }
    if (rightOpen) marks[at] = followedRightOpen
    else if (marks[at] === unseen) marks[at] = followed
    if (heading !== arrival) points.push(pointAt(at, stride))
    const next = at + steps[heading]
    if (next === start && at === beforeStart) return points
    at = next
    arrival = heading
    back = (heading + 4) % 8
  }
}

/** The first non-zero neighbour clockwise from direction `from`, or undefined for a pixel that stands alone. */
function firstNeighbour({ marks, steps }: Field, at: number, from: number): number | undefined {
  for (let turn = 0; turn < 8; turn++) {
    const heading = (from - turn + 8) % 8
    if (marks[at + steps[heading]] !== 0) return heading
  }
  return undefined
}

function pointAt(at: number, stride: number): Point {
  return [(at % stride) - 1, Math.floor(at / stride) - 1]
}
