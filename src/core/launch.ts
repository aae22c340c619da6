// Whether this process is one of several that were started together (mpirun, mpiexec, srun), by the environment alone.
import { cpus } from 'node:os'
import { usableCores } from './cores.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** How this process was started beside others. */
export interface Launch {
  /** Processes that were started together; at least 2. */
  readonly size: number
  /** Which of them this one is, from 0. */
  readonly rank: number
  /** Of these, on this machine. */
  readonly localSize: number
  /** Whether an MPI library can find the others: `srun` without --mpi tells nobody of them. */
  readonly isConnected: boolean
}

/** Undefined for a process of its own, which needs no MPI. A batch script of Slurm is one too, whatever its tasks will be. */
export function launchOf(env: Environment): Launch | undefined {
  const byMpi = numberOf(env['OMPI_COMM_WORLD_SIZE']) ?? numberOf(env['PMI_SIZE'])
  const isSlurmStep = env['SLURM_STEP_ID'] !== undefined && env['SLURM_PROCID'] !== undefined
  const size = byMpi ?? (isSlurmStep ? numberOf(env['SLURM_STEP_NUM_TASKS']) : undefined) ?? 1
  if (size < 2) return undefined
  const local =
    numberOf(env['OMPI_COMM_WORLD_LOCAL_SIZE']) ??
    numberOf(env['MPI_LOCALNRANKS']) ??
    numberOf(env['SLURM_STEP_TASKS_PER_NODE']?.split('(')[0]) ??
    1
  const rank = ['OMPI_COMM_WORLD_RANK', 'PMI_RANK', 'SLURM_PROCID'].map((name) => numberOf(env[name]))
  return {
    size,
    rank: rank.find((one) => one !== undefined) ?? 0,
    localSize: Math.min(size, local),
    isConnected: byMpi !== undefined || env['PMIX_RANK'] !== undefined,
  }
}

/** Cores for each of the processes on this machine: what it is bound to, or else an equal share of all. */
export function coresOfRank(localSize: number): number {
  const usable = usableCores()
  const isBound = usable < cpus().length
  return isBound ? usable : Math.max(1, Math.floor(usable / localSize))
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}
