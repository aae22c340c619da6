// Reading order: lines from top to bottom, texts of a line from left to right, on pages that may be a little askew;
// vertical text in columns from right to left.
import { medianOf } from '../core/median.ts'
import { boundsOf, type Point, type Polygon } from './points.ts'
import { columnParts } from './text-columns.ts'
import { verticalBlocks, type Extent } from './vertical-blocks.ts'

/** Pages are straightened by the median slope of their texts up to this many degrees; steeper texts stand upright or are turned. */
const steepest = 20

/** Two texts can share a line when the extents of both overlap by at least this share of the lower one's height. */
const sharedHeight = 0.5

/** Neighbours in a line are near each other; a difference of height on the page counts so many times a distance along the line. */
const acrossCounts = 3

/** A text as seen on the straightened page. */
interface Placed extends Extent {
  readonly index: number
}

/** Two texts that can follow each other in a line. */
interface Link {
  readonly from: Placed
  readonly to: Placed
  /** How far apart they are, in pixels. */
  readonly distance: number
}

/**
 * The items sorted as one reads them (left to right, top to bottom). Pure and deterministic: equal places keep their order.
 * Lines are chains of neighbours whose extents overlap, so they may bend or climb, and may mix large and small letters.
 * Columns of vertical text (much taller than wide) that stand side by side are read as one text of the page, and among themselves
 * from right to left, each from top to bottom. Columns of horizontal lines are read one after the other where they are clearly no table:
 * long lines on both sides of a gutter, most of them without a neighbour on the other side. All others are read row by row.
 */
export function inReadingOrder<Item extends { readonly polygon: Polygon }>(items: readonly Item[]): Item[] {
  return rowsInReadingOrder(items).flat()
}

/** The same, line by line: texts beside each other share a row, and each column of vertical text is a row of its own. */
export function rowsInReadingOrder<Item extends { readonly polygon: Polygon }>(items: readonly Item[]): Item[][] {
  const slope = medianSlope(items.map(({ polygon }) => polygon))
  const placed = items.map(({ polygon }, index) => place(polygon, index, slope))
  return columnParts(placed).flatMap((part) => rowsOfPart(part, items))
}

function rowsOfPart<Item extends { readonly polygon: Polygon }>(
  placed: readonly Placed[],
  items: readonly Item[],
): Item[][] {
  const blocks = verticalBlocks(placed)
  return inRows(blocks.map((block, index) => ({ ...extentOf(block), index })))
    .flatMap((row) =>
      rowsOfBlocks(
        row.map((block) => blocks[block]),
        items,
      ),
    )
    .map((row) => row.map((index) => items[index]))
}

/** A row of single texts stays one; a block of vertical text in it gives its columns. */
function rowsOfBlocks(
  row: readonly (readonly Placed[])[],
  items: readonly { readonly polygon: Polygon }[],
): number[][] {
  if (row.every((block) => block.length === 1)) return [row.map(([text]) => text.index)]
  return row.flatMap((block) => inColumns(block, items))
}

/** The indices of placed texts, row by row. */
function inRows(placed: readonly Placed[]): number[][] {
  return linesOf(placed)
    .toSorted((a, b) => middle(a) - middle(b))
    .map((line) => line.map(({ index }) => index))
}

/** The indices of a block of vertical text, column by column: on the page turned a quarter to the left its columns are rows. */
function inColumns(block: readonly Placed[], items: readonly { readonly polygon: Polygon }[]): number[][] {
  if (block.length === 1) return [[block[0].index]]
  const turned = block.map(({ index }) => quarterTurn(items[index].polygon))
  const slope = medianSlope(turned)
  return inRows(turned.map((polygon, at) => place(polygon, at, slope))).map((row) => row.map((at) => block[at].index))
}

/** Turned so that the right side of the page is up; begins at the corner that is then the upper left one. */
function quarterTurn(polygon: Polygon): Polygon {
  return [...polygon.slice(1), polygon[0]].map(([x, y]): Point => [y, -x])
}

function extentOf(block: readonly Placed[]): Extent {
  return {
    left: Math.min(...block.map(({ left }) => left)),
    right: Math.max(...block.map(({ right }) => right)),
    top: Math.min(...block.map(({ top }) => top)),
    bottom: Math.max(...block.map(({ bottom }) => bottom)),
  }
}

/** Where a text lies once the page is turned back by the slope's angle. */
function place(polygon: Polygon, index: number, slope: number): Placed {
  const length = Math.hypot(1, slope)
  const turned = polygon.map(([x, y]): Point => [(x + slope * y) / length, (y - slope * x) / length])
  const { minX, minY, maxX, maxY } = boundsOf(turned)
  return { index, left: minX, right: maxX, top: minY, bottom: maxY }
}

/** The mean of the middles, down the page. */
function middle(line: readonly Placed[]): number {
  return line.reduce((sum, { top, bottom }) => sum + top + bottom, 0) / (2 * line.length)
}

/** Chains of texts from left to right: the nearest are joined first, and each text has one neighbour on either side. */
function linesOf(placed: readonly Placed[]): Placed[][] {
  const next = new Map<Placed, Placed>()
  const hasBefore = new Set<Placed>()
  for (const { from, to } of links(placed).toSorted((a, b) => a.distance - b.distance)) {
    if (next.has(from) || hasBefore.has(to)) continue
    next.set(from, to)
    hasBefore.add(to)
  }
  return placed.filter((text) => !hasBefore.has(text)).map((first) => chainFrom(first, next))
}

function chainFrom(first: Placed, next: ReadonlyMap<Placed, Placed>): Placed[] {
  const chain: Placed[] = []
  for (let text: Placed | undefined = first; text !== undefined; text = next.get(text)) chain.push(text)
  return chain
}

/** Every pair that can share a line, from left to right. Going down the page, only texts that are not over yet are compared. */
function links(placed: readonly Placed[]): Link[] {
  const found: Link[] = []
  let open: Placed[] = []
  for (const text of placed.toSorted((a, b) => a.top - b.top)) {
    open = open.filter(({ bottom }) => bottom > text.top)
    for (const other of open) if (sharesLine(text, other)) found.push(linkOf(text, other))
    open.push(text)
  }
  return found
}

function sharesLine(a: Placed, b: Placed): boolean {
  const overlap = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return overlap >= sharedHeight * Math.min(a.bottom - a.top, b.bottom - b.top) && !stand(a, b)
}

/** Whether `a` stands above or below `b`, as the lines of a paragraph do: most of the narrower one's width lies over the other. */
function stand(a: Placed, b: Placed): boolean {
  const over = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  return over > sharedHeight * Math.min(a.right - a.left, b.right - b.left)
}

function linkOf(a: Placed, b: Placed): Link {
  const isBefore = a.left + a.right === b.left + b.right ? a.index < b.index : a.left + a.right < b.left + b.right
  const [from, to] = isBefore ? [a, b] : [b, a]
  const along = Math.max(0, to.left - from.right)
  const across = Math.abs(from.top + from.bottom - to.top - to.bottom) / 2
  return { from, to, distance: along + acrossCounts * across }
}

/** The median of dy/dx over the top edges that run roughly along the page; 0 when there are none. */
function medianSlope(polygons: readonly Polygon[]): number {
  const limit = Math.tan((steepest * Math.PI) / 180)
  const slopes = polygons
    .filter((polygon) => polygon.length === 4)
    .map(([a, b]) => (b[1] - a[1]) / (b[0] - a[0]))
    .filter((slope) => Math.abs(slope) < limit)
  return medianOf(slopes) ?? 0
}
