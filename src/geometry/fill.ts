// Filling polygons into rasters: the same pixels as OpenCV's fillPoly, outline included.
import { assert } from '../core/assert.ts'
import type { Polygon } from './points.ts'
import type { Raster } from './raster.ts'

/** Told of a run of pixels: a row and its first and last column, all inside the raster. Runs of a row never touch. */
export type VisitRun = (row: number, from: number, to: number) => void

/** Sets every pixel of the polygon to `value`: see `visitRuns` for which ones these are. */
export function fillPolygon(raster: Raster, polygon: Polygon, value: number): void {
  const { data, width } = raster
  visitRuns(raster, polygon, (row, from, to) => data.fill(value, row * width + from, row * width + to + 1))
}

/**
 * Visits the pixels inside the polygon or on its outline, row by row from the top, each once. Corners are rounded to whole pixels;
 * the pixels are those of `cv2.fillPoly` of OpenCV 4.6 (8-connected outline; inside by the even-odd rule) drawn on a canvas large
 * enough for the polygon and then cropped. The cost depends on the rows of the raster, however far outside the corners lie.
 */
export function visitRuns(
  { width, height }: Pick<Raster, 'width' | 'height'>,
  polygon: Polygon,
  visit: VisitRun,
): void {
  const edges = edgesOf(polygon)
  const top = edges.reduce((row, edge) => Math.min(row, edge.top), height)
  const bottom = edges.reduce((row, edge) => Math.max(row, edge.bottom), -1)
  const runs = new RunList()
  const meetings: number[] = []
  for (let row = Math.max(0, top); row <= Math.min(height - 1, bottom); row++) {
    runs.clear()
    meetings.length = 0
    for (const edge of edges) {
      if (row < edge.top || row > edge.bottom) continue
      addOutline(edge, row, runs)
      if (row < edge.bottom) meetings.push(edge.topX + (row - edge.top) * edge.xPerRow)
    }
    if (meetings.length > 1) addInside(meetings, runs)
    runs.visit(row, width, visit)
  }
}

/** OpenCV walks along edges in fixed point with 16 fractional bits; the same steps give the same pixels. */
const fixedOne = 65536

/** One edge: as a Bresenham line from left to right, and as what scanlines meet. */
interface Edge {
  readonly startX: number
  readonly startY: number
  readonly dx: number
  readonly dy: number
  readonly top: number
  readonly bottom: number
  /** x on the top row, and its growth from row to row, in fixed point. */
  readonly topX: number
  readonly xPerRow: number
}

function edgesOf(polygon: Polygon): Edge[] {
  const corners = polygon.map(([x, y]) => {
    assert(Number.isFinite(x) && Number.isFinite(y), `a corner to fill is finite, got (${x}, ${y})`)
    return [Math.round(x), Math.round(y)] as const
  })
  return corners.map((corner, index) => {
    const previous = corners.at(index - 1)!
    const [left, right] = previous[0] <= corner[0] ? [previous, corner] : [corner, previous]
    const [upper, lower] = previous[1] < corner[1] ? [previous, corner] : [corner, previous]
    const rows = lower[1] - upper[1]
    return {
      startX: left[0],
      startY: left[1],
      dx: right[0] - left[0],
      dy: right[1] - left[1],
      top: upper[1],
      bottom: lower[1],
      topX: upper[0] * fixedOne,
      xPerRow: rows === 0 ? 0 : Math.trunc(((lower[0] - upper[0]) * fixedOne) / rows),
    }
  })
}

/**
 * Adds the pixels of one row that lie on the edge. Bresenham's line in closed form: after k steps along the longer direction it has
 * gone floor((2 k short + long - 1) / (2 long)) steps along the shorter one, so ties stay behind.
 */
function addOutline({ startX, startY, dx, dy }: Edge, row: number, runs: RunList): void {
  const rows = Math.abs(dy)
  const step = Math.abs(row - startY)
  if (rows === 0) runs.add(startX, startX + dx)
  else if (rows > dx) {
    const x = startX + Math.floor((2 * step * dx + rows - 1) / (2 * rows))
    runs.add(x, x)
  } else {
    const first = Math.ceil((2 * step * dx - dx + 1) / (2 * rows))
    const next = Math.ceil((2 * step * dx + dx + 1) / (2 * rows))
    runs.add(startX + Math.max(0, first), startX + Math.min(dx, next - 1))
  }
}

/** Adds the pixels from the first edge met to the second, from the third to the fourth, and so on. */
function addInside(meetings: number[], runs: RunList): void {
  if (meetings.length > 2) meetings.sort((a, b) => a - b)
  else if (meetings[0] > meetings[1]) meetings.reverse()
  for (let pair = 0; pair + 1 < meetings.length; pair += 2) {
    const from = Math.ceil(meetings[pair] / fixedOne)
    const to = Math.floor(meetings[pair + 1] / fixedOne)
    if (from <= to) runs.add(from, to)
  }
}

/** Runs of one row, kept sorted by their first columns; overlapping ones are joined when visited. */
class RunList {
  readonly #from: number[] = []
  readonly #to: number[] = []
  #count = 0

  clear(): void {
    this.#count = 0
  }

  add(from: number, to: number): void {
    let at = this.#count++
    for (; at > 0 && this.#from[at - 1] > from; at--) {
      this.#from[at] = this.#from[at - 1]
      this.#to[at] = this.#to[at - 1]
    }
    this.#from[at] = from
    this.#to[at] = to
  }

  /** Tells of the joined runs, cropped to columns 0 to width - 1. */
  visit(row: number, width: number, visit: VisitRun): void {
    let next = 0
    while (next < this.#count) {
      const from = this.#from[next]
      let to = this.#to[next]
      for (next++; next < this.#count && this.#from[next] <= to + 1; next++) to = Math.max(to, this.#to[next])
      if (to >= 0 && from < width) visit(row, Math.max(0, from), Math.min(width - 1, to))
    }
  }
}
