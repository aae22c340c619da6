// Columns of horizontal text: a page of prose is read column by column, a table or a receipt row by row.
import { medianOf } from '../core/median.ts'
import type { Extent } from './vertical-blocks.ts'

/** A column has at least so many lines; fewer are as likely cells of a table. */
const leastLines = 5

/** Lines of prose are so many times as long as they are high, in the median; prices and labels are shorter. */
const leastLength = 8

/** At most this part of the texts lies across the gutter: titles, and what stands above and below the columns. */
const mostAcross = 0.2

/** A line has a neighbour in the other column where both share at least this part of the lower one's height. */
const aligned = 0.7

/** At least this part of the lines have no neighbour: cells of a table have one, and so have columns that were set on one grid. */
const leastUnaligned = 0.6

/**
 * The texts of a page in parts that are read one after the other: what stands above the columns, the left one, the right one, what stands
 * below. One part with all texts where there are no clear columns: then rows are the safer reading.
 */
export function columnParts<Text extends Extent>(texts: readonly Text[]): Text[][] {
  const line = medianOf(texts.map(({ top, bottom }) => bottom - top)) ?? 0
  const gutter = gutterOf(texts, line)
  if (gutter === undefined) return [[...texts]]
  const parts: Text[][] = []
  let across: Text[] = []
  for (const { before, left, right } of bandsOf(texts, gutter)) {
    across.push(...before)
    if (areColumns(left, right, line)) {
      parts.push(across, ...columnParts(left), ...columnParts(right))
      across = []
    } else across.push(...left, ...right)
  }
  return [...parts, across].filter((part) => part.length > 0)
}

/** Texts to the left end before `from`, texts to the right begin at `to` or behind it. */
interface Gutter {
  readonly from: number
  readonly to: number
}

/** The gutter that the fewest texts lie across, at least a line's height wide, with lines enough on both sides. */
function gutterOf(texts: readonly Extent[], line: number): Gutter | undefined {
  if (texts.length < 2 * leastLines) return undefined
  const ends = texts.map(({ right }) => right).sort((a, b) => a - b)
  const begins = texts.map(({ left }) => left).sort((a, b) => a - b)
  let [best, least, done]: [Gutter | undefined, number, number] = [undefined, mostAcross * texts.length, 0]
  for (const [before, to] of begins.entries()) {
    while (done < ends.length && ends[done] <= to - line) done++
    const after = begins.length - before
    const across = texts.length - done - after
    if (Math.min(done, after) < leastLines || across > least || (across === least && best !== undefined)) continue
    ;[best, least] = [{ from: ends[done - 1], to }, across]
  }
  return best
}

/** What lies across the gutter, and beside it below that, down the page. */
interface Band<Text> {
  readonly before: readonly Text[]
  readonly left: readonly Text[]
  readonly right: readonly Text[]
}

function bandsOf<Text extends Extent>(texts: readonly Text[], { from, to }: Gutter): Band<Text>[] {
  const bands: { before: Text[]; left: Text[]; right: Text[] }[] = [{ before: [], left: [], right: [] }]
  for (const text of texts.toSorted((a, b) => a.top + a.bottom - b.top - b.bottom)) {
    const { before, left, right } = bands[bands.length - 1]
    if (text.right <= from) left.push(text)
    else if (text.left >= to) right.push(text)
    else if (left.length + right.length === 0) before.push(text)
    else bands.push({ before: [text], left: [], right: [] })
  }
  return bands
}

/** Long lines on both sides, and most of them without a neighbour on the other. */
function areColumns(left: readonly Extent[], right: readonly Extent[], line: number): boolean {
  const isProse = (column: readonly Extent[]): boolean =>
    column.length >= leastLines && (medianOf(column.map((text) => text.right - text.left)) ?? 0) >= leastLength * line
  if (!isProse(left) || !isProse(right)) return false
  const besides = [...beside(left, right), ...beside(right, left)]
  return (
    besides.length >= 2 * leastLines &&
    besides.filter((share) => share < aligned).length >= leastUnaligned * besides.length
  )
}

/** For each text of a column that lies beside the other column, the largest part of its height that it shares with a line there. */
function beside(column: readonly Extent[], other: readonly Extent[]): number[] {
  const [top, bottom] = [Math.min(...other.map((text) => text.top)), Math.max(...other.map((text) => text.bottom))]
  return column
    .filter((text) => text.top >= top && text.bottom <= bottom)
    .map((text) => other.reduce((most, one) => Math.max(most, sharedHeight(text, one)), 0))
}

function sharedHeight(a: Extent, b: Extent): number {
  const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return shared / Math.max(1, Math.min(a.bottom - a.top, b.bottom - b.top))
}
