// The Slurm job that trains a run: a small file in the run folder, and what the queue says of it. Without the file, nothing is asked.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stopMarkName } from '../cluster/batch-script.ts'
import { jobsInQueue, ownJob, type QueuedJob } from '../cluster/slurm.ts'
import { writeFileAtomic } from '../core/files.ts'
import { readRegularText } from '../core/read-file.ts'

/** The file's name in a run folder. */
const jobName = 'slurm.json'
/** The batch script's. */
export const batchScriptName = 'slurm.sh'

/** What the queue said is taken for true this long, in milliseconds: lists and pages ask again and again. */
const FRESH_MS = 3000

/** The number of a run's job, `4711_3` for a task of an array; undefined for runs that no job trains. */
export function readJob(folder: string): string | undefined {
  const path = join(folder, jobName)
  if (!existsSync(path)) return undefined
  try {
    const { job } = JSON.parse(readRegularText(path)) as { readonly job?: unknown }
    return typeof job === 'string' && /^\d+(?:_\d+)?$/.test(job) ? job : undefined
  } catch {
    return undefined
  }
}

/** Keeps the number of a run's job. */
export function writeJob(folder: string, job: string): void {
  writeFileAtomic(join(folder, jobName), `${JSON.stringify({ job })}\n`)
}

/** Says that a person wants a run or a sweep to stop, so that its job is not put back into the queue, and no other trial begins. */
export function markStopped(folder: string): void {
  writeFileAtomic(join(folder, stopMarkName), '')
}

/** Whether a person wants it to stop. */
export function isMarkedStopped(folder: string): boolean {
  return existsSync(join(folder, stopMarkName))
}

/** Takes that back: the training goes on. */
export function unmarkStopped(folder: string): void {
  rmSync(join(folder, stopMarkName), { force: true })
}

/** Whether this very process belongs to the job. */
export function isOwnJob(job: string): boolean {
  return ownJob(process.env) === job
}

const known = new Map<string, { readonly at: number; readonly job: QueuedJob | undefined }>()

/** How the jobs of runs stand in the queue, by one question; those that left it, and this process's own, are not there. */
export function queuedJobs(ids: readonly string[]): ReadonlyMap<string, QueuedJob> {
  const now = Date.now()
  const asked = ids.filter((id) => !isOwnJob(id))
  const missing = asked.filter((id) => Math.abs(now - (known.get(id)?.at ?? 0)) > FRESH_MS)
  if (missing.length > 0) {
    const answered = jobsInQueue(missing)
    for (const id of missing) known.set(id, { at: now, job: answered?.get(id) })
  }
  return new Map(asked.flatMap((id) => known.get(id)?.job ?? []).map((job) => [job.id, job]))
}
