// Settings as text: of one configuration, and side by side.
import type { ConfigDiff, NamedConfig } from '../../tasks/runs/config.ts'
import { countOf } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderFacts, renderTable } from '../text/table.ts'
import { cut } from '../text/width.ts'

/** Longer values are cut in the middle where several stand side by side. */
const widestValue = 32

/** Every setting; defaults are dim. */
export function renderConfig({ label, settings }: NamedConfig, look: Look): string {
  const { paint } = look
  const rows = settings.map(({ name, value, from }) => {
    const shown = value === undefined || value === '' ? paint.dim('(none)') : value
    return [name, from === 'default' ? paint.dim(`${shown}  default`) : shown] as const
  })
  return `${paint.bold(label)}\n${renderFacts(rows, look)}`
}

/** The settings that differ, or all; `titles` stand above the columns. */
export function renderConfigDiff(
  { values, labels }: ConfigDiff,
  look: Look,
  { all = false, titles = labels }: { readonly all?: boolean; readonly titles?: readonly string[] } = {},
): string {
  const shown = all ? values : values.filter(({ differs }) => differs)
  const equal = values.filter(({ differs }) => !differs).length
  if (shown.length === 0) return `No setting differs; ${equal} are equal.`
  const columns = [{ title: 'setting', least: 20 }, ...titles.map((title) => ({ title: cut(title, widestValue) }))]
  const rows = shown.map(({ name, values: ofRuns }) => [
    name,
    ...ofRuns.map((value) => cut(value === undefined || value === '' ? '(none)' : value, widestValue)),
  ])
  const rest = all || equal === 0 ? '' : `\n${look.paint.dim(`and ${countOf(equal, 'value')} that are equal (--all)`)}`
  return `${renderTable(columns, rows, look)}${rest}`
}
