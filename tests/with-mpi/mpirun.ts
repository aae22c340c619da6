// Starts the built program in several processes under a real MPI.
import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { confinedEnvironment } from '../../src/core/inside.ts'
import { PROGRAM, type Finished } from '../tasks/training.ts'

/** The starters of the two kinds of MPI: as root, with more processes than cores, and with time to save when they are asked to stop. */
const starters = {
  'Open MPI': ['mpirun.openmpi', '--allow-run-as-root', '--oversubscribe', '--mca', 'odls_base_sigkill_timeout', '20'],
  MPICH: ['mpiexec.mpich'],
} as const
export type MpiName = keyof typeof starters

export interface Job {
  readonly child: ChildProcess
  readonly done: Promise<Finished>
}

/** `ranks` processes of the program. */
export function mpirun(ranks: number, words: readonly string[], by: MpiName = 'Open MPI'): Job {
  return started(['-n', String(ranks), process.execPath, PROGRAM, ...words], by)
}

/** Processes of the program, with options of Open MPI's own. */
export function openMpiWith(options: readonly string[], words: readonly string[]): Job {
  return started([...options, process.execPath, PROGRAM, ...words], 'Open MPI')
}

function started(words: readonly string[], by: MpiName): Job {
  const [file, ...options] = starters[by]
  const child = spawn(file, [...options, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()))
  const done = new Promise<Finished>((resolve) => child.on('close', (code) => resolve({ code, ...output })))
  return { child, done }
}

/** Two processes under Open MPI of which the second alone may not read the data set: a node on which it is not there. */
export function mpirunWithoutData(words: readonly string[]): Job {
  const program = [process.execPath, PROGRAM, ...words]
  const confined = Object.entries(confinedEnvironment([process.cwd()])).map(([name, value]) => `${name}=${value}`)
  return started(['-n', '1', ...program, ':', '-n', '1', 'env', ...confined, ...program], 'Open MPI')
}

/** The process of one rank of a job, by what its environment says. */
export function processOfRank(job: Job, rank: number): number {
  for (const name of readdirSync('/proc')) if (/^\d+$/.test(name) && isRank(name, { job, rank })) return Number(name)
  throw new Error(`no process is rank ${rank}`)
}

function isRank(pid: string, { job, rank }: { job: Job; rank: number }): boolean {
  try {
    const isChild = readFileSync(`/proc/${pid}/status`, 'utf8').includes(`PPid:\t${job.child.pid}\n`)
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
    return isChild && environment.includes(`OMPI_COMM_WORLD_RANK=${rank}`)
  } catch {
    return false // ended meanwhile
  }
}
