// What can follow in a half-typed condition: a field, a comparison, a value, or the next word. Pure.
import type { RunRow } from '../../../../../src/server/api.ts'
import type { Field } from './fields.ts'

export interface Suggestion {
  /** The whole condition with it. */
  readonly text: string
  /** What it adds. */
  readonly shown: string
  /** What it means, where that is not plain. */
  readonly label?: string
}

const ofNumbers = ['>', '>=', '<', '<=', '=', '!='] as const
const ofTexts = ['=', '!=', 'like'] as const
const joints: ReadonlySet<string> = new Set(['and', 'or', 'not', '('])
const most = 8

/** At most eight, the likeliest first. */
export function suggestions(text: string, fields: readonly Field[], rows: readonly RunRow[]): readonly Suggestion[] {
  const { before, words, typed } = parts(text)
  const add = (shown: string, label?: string): Suggestion => {
    return { text: `${before}${shown} `, shown, ...(label !== undefined && { label }) }
  }
  const [last = '', oneBefore = ''] = words.toReversed()
  const field = fields.find(({ name }) => name === last)
  const starts = (shown: string): boolean => shown.toLowerCase().startsWith(typed.toLowerCase())
  if (field !== undefined) return (field.isNumber ? ofNumbers : ofTexts).filter(starts).map((sign) => add(sign))
  const compared = fields.find(({ name }) => name === oneBefore)
  if (compared !== undefined && isSign(last))
    return valuesOf(compared, rows)
      .filter(starts)
      .slice(0, most)
      .map((value) => add(value))
  if (last !== '' && !joints.has(last.toLowerCase())) return ['and', 'or'].filter(starts).map((joint) => add(joint))
  const asked = fields.filter(({ name }) => name !== 'trend')
  const begins = asked.filter(({ name }) => starts(name))
  const holds = asked.filter(({ name, label }) => !starts(name) && mentions(typed, name, label))
  return [...begins, ...holds].slice(0, most).map(({ name, label }) => add(name, label === name ? undefined : label))
}

function mentions(typed: string, ...texts: readonly string[]): boolean {
  return texts.some((text) => text.toLowerCase().includes(typed.toLowerCase()))
}

function isSign(word: string): boolean {
  return [...ofNumbers, ...ofTexts].some((sign) => sign === word.toLowerCase())
}

/** What stands before the word that is being typed, its words, and the word. */
function parts(text: string): { before: string; words: readonly string[]; typed: string } {
  const typed = /[^\s()]*$/.exec(text)?.[0] ?? ''
  const before = text.slice(0, text.length - typed.length)
  return { before, words: before.match(/'[^']*'|"[^"]*"|\(|[^\s()]+/g) ?? [], typed }
}

/** Values that runs have, the most frequent first; texts with spaces between quotation marks. */
function valuesOf({ valueOf, isNumber }: Field, rows: readonly RunRow[]): string[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const value = valueOf(row)
    if (value === undefined || value === '' || Number.isNaN(value)) continue
    const text = typeof value === 'number' && isNumber ? String(Number(value.toPrecision(3))) : String(value)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => (/^[\w.]+$/.test(value) ? value : `'${value}'`))
}
