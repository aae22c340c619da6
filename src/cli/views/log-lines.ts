// Lines of a log as they stand in it, with their tags in colour.
import type { ShownLine } from '../../tasks/runs/logs.ts'
import type { Look } from '../text/look.ts'
import { tagColors } from './training.ts'

/** The text of the line itself, also where it is not in the grammar; colours only around the tag. */
export function renderShownLine({ text, line }: ShownLine, { paint }: Look): string {
  const end = text.startsWith('[') ? text.indexOf(']') + 1 : 0
  if (end === 0) return text
  const color = tagColors(paint)[line.kind] ?? paint.dim
  return color(text.slice(0, end)) + text.slice(end)
}
