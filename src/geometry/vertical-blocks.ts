// Blocks of vertical text: columns of letters side by side, as Chinese and Japanese are written.
import { medianOf } from '../core/median.ts'

/** What is looked at: the extent of a text on the straightened page, in pixels. */
export interface Extent {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** A column of vertical text is at least so many times as tall as it is wide, and as a line of the page is high: a lone `1` is not. */
const tallness = 2

/** Columns of a block are at most so many times their width apart, and parts of one column too. */
const farthest = 2

/** Two columns stand side by side when they share at least this part of the shorter one's height; parts of a column, of their width. */
const shared = 0.5

/** The texts in groups: each block of columns that stand near each other is one, every other text is one by itself. In the order of their first texts. */
export function verticalBlocks<Text extends Extent>(texts: readonly Text[]): Text[][] {
  const line = medianOf(texts.map((text) => Math.min(widthOf(text), heightOf(text)))) ?? 0
  const left = new Set(texts.filter((text) => heightOf(text) >= tallness * Math.max(widthOf(text), line)))
  if (left.size < 2) return texts.map((text) => [text])
  const blocks: Text[][] = []
  const taken = new Set<Text>()
  for (const text of texts) {
    if (taken.has(text)) continue
    const block = left.delete(text) ? blockFrom(text, left) : [text]
    for (const member of block) taken.add(member)
    blocks.push(block)
  }
  return blocks
}

/** The block that a column belongs to; its members are taken out of `left`. */
function blockFrom<Text extends Extent>(first: Text, left: Set<Text>): Text[] {
  const block = [first]
  for (const member of block)
    for (const other of left)
      if (belongTogether(member, other)) {
        left.delete(other)
        block.push(other)
      }
  return block
}

function belongTogether(a: Extent, b: Extent): boolean {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  const [width, far] = [Math.min(widthOf(a), widthOf(b)), farthest * Math.max(widthOf(a), widthOf(b))]
  const isBeside = down >= shared * Math.min(heightOf(a), heightOf(b)) && -across <= far
  return isBeside || (across >= shared * width && -down <= far)
}

function widthOf({ left, right }: Extent): number {
  return right - left
}

function heightOf({ top, bottom }: Extent): number {
  return bottom - top
}
