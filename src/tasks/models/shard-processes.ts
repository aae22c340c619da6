// Works through the shards of a detection: in processes of this machine, or as the tasks of a Slurm job array.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { renderBatchScript, splitOptions } from '../../cluster/batch-script.ts'
import { submitScript } from '../../cluster/slurm.ts'
import { readPlan, shardPaths, shardsLeft } from './shards.ts'

/** A shard whose process is killed is begun again so often. */
const ATTEMPTS = 4

export interface ProcessesOptions {
  /** Program and words that come before a command of ours. */
  readonly program: readonly string[]
  /** Ends all processes; they keep what they have. */
  readonly signal: AbortSignal
  /** After every process that ended: shards that are complete. */
  readonly onProgress?: (done: number, total: number) => void
}

/** Runs every shard that is left in a process of its own, as many at once as there are cores. */
export async function runShards(folder: string, { program, signal, onProgress }: ProcessesOptions): Promise<void> {
  const plan = readPlan(folder)
  const left = shardsLeft(plan, folder)
  const waiting = left.map((shard) => ({ shard, attempt: 1 }))
  let done = plan.shards - left.length
  onProgress?.(done, plan.shards)
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
      const { shard, attempt } = next
      const isKilled = await runShard([...program, 'detect', resolve(folder), '--shard', String(shard)], signal)
      if (isKilled && attempt < ATTEMPTS) waiting.push({ shard, attempt: attempt + 1 })
      else {
        done++
        onProgress?.(done, plan.shards)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(left.length, availableParallelism()) }, work))
}

/** Whether a signal ended the process, other than the one that asked it to stop. What else goes wrong is printed by the process itself. */
function runShard([file, ...words]: readonly string[], signal: AbortSignal): Promise<boolean> {
  const child = spawn(file, words, { stdio: ['ignore', 'ignore', 'inherit'] })
  const stop = (): void => void child.kill('SIGTERM')
  signal.addEventListener('abort', stop)
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', (_, by) => {
      signal.removeEventListener('abort', stop)
      done(by !== null && !signal.aborted)
    })
  })
}

export interface ArrayOptions {
  readonly program: readonly string[]
  /** Options of sbatch. */
  readonly options: readonly string[]
  readonly shards: number
}

/** The batch script of a job array, a task for every shard. */
export function arrayScript(folder: string, { program, options, shards }: ArrayOptions): string {
  const command = [...program, 'detect', resolve(folder), '--shard', 'task']
  const { mpi, rest } = splitOptions(options)
  return renderBatchScript({
    name: 'ocrdet-detect',
    folder: resolve(folder),
    command,
    options: rest,
    mpi,
    tasks: Array.from({ length: shards }, (_, shard) => shard),
  })
}

/** Submits it. @returns the number of the job @throws UserError `slurm-missing`, `slurm-refused` */
export function submitArray(folder: string, script: string): string {
  return submitScript(shardPaths(folder).script, script)
}
