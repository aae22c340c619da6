// Reading order: lines from top to bottom, texts of a line from left to right, on pages that may be a little askew.
import { boundsOf, type Point, type Polygon } from './points.ts'

/** Pages are straightened by the median slope of their texts up to this many degrees; steeper texts stand upright or are turned. */
const steepest = 20

/** Two neighbours share a line when their middles differ by less than this share of the lower one's height. */
const sharedHeight = 0.5

/** A text as seen on the straightened page. */
interface Placed {
  readonly index: number
  /** Middle of the text, along the lines and down the page. */
  readonly x: number
  readonly y: number
  readonly height: number
}

/**
 * The items sorted as one reads them (left to right, top to bottom). Pure and deterministic: equal places keep their order.
 * A text joins a line when its middle lies near that of its nearest neighbour in the line, so lines may bend or climb.
 */
export function inReadingOrder<Item extends { readonly polygon: Polygon }>(items: readonly Item[]): Item[] {
  const slope = medianSlope(items.map(({ polygon }) => polygon))
  const placed = items.map(({ polygon }, index) => place(polygon, index, slope)).toSorted((a, b) => a.y - b.y)
  const lines: Placed[][] = []
  for (const text of placed) {
    const line = lines.find((line) => sharesLine(text, nearest(line, text)))
    if (line === undefined) lines.push([text])
    else line.push(text)
  }
  return lines
    .map((line) => line.toSorted((a, b) => a.x - b.x))
    .flat()
    .map(({ index }) => items[index])
}

/** Where a text lies once the page is turned back by the slope's angle. */
function place(polygon: Polygon, index: number, slope: number): Placed {
  const length = Math.hypot(1, slope)
  const turned = polygon.map(([x, y]): Point => [(x + slope * y) / length, (y - slope * x) / length])
  const { minX, minY, maxX, maxY } = boundsOf(turned)
  return { index, x: (minX + maxX) / 2, y: (minY + maxY) / 2, height: maxY - minY }
}

function nearest(line: readonly Placed[], { x }: Placed): Placed {
  return line.reduce((best, text) => (Math.abs(text.x - x) < Math.abs(best.x - x) ? text : best))
}

function sharesLine(a: Placed, b: Placed): boolean {
  return Math.abs(a.y - b.y) < sharedHeight * Math.min(a.height, b.height)
}

/** The median of dy/dx over the top edges that run roughly along the page; 0 when there are none. */
function medianSlope(polygons: readonly Polygon[]): number {
  const limit = Math.tan((steepest * Math.PI) / 180)
  const slopes = polygons
    .filter((polygon) => polygon.length === 4)
    .map(([a, b]) => (b[1] - a[1]) / (b[0] - a[0]))
    .filter((slope) => Math.abs(slope) < limit)
    .toSorted((a, b) => a - b)
  return slopes.length === 0 ? 0 : slopes[Math.floor(slopes.length / 2)]
}
