// npm run bench:diagnose: true and false alarms of every rule on the labelled runs. Exits 1 when a fault is missed or a rule raises a false alarm.
// -- --names lists the runs with false alarms; -- --million measures a log of a million lines instead (needs npm run build).
import { parseArgs } from 'node:util'
import { findingKinds } from '../src/diagnose/kinds.ts'
import { readLabelled } from './diagnose-runs/labelled.ts'
import { diagnoseMillion, limits } from './diagnose-runs/million.ts'
import { type RuleScore, type SetScore, complaintsOf, mostFalseAlarms, scoreSet } from './diagnose-runs/score.ts'

const { values } = parseArgs({
  options: {
    names: { type: 'boolean', default: false },
    million: { type: 'boolean', default: false },
  },
})

const complaints = values.million ? benchMillion() : benchLabelled()
for (const complaint of complaints) console.log(`not good enough: ${complaint}`)
process.exitCode = complaints.length === 0 ? 0 : 1

function benchLabelled(): string[] {
  const score = scoreSet(readLabelled())
  console.log(renderScore(score))
  return complaintsOf(score)
}

function benchMillion(): string[] {
  const { lines, megabytesOfLog, seconds, cpuSeconds, megabytes, verdict } = diagnoseMillion()
  console.log(
    `${lines} lines (${megabytesOfLog.toFixed(0)} MB) read and diagnosed in ${seconds.toFixed(2)} s (${cpuSeconds.toFixed(2)} s of processor time) and ${megabytes.toFixed(0)} MB: ${verdict}`,
  )
  return [
    ...(cpuSeconds > limits.seconds ? [`it takes more than ${limits.seconds} s`] : []),
    ...(megabytes > limits.megabytes ? [`it takes more than ${limits.megabytes} MB`] : []),
  ]
}

function renderScore({ healthy, faulty, rules, healthyDoubted, faultyBelieved }: SetScore): string {
  const percent = (count: number): string => `${((100 * count) / healthy).toFixed(1)} %`
  const row = ({ code, hits, missed, allowed, falseOnHealthy, falseOnFaulty }: RuleScore): string[] => [
    code,
    findingKinds[code].tier,
    `${hits}/${hits + missed.length}`,
    String(allowed),
    String(falseOnFaulty.length),
    String(falseOnHealthy.length),
    percent(falseOnHealthy.length),
    ...(values.names ? [[...falseOnHealthy, ...falseOnFaulty].join(' ')] : []),
  ]
  const heads = ['rule', 'tier', 'found', 'allowed', 'false, faulty', 'false, healthy', '']
  return [
    `${healthy} healthy and ${faulty} faulty runs; at most ${100 * mostFalseAlarms} % false alarms on healthy ones`,
    '',
    ...columns([heads, ...rules.map((rule) => row(rule))]),
    '',
    `healthy runs that are doubted: ${healthyDoubted.length}${listed(healthyDoubted)}`,
    `faulty runs that are called healthy: ${faultyBelieved.length}${listed(faultyBelieved)}`,
  ].join('\n')
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? '' : ` (${names.join(', ')})`
}

/** Cells of equal width, the first two columns to the left, numbers to the right. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((cells) => cells[at].length)))
  return rows.map((cells) =>
    cells
      .map((cell, at) => (at < 2 || at >= widths.length ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at])))
      .join('  ')
      .trimEnd(),
  )
}
