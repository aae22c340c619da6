// Strips of lines as a network takes them: long ones cut where nothing is written, then batches of about equal widths.
import type { RgbImage } from '../data/types.ts'

/** A part of a line's strip. */
export interface Piece {
  /** Which line it belongs to. */
  readonly line: number
  readonly strip: RgbImage
}

/** Wider strips are cut: attention costs the square of the width, and networks were trained on much shorter lines. */
export const maxWidth = 1600

/** A cut is looked for in this last share of the width. */
const cutWithin = 0.35

/** The pieces of a line from left to right. */
export function piecesOf(strip: RgbImage, line: number): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  while (strip.width - from > maxWidth) {
    const to = quietColumn(strip, Math.round(from + maxWidth * (1 - cutWithin)), from + maxWidth)
    pieces.push({ line, strip: columns(strip, from, to) })
    from = to
  }
  return [...pieces, { line, strip: from === 0 ? strip : columns(strip, from, strip.width) }]
}

/** The column in [from, to) whose brightness differs least down the strip and from its neighbours: a gap between letters. */
function quietColumn({ width, height, data }: RgbImage, from: number, to: number): number {
  let [best, least] = [to, Infinity]
  for (let column = from; column < to; column++) {
    let change = 0
    for (let row = 1; row < height; row++) {
      const at = 3 * (row * width + column) + 1
      change += Math.abs(data[at] - data[at - 3 * width]) + Math.abs(data[at] - data[at - 3])
    }
    if (change <= least) [best, least] = [column, change]
  }
  return best
}

function columns({ width, height, data }: RgbImage, from: number, to: number): RgbImage {
  const part = new Uint8Array((to - from) * height * 3)
  for (let row = 0; row < height; row++)
    part.set(data.subarray(3 * (row * width + from), 3 * (row * width + to)), 3 * row * (to - from))
  return { width: to - from, height, data: part }
}

/** Pieces that go through the network together, and the width that all of them are padded to. */
export interface Batch {
  readonly pieces: readonly Piece[]
  readonly width: number
}

/** @param step widths are rounded up to a multiple of it, so that few shapes occur */
export function batchesOf(
  pieces: readonly Piece[],
  { size, step }: { readonly size: number; readonly step: number },
): Batch[] {
  const sorted = pieces.toSorted((a, b) => a.strip.width - b.strip.width)
  const batches: Batch[] = []
  for (let from = 0; from < sorted.length;) {
    const width = Math.ceil(sorted[from].strip.width / step) * step
    let to = from + 1
    while (to < sorted.length && to - from < size && sorted[to].strip.width <= width) to++
    batches.push({ pieces: sorted.slice(from, to), width })
    from = to
  }
  return batches
}
