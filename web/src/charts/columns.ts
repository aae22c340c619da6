// Curves as columns of one chart: exact where they fit, else of each narrow bucket its smallest and its largest value. Pure.
import { extremesOf } from '../../../src/run/thin-curve.ts'
import type { Line } from './line.ts'

/** What uPlot draws: x, then one list a curve. `undefined`: nothing here; `null`: a gap (a value that is no number). */
export interface Columns {
  readonly x: number[]
  readonly ys: (number | null | undefined)[][]
  /** Where some curve has a value that is no number: place and curve. */
  readonly broken: readonly { readonly x: number; readonly line: number }[]
  /** Whether buckets were made. */
  readonly thinned: boolean
}

/** What part of the axis is shown. */
export type Range = readonly [from: number, to: number]

/** From the first to the last point of all curves; [0, 1] without any. */
export function fullRange(lines: readonly Line[]): Range {
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  for (const { x } of lines) {
    if (x.length === 0) continue
    from = Math.min(from, x[0]!)
    to = Math.max(to, x[x.length - 1]!)
  }
  if (!Number.isFinite(from)) return [0, 1]
  return from === to ? [from - 0.5, to + 0.5] : [from, to]
}

/** Points in a whole chart that a browser draws without being noticed, and buckets that a chart has at least. */
const mostColumns = 60_000
const fewestBuckets = 200

/**
 * Curves on a range. A few different places stay as they are; more become buckets, one a pixel, wider ones for many curves.
 * Every bucket keeps its extremes, so that wide ones lose no spike either.
 */
export function columnsOf(lines: readonly Line[], range: Range, pixels: number): Columns {
  const buckets = Math.max(1, Math.min(pixels, Math.max(fewestBuckets, Math.floor(mostColumns / (lines.length * 2)))))
  const places = placesUpTo(lines, range, buckets * 2)
  return places === undefined ? inBuckets(lines, range, buckets) : exactly(lines, places, range)
}

/** First index in `x` that is not before `at`. */
export function indexOf(x: Float64Array, at: number): number {
  let low = 0
  let high = x.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (x[middle]! < at) low = middle + 1
    else high = middle
  }
  return low
}

/** The part of a curve to draw: one point more at either end, so that its line reaches the edges. */
function shownPart(x: Float64Array, [from, to]: Range): readonly [first: number, end: number] {
  return [Math.max(0, indexOf(x, from) - 1), Math.min(x.length, indexOf(x, to) + 1)]
}

/** The different places of all curves, rising; undefined when there are more than `limit`. */
function placesUpTo(lines: readonly Line[], range: Range, limit: number): number[] | undefined {
  const places = new Set<number>()
  for (const { x } of lines) {
    const [first, end] = shownPart(x, range)
    if (end - first > limit) return undefined
    for (let index = first; index < end; index++) places.add(x[index]!)
    if (places.size > limit) return undefined
  }
  return [...places].sort((a, b) => a - b)
}

function exactly(lines: readonly Line[], places: number[], range: Range): Columns {
  const at = new Map(places.map((place, index) => [place, index]))
  const broken: { x: number; line: number }[] = []
  const ys = lines.map(({ x, y }, line) => {
    const column = Array.from<number | null | undefined>({ length: places.length })
    const [first, end] = shownPart(x, range)
    for (let index = first; index < end; index++) {
      const value = y[index]!
      if (Number.isNaN(value)) broken.push({ x: x[index]!, line })
      column[at.get(x[index]!)!] = Number.isNaN(value) ? null : value
    }
    return column
  })
  return { x: places, ys, broken, thinned: false }
}

/** Two columns a bucket: its smallest and its largest value, in the order in which they come. */
function inBuckets(lines: readonly Line[], range: Range, buckets: number): Columns {
  const [from, to] = range
  const width = (to - from) / buckets
  const x = Array.from({ length: buckets * 2 }, (_, column) => from + (column + 0.5) * (width / 2))
  const broken: { x: number; line: number }[] = []
  const ys = lines.map((line, number) => {
    const column = Array.from<number | null | undefined>({ length: buckets * 2 })
    // What lies outside would stand in the first or last bucket as if it were inside.
    const first = indexOf(line.x, from)
    const end = indexOf(line.x, to + Number.EPSILON * Math.max(1, Math.abs(to)))
    for (let index = first; index < end;) {
      const bucket = bucketAt(line.x[index]!, { from, width, buckets })
      const next = endOfBucket(line, { index, end, bucket, from, width, buckets })
      const found = extremesOf(line.y, index, next)
      if (found.broken !== -1) {
        broken.push({ x: line.x[found.broken]!, line: number })
        if (found.low === -1) column[bucket * 2] = null
      }
      // A break among numbers is marked, not drawn as a gap: the gap would cost a value.
      if (found.low !== -1) {
        column[bucket * 2] = line.y[Math.min(found.low, found.high)]!
        column[bucket * 2 + 1] = line.y[Math.max(found.low, found.high)]!
      }
      index = next
    }
    return column
  })
  return { x, ys, broken, thinned: true }
}

interface Grid {
  readonly from: number
  readonly width: number
  readonly buckets: number
}

function bucketAt(x: number, { from, width, buckets }: Grid): number {
  return Math.min(buckets - 1, Math.max(0, Math.floor((x - from) / width)))
}

/** The first index of the next bucket. */
function endOfBucket(
  { x }: Line,
  place: Grid & { readonly index: number; readonly end: number; readonly bucket: number },
): number {
  const { from, width, bucket, buckets, end } = place
  const border = bucket === buckets - 1 ? Number.POSITIVE_INFINITY : from + (bucket + 1) * width
  let index = place.index + 1
  while (index < end && x[index]! < border) index++
  return index
}
