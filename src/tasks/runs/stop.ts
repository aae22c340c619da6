// Stops the training of a run: its process on this machine, or its Slurm job, be it running or waiting.
import { askJobToStop, cancelJob } from '../../cluster/slurm.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { readHeartbeat } from '../../run/heartbeat.ts'
import { markStopped, queuedJobs, readJob } from '../../run/job.ts'
import { runPaths } from '../../run/layout.ts'
import { processOf } from '../../run/process-identity.ts'
import { resolveRun } from '../../run/resolve.ts'
import type { RunEntry } from '../../run/run-entry.ts'

export interface Stopped {
  readonly id: string
  readonly folder: string
  /** What was asked: the process, the job that runs, or the job that waited and is gone from the queue. */
  readonly what: 'process' | 'job' | 'waiting-job'
  /** Number of the process or the job. */
  readonly number: string
}

/** @throws UserError `run-not-running`, `run-elsewhere`, `slurm-refused` */
export function stopRun(reference: string, workdirs: string): Stopped {
  return stopTraining(resolveRun(reference, workdirs))
}

/**
 * Like Ctrl-C in its terminal: the training saves a checkpoint after the step that is being computed, and ends.
 * @throws UserError as `stopRun` does
 */
export function stopTraining({ id, folder }: Pick<RunEntry, 'id' | 'folder'>): Stopped {
  const jobId = readJob(folder)
  const job = jobId === undefined ? undefined : queuedJobs([jobId]).get(jobId)
  if (job !== undefined) {
    markStopped(folder)
    if (job.state === 'waiting') cancelJob(job.id)
    else askJobToStop(job.id)
    return { id, folder, what: job.state === 'waiting' ? 'waiting-job' : 'job', number: job.id }
  }
  const heartbeat = readHeartbeat(runPaths(folder).heartbeat)
  const process = heartbeat === undefined || heartbeat.closed ? 'gone' : processOf(heartbeat)
  if (heartbeat === undefined || process === 'gone')
    throw new UserError({
      code: 'run-not-running',
      message: say(errorDetails['run-not-running'].message, { id }),
      expected: say(errorDetails['run-not-running'].expected),
      found: say(errorDetails['run-not-running'].found),
      where: folder,
    })
  if (process === 'unknown')
    throw new UserError({
      code: 'run-elsewhere',
      message: say(errorDetails['run-elsewhere'].message, { id }),
      expected: say(errorDetails['run-elsewhere'].expected),
      found: heartbeat.host,
      where: folder,
      next: say(errorDetails['run-elsewhere'].next),
    })
  globalThis.process.kill(heartbeat.pid, 'SIGINT')
  return { id, folder, what: 'process', number: String(heartbeat.pid) }
}
