// Filling polygons into rasters: the same pixels as OpenCV's fillPoly, outline included.
import { assert } from '../core/assert.ts'
import type { Polygon } from './points.ts'
import type { Raster } from './raster.ts'

/** OpenCV walks along edges in fixed point with 16 fractional bits; the same steps give the same pixels. */
const fixedOne = 65536

/** A non-horizontal edge as the scanlines meet it: rows top to bottom (end not included), x in fixed point. */
interface Edge {
  readonly top: number
  readonly bottom: number
  readonly x: number
  readonly xPerRow: number
}

/**
 * Sets every pixel inside the polygon or on its outline to `value`. Corners are rounded to whole pixels; the pixels are those of
 * `cv2.fillPoly` of OpenCV 4.6 (8-connected outline; inside by the even-odd rule) drawn on a canvas large enough for the polygon
 * and then cropped. The cost depends on the rows and columns of the raster only, however far outside the corners lie.
 */
export function fillPolygon(raster: Raster, polygon: Polygon, value: number): void {
  const corners = polygon.map(([x, y]) => {
    assert(Number.isFinite(x) && Number.isFinite(y), `a corner to fill is finite, got (${x}, ${y})`)
    return [Math.round(x), Math.round(y)] as const
  })
  const edges: Edge[] = []
  for (let index = 0; index < corners.length; index++) {
    const [x0, y0] = corners.at(index - 1)!
    const [x1, y1] = corners[index]
    drawLine(raster, x0 <= x1 ? [x0, y0, x1, y1] : [x1, y1, x0, y0], value)
    if (y0 !== y1) edges.push(y0 < y1 ? edgeBetween(x0, y0, x1, y1) : edgeBetween(x1, y1, x0, y0))
  }
  fillInside(raster, edges, value)
}

function edgeBetween(x: number, top: number, endX: number, bottom: number): Edge {
  return { top, bottom, x: x * fixedOne, xPerRow: Math.trunc(((endX - x) * fixedOne) / (bottom - top)) }
}

/** Sets the pixels from the first edge to the second, from the third to the fourth, and so on, of each row. */
function fillInside(raster: Raster, edges: readonly Edge[], value: number): void {
  const { data, width, height } = raster
  const first = edges.reduce((row, { top }) => Math.min(row, top), height)
  const last = edges.reduce((row, { bottom }) => Math.max(row, bottom), 0)
  const meetings: number[] = []
  for (let row = Math.max(0, first); row < Math.min(height, last); row++) {
    meetings.length = 0
    for (const { top, bottom, x, xPerRow } of edges)
      if (row >= top && row < bottom) meetings.push(x + (row - top) * xPerRow)
    meetings.sort((a, b) => a - b)
    for (let pair = 0; pair + 1 < meetings.length; pair += 2) {
      const from = Math.max(0, Math.ceil(meetings[pair] / fixedOne))
      const to = Math.min(width - 1, Math.floor(meetings[pair + 1] / fixedOne))
      if (from <= to) data.fill(value, row * width + from, row * width + to + 1)
    }
  }
}

/**
 * Bresenham's 8-connected line from left to right, in closed form so that the part outside the raster costs nothing:
 * after k steps along the longer direction it has gone floor((2 k short + long - 1) / (2 long)) steps along the shorter one.
 */
function drawLine(raster: Raster, [x0, y0, x1, y1]: readonly [number, number, number, number], value: number): void {
  const { data, width, height } = raster
  const dx = x1 - x0
  const dy = Math.abs(y1 - y0)
  const down = y1 >= y0 ? 1 : -1
  const steps = Math.max(dx, dy)
  const shorter = Math.min(dx, dy)
  const [from, to] = dx >= dy ? [-x0, width - 1 - x0] : down > 0 ? [-y0, height - 1 - y0] : [y0 - height + 1, y0]
  for (let step = Math.max(0, from); step <= Math.min(steps, to); step++) {
    const aside = steps === 0 ? 0 : Math.floor((2 * step * shorter + steps - 1) / (2 * steps))
    const x = x0 + (dx >= dy ? step : aside)
    const y = y0 + down * (dx >= dy ? aside : step)
    if (x >= 0 && x < width && y >= 0 && y < height) data[y * width + x] = value
  }
}
