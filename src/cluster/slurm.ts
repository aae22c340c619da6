// Slurm by its own programs: submits a batch script, asks how jobs stand, signals and cancels them.
import { spawnSync } from 'node:child_process'
import { errorDetails } from '../core/error-details.ts'
import { systemCode, UserError } from '../core/errors.ts'
import { writeFileAtomic } from '../core/files.ts'
import { say } from '../core/say.ts'

/** How a job stands in the queue. */
export interface QueuedJob {
  readonly id: string
  /** `waiting` for nodes, or `running` on them (also while it begins or ends). */
  readonly state: 'waiting' | 'running'
  /** `node[1-2]`; empty while it waits. */
  readonly nodes: string
  /** How often it was requeued. */
  readonly restarts: number
  /** Why it waits, in Slurm's words: `Resources`, `Priority`. */
  readonly reason: string
}

/** A program of Slurm that does not answer in this time, in milliseconds, is not waited for. */
const PATIENCE_MS = 20_000

/** The columns that squeue is asked for, with their widths. */
const columns = [
  ['JobArrayID', 30],
  ['StateCompact', 10],
  ['RestartCnt', 10],
  ['Reason', 60],
  ['NodeList', 400],
] as const

/** Slurm's short names of the states of jobs that wait, be it for the first time or after being requeued. */
const waitingStates = new Set(['PD', 'RQ', 'RF', 'RH', 'RS', 'SE'])
/** And of those that have nodes. */
const runningStates = new Set(['R', 'CF', 'CG', 'SI', 'SO', 'S', 'ST'])

/**
 * Writes a batch script and submits it. @returns the job's number
 * @throws UserError `slurm-missing`, `slurm-refused`
 */
export function submitScript(path: string, script: string): string {
  writeFileAtomic(path, script)
  return ask('sbatch', ['--parsable', path]).trim().split(';')[0]
}

/** How jobs stand; those that left the queue are not there. Undefined where Slurm does not answer. */
export function jobsInQueue(ids: readonly string[]): ReadonlyMap<string, QueuedJob> | undefined {
  const format = columns.map(([name, width]) => `${name}:${width}`).join(',')
  const { error, status, stdout, stderr } = start('squeue', [
    '--noheader',
    '--array', // a line for each task of an array, also while they wait
    `--jobs=${ids.join(',')}`,
    `--Format=${format}`,
  ])
  if (error !== undefined) return undefined
  if (status !== 0) return /invalid job id/i.test(stderr) ? new Map() : undefined
  const jobs = stdout.split('\n').flatMap((line) => jobIn(line) ?? [])
  return new Map(jobs.map((job) => [job.id, job]))
}

function jobIn(line: string): QueuedJob | undefined {
  let at = 0
  const [id, state, restarts, reason, nodes] = columns.map(([, width]) => line.slice(at, (at += width)).trim())
  const known = waitingStates.has(state) ? 'waiting' : runningStates.has(state) ? 'running' : undefined
  return known && { id, state: known, nodes, restarts: Number(restarts), reason }
}

/** Sends USR1 to the steps of a job, which a training takes as a request to stop. @throws UserError `slurm-refused` */
export function askJobToStop(id: string): void {
  ask('scancel', ['--signal=USR1', id])
}

/** Takes a job out of the queue. @throws UserError `slurm-refused` */
export function cancelJob(id: string): void {
  ask('scancel', [id])
}

/** How `srun` is told to connect ranks here: `pmix` (Open MPI), else `pmi2` (MPICH), else nothing. */
export function mpiTypeOfSrun(): string | undefined {
  const { stdout, stderr } = start('srun', ['--mpi=list']) // null without srun, which names no type either
  const types = `${stdout}\n${stderr}`.split(/\s+/)
  return ['pmix', 'pmi2'].find((type) => types.includes(type))
}

/** The number of the job that a process belongs to, `4711_3` for a task of an array; undefined outside of jobs. */
export function ownJob(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { SLURM_ARRAY_JOB_ID: array, SLURM_ARRAY_TASK_ID: task, SLURM_JOB_ID: job } = env
  return array !== undefined && task !== undefined ? `${array}_${task}` : job
}

function start(program: string, words: readonly string[]) {
  return spawnSync(program, words, { encoding: 'utf8', timeout: PATIENCE_MS, stdio: ['ignore', 'pipe', 'pipe'] })
}

function ask(program: string, words: readonly string[]): string {
  const { error, status, stdout, stderr } = start(program, words)
  if (error !== undefined && systemCode(error) === 'ENOENT') {
    const { message, expected, found, next } = errorDetails['slurm-missing']
    const facts = { message: say(message), expected: say(expected), found: say(found, { program }), next: say(next) }
    throw new UserError({ code: 'slurm-missing', ...facts })
  }
  if (error === undefined && status === 0) return stdout
  const { message, next } = errorDetails['slurm-refused']
  const found = stderr.trim() || (error?.message ?? `exit code ${status}`)
  throw new UserError({ code: 'slurm-refused', message: say(message, { program }), found, next: say(next) })
}
