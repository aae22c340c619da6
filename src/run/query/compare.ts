// One comparison of a condition: a field's value against a number or a text.
import type { RunSummary } from '../list/summary.ts'
import type { Field, FieldValue } from './fields.ts'

/** What stands after the sign of a comparison. */
export type Literal = number | string
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like'

/** Every spelling of a comparison. */
export const comparisons: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['like', 'like'],
])

/** What each comparison wants of the difference of value and literal. */
const wants: Readonly<Record<Exclude<Comparison, 'like'>, (difference: number) => boolean>> = {
  '=': (difference) => difference === 0,
  '!=': (difference) => difference !== 0,
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
}

/** Whether a run tells the field at all; an empty text, an empty list and `false` do not count. */
export function hasValue(value: FieldValue): boolean {
  if (typeof value === 'number') return !Number.isNaN(value)
  return typeof value === 'object' ? value.length > 0 : value !== undefined && value !== '' && value !== false
}

/** The comparison as a question to a run. A list meets `!=` when none of its texts is the literal, all else when one meets it. */
export function compare(field: Field, comparison: Comparison, literal: Literal): (run: RunSummary) => boolean {
  const holds = comparison === 'like' ? isLike(String(literal)) : isOrdered(comparison, literal)
  return (run) => {
    const value = field.of(run)
    if (value === undefined || (typeof value === 'number' && Number.isNaN(value))) return false
    if (typeof value !== 'object') return holds(value)
    return comparison === '!=' ? value.every(holds) : value.some(holds)
  }
}

type Single = Exclude<FieldValue, undefined | readonly string[]>

function isOrdered(comparison: Exclude<Comparison, 'like'>, literal: Literal): (value: Single) => boolean {
  const want = wants[comparison]
  const isOrderless = comparison === '=' || comparison === '!='
  return (value) => {
    if (typeof value === 'number' && typeof literal === 'number') return want(value - literal)
    // A number and a text have no order: `auto` is neither more nor less than 4.
    if ((typeof value === 'number' || typeof literal === 'number') && !isOrderless) return false
    return want(String(value).toLowerCase().localeCompare(String(literal).toLowerCase(), 'en'))
  }
}

/** `%`, as in SQL, or `*`, as in a shell, for any letters. Takes time in proportion to the text, whatever the pattern. */
function isLike(pattern: string): (value: Single) => boolean {
  const parts = pattern.toLowerCase().split(/[%*]/)
  const [first, last] = [parts[0], parts[parts.length - 1]]
  return (value) => {
    const text = String(value).toLowerCase()
    if (parts.length === 1) return text === first
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false
    const end = text.length - last.length
    let from = first.length
    for (const part of parts.slice(1, -1)) {
      const at = text.indexOf(part, from)
      if (at === -1 || at + part.length > end) return false
      from = at + part.length
    }
    return true
  }
}
