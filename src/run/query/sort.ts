// Puts runs in the order of a field; runs without a value come last either way.
import type { RunSummary } from '../list/summary.ts'
import { unknownField } from './condition.ts'
import { type FieldValue, fieldOf } from './fields.ts'

/**
 * @param by a field, largest first; `+` before it (or `field asc`) asks for the smallest first, and texts go from a to z by default
 * @throws UserError `bad-where` for an unknown field
 */
export function sortRuns(runs: readonly RunSummary[], by: string): RunSummary[] {
  const match = /^\s*([+-]?)\s*([^\s]+?)\s*(?:(asc|desc))?\s*$/i.exec(by)
  const field = fieldOf(match?.[2] ?? '')
  if (match === null || field === undefined) throw unknownField(by)
  const asked = match[3]?.toLowerCase() ?? { '+': 'asc', '-': 'desc' }[match[1]]
  const ascending = asked === undefined ? field.type === 'text' : asked === 'asc'
  const keyed = runs.map((run) => ({ run, value: sortable(field.of(run)) }))
  keyed.sort((a, b) => {
    if (a.value === undefined || b.value === undefined)
      return Number(a.value === undefined) - Number(b.value === undefined)
    const order = compareValues(a.value, b.value)
    return ascending ? order : -order
  })
  return keyed.map(({ run }) => run)
}

function sortable(value: FieldValue): number | string | undefined {
  if (typeof value === 'number') return Number.isNaN(value) ? undefined : value
  if (typeof value === 'object') return value[0]
  return value === undefined || value === '' ? undefined : String(value)
}

function compareValues(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a).localeCompare(String(b), 'en', { numeric: true })
}
