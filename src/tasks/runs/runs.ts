// Lists the runs of a folder, or its archives: filtered by a condition, in the order of a field.
import { resolve } from 'node:path'
import { listArchives } from '../../run/archive/sidecar.ts'
import { summarizeEntries } from '../../run/list/list.ts'
import type { RunSummary } from '../../run/list/summary.ts'
import { parseCondition } from '../../run/query/condition.ts'
import { sortRuns } from '../../run/query/sort.ts'
import { listRuns } from '../../run/resolve.ts'
import { isSweep, unknownSweep } from '../sweep/sweep.ts'

export type { RunSummary } from '../../run/list/summary.ts'

export interface RunsTask {
  readonly workdirs: string
  /** `f_score > 0.7 and learning_rate < 0.01` */
  readonly where?: string
  /** Only runs of the sweep of this name. */
  readonly sweep?: string
  /** A field: largest first, `+field` for the smallest first. The newest run is first without one. */
  readonly sort?: string
  /** Archives instead of run folders, or `with` both; none is unpacked. */
  readonly archived?: boolean | 'with'
  /** No more than so many. */
  readonly limit?: number
  readonly now?: Date
}

export interface RunsReport {
  /** Absolute. */
  readonly workdirs: string
  readonly archived: boolean
  /** Runs in the folder, and those that meet the condition. */
  readonly total: number
  readonly matching: number
  /** The matching ones up to the limit. */
  readonly runs: readonly RunSummary[]
}

/** @throws UserError `bad-where` for a condition or a field that cannot be understood, `sweep-unknown` */
export function listRunTable(task: RunsTask): RunsReport {
  const { workdirs, where, sweep, sort, archived = false, limit = Infinity, now = new Date() } = task
  const condition = where === undefined ? () => true : parseCondition(where)
  const meets = (run: RunSummary): boolean => (sweep === undefined || run.sweep?.name === sweep) && condition(run)
  const place = { workdirs: resolve(workdirs), archived: archived !== false }
  const entries = archived === true ? [] : listRuns(workdirs)
  // The newest few need no look at the others.
  if (archived === false && where === undefined && sweep === undefined && sort === undefined) {
    const total = entries.length
    return { ...place, total, matching: total, runs: summarizeEntries(entries, workdirs, { now, limit }) }
  }
  const all = [...summarizeEntries(entries, workdirs, { now }), ...(archived === false ? [] : archivedRuns(workdirs))]
  if (archived === 'with') all.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
  if (sweep !== undefined && !isSweep(sweep, workdirs) && all.every((run) => run.sweep?.name !== sweep))
    throw unknownSweep(sweep, workdirs)
  const matching = all.filter((run) => meets(run))
  const sorted = sort === undefined ? matching : sortRuns(matching, sort)
  return { ...place, total: all.length, matching: matching.length, runs: sorted.slice(0, limit) }
}

/** The names of an archived run are free for others; they are shown as those that it had. */
function archivedRuns(workdirs: string): RunSummary[] {
  return listArchives(workdirs).map(({ names, summary }) => ({ ...summary, names }))
}
