// The history of benchmarks (bench/history.jsonl) as a page with a small plot: one row a benchmark, one dot a measurement.
import { readFileSync } from 'node:fs'
import { head, table } from './reference/markdown.ts'

/** One measurement; the section of docs/log.md says how it was made. */
export interface Measurement {
  readonly date: string
  /** The commit that recorded it. */
  readonly commit?: string
  readonly benchmark: string
  readonly value: number
  readonly unit: string
  readonly better: 'higher' | 'lower'
  /** What it was measured against, where the value is a ratio. */
  readonly against?: string
  readonly target?: number
  /** In words. */
  readonly machine: string
  /** The title of its section in docs/log.md. */
  readonly log: string
}

/** All measurements, oldest first. @throws when a line is no measurement, or its section is not in the log */
export function readHistory(): Measurement[] {
  const log = readFileSync('docs/log.md', 'utf8')
  const lines = readFileSync('bench/history.jsonl', 'utf8').trimEnd().split('\n')
  return lines.map((line, index) => {
    const one = JSON.parse(line) as Measurement
    const isWhole = typeof one.value === 'number' && [one.date, one.benchmark, one.unit, one.machine].every(Boolean)
    if (!isWhole || !log.includes(`: ${one.log}`))
      throw new Error(`bench/history.jsonl:${index + 1}: not a measurement of a section of docs/log.md`)
    return one
  })
}

/** The text of docs/benchmarks.md. */
export function benchPage(): string {
  const rows = readHistory().map((one) => [
    one.benchmark,
    `${one.value} ${one.unit}${one.against === undefined ? '' : ` (${one.against})`}`,
    one.target === undefined ? '' : `${one.better === 'higher' ? 'at least' : 'at most'} ${one.target}`,
    one.date,
    one.commit ?? '',
    `${one.machine}; log: ${one.log}`,
  ])
  const words =
    'Every figure stands in [the log of experiments](log.md) with its circumstances; here the ones that are measured again and again. To add one, write it into the log and as a line into `bench/history.jsonl`, as `npm run bench:step -- --torch --rows --keep "<section>"` does.'
  const names = ['benchmark', 'value', 'target', 'date', 'commit', 'machine and section']
  const image = '![One row a benchmark: its measurements in relation to its target](images/benchmarks.svg)'
  return `${head('Benchmarks', '`bench/history.jsonl`', words)}\n${image}\n\n${table(names, rows)}\n`
}

const [rowHeight, left, right, top] = [34, 300, 640, 30]

/** The text of docs/images/benchmarks.svg: older dots are paler, and the line is the target. */
export function benchPlot(): string {
  const groups = new Map<string, Measurement[]>()
  for (const one of readHistory()) groups.set(one.benchmark, [...(groups.get(one.benchmark) ?? []), one])
  const height = top + groups.size * rowHeight + 10
  const rows = [...groups.values()].map((group, index) => renderRow(group, top + index * rowHeight + rowHeight / 2))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="800" height="${height}" fill="#fff"/>`,
    `<text x="${left}" y="16" fill="#555">0</text><text x="${right}" y="16" fill="#555" text-anchor="end">largest</text>`,
    `<text x="${right + 16}" y="16" fill="#555">latest</text>`,
    ...rows,
    '</svg>\n',
  ].join('\n')
}

function renderRow(group: readonly Measurement[], y: number): string {
  const { benchmark, unit, target, better } = group[0]
  const max = Math.max(...group.map(({ value }) => value), target ?? 0)
  const at = (value: number): string => (left + ((right - left) * value) / max).toFixed(1)
  const dots = group.map(({ value }, index) => {
    const opacity = ((index + 1) / group.length).toFixed(2)
    return `<circle cx="${at(value)}" cy="${y}" r="5" fill="#1665c0" fill-opacity="${opacity}"><title>${value} ${unit}</title></circle>`
  })
  const goal =
    target === undefined
      ? ''
      : `<path d="M${at(target)} ${y - 9}v18" stroke="#c62828" stroke-width="2"><title>target: ${better === 'higher' ? 'at least' : 'at most'} ${target}</title></path>`
  return [
    `<text x="${left - 12}" y="${y + 4}" text-anchor="end">${benchmark}</text>`,
    `<path d="M${left} ${y}H${right}" stroke="#ddd"/>${goal}`,
    ...dots,
    `<text x="${right + 16}" y="${y + 4}">${group.at(-1)?.value} ${unit}</text>`,
  ].join('\n')
}
