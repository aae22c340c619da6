// Tables in plain text, fitted to the width of the terminal.
import type { Look } from './look.ts'
import { cut, pad, textWidth } from './width.ts'

export interface Column {
  readonly title: string
  /** Numbers stand to the right. */
  readonly align?: 'left' | 'right'
  /** Of the first column: it is cut to no fewer columns of the terminal than this. */
  readonly least?: number
}

const gap = 2
/** The first column is cut to no fewer columns than this by default; then columns are left out from the right. */
const narrowest = 12

/**
 * A table with a heading line. Where it is too wide, the cells of the first column are cut in their middle, then the last
 * columns are left out.
 * @param rows one text for each column, without colours
 */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[], look: Look): string {
  const lines = [columns.map(({ title }) => title), ...rows]
  const widths = columns.map((_, index) => lines.reduce((max, line) => Math.max(max, textWidth(line[index])), 0))
  const fitting = fit(widths, look.columns, columns[0].least ?? narrowest)
  return lines
    .map((line, row) => {
      const cells = fitting.map((width, index) =>
        pad(cut(line[index], width), width, columns[index].align === 'right' ? 'right' : 'left'),
      )
      const text = cells.join(' '.repeat(gap)).trimEnd()
      return row === 0 ? look.paint.dim(text) : text
    })
    .join('\n')
}

/** The widths of the columns that are shown. */
function fit(widths: readonly number[], room: number, least: number): number[] {
  const others = widths.slice(1).reduce((sum, width) => sum + gap + width, 0)
  const first = Math.max(Math.min(widths[0], room - others), Math.min(widths[0], least))
  if (first + others <= room || widths.length === 1) return [first, ...widths.slice(1)]
  return fit(widths.slice(0, -1), room, least)
}

/** Names and values under each other: `F-score    0.812`; the names are dim. */
export function renderFacts(facts: readonly (readonly [name: string, value: string])[], { paint }: Look): string {
  const width = Math.max(...facts.map(([name]) => textWidth(name)))
  return facts.map(([name, value]) => `${paint.dim(pad(name, width))}  ${value}`).join('\n')
}
