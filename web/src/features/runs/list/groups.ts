// Runs put together by a setting or a result, with how many there are and how their scores are spread. Pure.
import type { RunRow } from '../../../../../src/server/api.ts'
import type { Field } from './fields.ts'

export interface Spread {
  readonly mean: number
  /** Sample standard deviation; undefined of one run. */
  readonly deviation: number | undefined
  readonly low: number
  readonly high: number
}

export interface Group {
  /** As text; empty where the runs do not tell. */
  readonly value: string
  readonly rows: readonly RunRow[]
  /** Best F-scores; undefined where no run has one. */
  readonly fScore: Spread | undefined
  readonly precision: Spread | undefined
  readonly recall: Spread | undefined
}

/** The group with the best mean first. */
export function groupsOf(rows: readonly RunRow[], field: Field): readonly Group[] {
  const byValue = new Map<string, RunRow[]>()
  for (const row of rows) {
    const value = String(field.valueOf(row) ?? '')
    const known = byValue.get(value)
    if (known === undefined) byValue.set(value, [row])
    else known.push(row)
  }
  return [...byValue]
    .map(([value, of]): Group => {
      const spread = (score: 'fScore' | 'precision' | 'recall') =>
        spreadOf(of.flatMap(({ best }) => best?.[score] ?? []))
      return { value, rows: of, fScore: spread('fScore'), precision: spread('precision'), recall: spread('recall') }
    })
    .sort((a, b) => (b.fScore?.mean ?? -1) - (a.fScore?.mean ?? -1))
}

export function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const deviation = values.length === 1 ? undefined : Math.sqrt(squares / (values.length - 1))
  return { mean, deviation, low: Math.min(...values), high: Math.max(...values) }
}
