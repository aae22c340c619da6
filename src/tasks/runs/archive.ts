// Archives runs: those that are named, or all that ended long ago.
import { realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ErrorCode } from '../../core/error-words.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { type ArchiveReport, type ArchiveStep, archiveRun } from '../../run/archive/archive.ts'
import { findArchive } from '../../run/archive/find.ts'
import { restoreRun, type RestoreReport } from '../../run/archive/restore.ts'
import { summarizeRuns } from '../../run/list/list.ts'
import type { RunSummary } from '../../run/list/summary.ts'
import { resolveOwnRun, resolveRun } from '../../run/resolve.ts'
import { isGoingOn } from '../../run/state-names.ts'

export type { RestoreReport } from '../../run/archive/restore.ts'

export interface ArchiveTask {
  readonly workdirs: string
  /** Folders, ids, names, `latest`. */
  readonly runs: readonly string[]
  /** Instead of named runs: all that ended so many seconds ago or longer. */
  readonly olderThan?: number
  /** Of those, the run with the best F-score of each data set stays. */
  readonly keepBest?: boolean
  /** Only says which. */
  readonly dryRun?: boolean
  readonly now?: Date
  /** Looked at between two runs. */
  readonly stop?: AbortSignal
}

/** Why a run that was old enough stays. */
export type KeptBecause = 'running' | 'best'

export interface ArchivesReport {
  readonly dryRun: boolean
  /** What was archived, or with `dryRun` what would be: ids. */
  readonly chosen: readonly string[]
  readonly archived: readonly ArchiveReport[]
  readonly kept: readonly { readonly id: string; readonly because: KeptBecause }[]
  readonly failed: readonly { readonly id: string; readonly code: ErrorCode; readonly message: string }[]
}

/**
 * Archives one run after the other; one that fails stays as it is, and the others go on.
 * @throws UserError `nothing-to-archive`, and for a run that does not exist, before anything is done
 */
export async function archiveRuns(
  task: ArchiveTask,
  onStep: (id: string, step: ArchiveStep) => void = () => {},
): Promise<ArchivesReport> {
  const { workdirs, dryRun = false, stop } = task
  const { chosen, kept } = choose(task)
  const archived: ArchiveReport[] = []
  const failed: ArchivesReport['failed'][number][] = []
  for (const { id, folder } of dryRun ? [] : chosen) {
    stop?.throwIfAborted()
    try {
      archived.push(await archiveRun(resolveRun(folder, workdirs), (step) => onStep(id, step)))
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      failed.push({ id, code: error.code, message: error.render() })
    }
  }
  return { dryRun, chosen: chosen.map(({ id }) => id), archived, kept, failed }
}

/** Archives one run. @throws UserError for a run that does not exist or that stays as it is */
export async function archiveOne({
  run,
  workdirs,
}: {
  readonly run: string
  readonly workdirs: string
}): Promise<ArchiveReport> {
  return archiveRun(resolveRun(resolveOwnRun(run, workdirs).folder, workdirs))
}

interface Choice extends Pick<ArchivesReport, 'kept'> {
  readonly chosen: readonly { readonly id: string; readonly folder: string }[]
}

function choose({ workdirs, runs, olderThan, keepBest = false, now = new Date() }: ArchiveTask): Choice {
  if (runs.length > 0 === (olderThan !== undefined))
    throw new UserError({
      code: 'missing-argument',
      message:
        runs.length > 0
          ? say(errorDetails['missing-argument'].messageBoth)
          : say(errorDetails['missing-argument'].messageNoRun),
      expected: say(errorDetails['missing-argument'].expectedArchive),
      next: say(errorDetails['missing-argument'].nextArchive),
    })
  if (olderThan === undefined) {
    const named = new Map(runs.map((run) => resolveOwnRun(run, workdirs)).map((entry) => [entry.folder, entry]))
    return { chosen: [...named.values()], kept: [] }
  }
  const rows = summarizeRuns(workdirs, { now }).filter(({ folder }) => isOwn(folder, workdirs))
  const best = keepBest ? bestOfEachDataset(rows) : new Set<string>()
  const old = rows.filter((run) => now.getTime() - endOf(run) >= olderThan * 1000)
  const reasonToKeep = (run: RunSummary): KeptBecause | undefined =>
    isGoingOn(run.state) ? 'running' : best.has(run.id) ? 'best' : undefined
  return {
    chosen: old.filter((run) => reasonToKeep(run) === undefined),
    kept: old.flatMap((run) => {
      const because = reasonToKeep(run)
      return because === undefined ? [] : [{ id: run.id, because }]
    }),
  }
}

/** Whether a run lies in the folder itself: one that is only linked there is left alone. */
function isOwn(folder: string, workdirs: string): boolean {
  return dirname(folder) === realpathSync(workdirs)
}

/** When a run gave its last sign of life, or else its start. Milliseconds since 1970. */
function endOf({ startedAt, endedAt = startedAt }: RunSummary): number {
  return Date.parse(endedAt)
}

function bestOfEachDataset(rows: readonly RunSummary[]): Set<string> {
  const best = new Map<string, RunSummary>()
  for (const run of rows) {
    const key = run.dataHash ?? run.dataset ?? ''
    const other = best.get(key)
    if (run.best !== undefined && run.best.fScore > (other?.best?.fScore ?? -1)) best.set(key, run)
  }
  return new Set([...best.values()].map(({ id }) => id))
}

export interface RestoreTask {
  /** An id or a former name of an archived run, or a tar.gz file. */
  readonly archive: string
  readonly workdirs: string
  /** Leaves the archive where it is. */
  readonly keep?: boolean
}

/** Brings an archived run back, with its names. @throws UserError `archive-unknown`, `restore-in-the-way`, ... */
export async function restoreArchive({ archive, workdirs, keep = false }: RestoreTask): Promise<RestoreReport> {
  return restoreRun(findArchive(archive, workdirs), { workdirs, keep })
}
