// How lines look, in the drawing and in the legend, and which of them are shown. Pure.
import type { Line } from './line.ts'

const colors = 8
/** Curves beyond the eight colours are dashed, then dotted: pixels on, pixels off. */
const dashes: readonly (readonly number[])[] = [[], [7, 4], [2, 3]]

/** The variable of the style sheet for a curve's colour. */
export function colorName(color: number): string {
  return `curve-${(color % colors) + 1}`
}

/** The dashes of a line, for its drawing and for its entry in the legend; none for a whole line. */
export function dashOf({ color, dashed }: Pick<Line, 'color' | 'dashed'>): number[] {
  return dashed === true ? [4, 4] : [...(dashes[Math.floor(color / colors) % dashes.length] ?? [])]
}

/** The labels that are hidden after a press on one: when nothing would be left, everything is shown. */
export function toggled(hidden: ReadonlySet<string>, label: string, lines: readonly Line[]): ReadonlySet<string> {
  const next = new Set(hidden)
  if (!next.delete(label)) next.add(label)
  return lines.every((line) => next.has(line.label)) ? new Set() : next
}
