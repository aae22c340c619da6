// Pieces of an axis on WebGPU, where a node gives only a few: a tree of nodes.
import type { Emitter } from '../emitter.ts'
import { splitInto } from '../rule.ts'

/** Outputs of one node: with its input, the eight buffers that every adapter binds at once. */
const MOST_PIECES = 7

interface Pieces {
  readonly axis: number
  readonly sizes: readonly number[]
}

/** Pieces of an axis by as few nodes as can be: every node but the first takes the place of one piece of another. */
export function inPieces(e: Emitter, name: string, { axis, sizes }: Pieces): string[] {
  if (sizes.length <= MOST_PIECES) return sizes.length === 1 ? [name] : splitInto(e, name, { axis, sizes })
  const groups = grouped(sizes)
  const totals = groups.map((group) => group.reduce((sum, size) => sum + size, 0))
  return splitInto(e, name, { axis, sizes: totals }).flatMap((piece, index) =>
    inPieces(e, piece, { axis, sizes: groups[index] }),
  )
}

/** At most seven groups, each but the last a piece by itself or as many as full trees give. */
function grouped(sizes: readonly number[]): (readonly number[])[] {
  let full = MOST_PIECES
  while (full * MOST_PIECES < sizes.length) full *= MOST_PIECES
  const groups: (readonly number[])[] = []
  let start = 0
  for (let left = MOST_PIECES; left > 0; left--) {
    // As many as the others still leave over when each of them is one piece.
    const count = Math.min(full, sizes.length - start - (left - 1))
    groups.push(sizes.slice(start, start + count))
    start += count
  }
  return groups
}
