// Keeps a measurement in the history of benchmarks, with its day and commit; `npm run generate` makes the page of it.
import { execFileSync } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import type { Measurement } from '../generate/bench-history.ts'

/** @throws when docs/log.md has no section of this title: measurements without circumstances are not kept */
export function refuseUnknownSection(title: string): void {
  if (!readFileSync('docs/log.md', 'utf8').includes(`: ${title}\n`))
    throw new Error(`docs/log.md has no section "${title}": write down there how it was measured, then keep it`)
}

export function keepMeasurement(one: Omit<Measurement, 'date' | 'commit'>): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const line: Measurement = { date: new Date().toISOString().slice(0, 10), commit, ...one }
  appendFileSync('bench/history.jsonl', `${JSON.stringify(line)}\n`)
}
