// The curves of a run as CSV: one row a step, every point, none sampled. Pure.
import type { Curves } from '../../../src/server/api.ts'

/** `step,epoch,seconds,loss,learningRate,...`; empty where a curve has no point, `NaN` where its value is no number. */
export function curvesCsv({ series, iterations }: Curves): string {
  const names = Object.keys(series)
  const rows = new Map<number, Map<string, string>>()
  for (const [name, { step, value, seconds }] of Object.entries(series))
    for (const [index, at] of step.entries()) {
      const row = rows.get(at) ?? new Map<string, string>()
      rows.set(at, row)
      row.set(name, String(value[index] ?? Number.NaN))
      const second = seconds[index]
      if (second !== null && second !== undefined) row.set('seconds', String(second))
    }
  const lines = [...rows]
    .toSorted(([a], [b]) => a - b)
    .map(([step, row]) => {
      const epoch = iterations === 0 ? '' : String(Math.round((step / iterations) * 1e4) / 1e4)
      return [step, epoch, row.get('seconds') ?? '', ...names.map((name) => row.get(name) ?? '')].join(',')
    })
  return [['step', 'epoch', 'seconds', ...names].join(','), ...lines, ''].join('\n')
}
