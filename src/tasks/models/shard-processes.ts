// Works through shards: in processes of this machine, or as the tasks of a Slurm job array.
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { renderBatchScript, splitOptions } from '../../cluster/batch-script.ts'
import { submitScript } from '../../cluster/slurm.ts'
import { childOptions } from '../../core/child-process.ts'
import { usableCores } from '../../core/cores.ts'
import { type DividedWork, shardPaths, shardsLeft } from './shard-files.ts'

/** A shard whose process is killed is begun again so often. */
const ATTEMPTS = 4

/** Program and words that work on the shard of this number, or `task`. */
export type ShardCommand = (shard: string) => readonly string[]

export interface ProcessesOptions {
  readonly plan: DividedWork
  readonly command: ShardCommand
  /** Ends all processes; they keep what they have. */
  readonly signal: AbortSignal
  /** After every process that ended: shards that are complete. */
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Runs every shard that is left in a process of its own, as many at once as there are cores, which they divide among them. Where this
 * process is killed, they stop after the image that they are at.
 */
export async function runShards(
  folder: string,
  { plan, command, signal, onProgress }: ProcessesOptions,
): Promise<void> {
  const left = shardsLeft(plan, folder)
  const atOnce = Math.min(left.length, usableCores())
  const waiting = left.map((shard) => ({ shard, attempt: 1 }))
  const tell = (): void => onProgress?.(plan.shards - shardsLeft(plan, folder).length, plan.shards)
  tell()
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
      const { shard, attempt } = next
      const isKilled = await runShard(command(String(shard)), { signal, beside: atOnce })
      if (isKilled && attempt < ATTEMPTS) waiting.push({ shard, attempt: attempt + 1 })
      tell()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

interface Running {
  readonly signal: AbortSignal
  /** Processes at once. */
  readonly beside: number
}

/** Whether a signal ended the process, other than the one that asked it to stop. What else goes wrong is printed by the process itself. */
function runShard([file, ...words]: readonly string[], { signal, beside }: Running): Promise<boolean> {
  const child = spawn(file, words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], ...childOptions('bound', beside) })
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
  readonly command: ShardCommand
  /** Options of sbatch. */
  readonly options: readonly string[]
  readonly plan: DividedWork
  /** The shards that it works on. */
  readonly tasks: readonly number[]
}

/** The batch script of a job array, a task for every shard that is left. */
export function arrayScript(folder: string, { command, options, plan, tasks }: ArrayOptions): string {
  const { mpi, rest } = splitOptions(options)
  return renderBatchScript({
    name: `ocrdet-${plan.kind}`,
    folder: resolve(folder),
    command: command('task'),
    options: rest,
    mpi,
    tasks,
  })
}

/** Submits it. @returns the number of the job @throws UserError `slurm-missing`, `slurm-refused` */
export function submitArray(folder: string, script: string): string {
  return submitScript(shardPaths(folder).script, script)
}
