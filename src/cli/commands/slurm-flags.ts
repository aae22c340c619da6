// Flags of the commands that can hand their training to Slurm.
import { resolve } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { text, wholeNumber } from '../../run/settings/kinds.ts'
import { restFlag, switchFlag, valueFlag } from '../flags.ts'

export const slurmFlags = {
  dryRun: switchFlag('Before --slurm: shows the batch script, and submits nothing.'),
  slurm: restFlag(
    '[option...]',
    'Trains as a Slurm job. Stands last: whatever follows is for sbatch (--nodes 2 --ntasks-per-node 4 --time 02:00:00 ...), or --mpi <type> for srun.',
  ),
}

/** Of the commands that divide very many images among processes. */
export const shardFlags = {
  shards: valueFlag(
    wholeNumber(1, 100_000),
    'Divides very many images among so many processes, as many at once as there are cores; the same command goes on where they were killed.',
  ),
  shard: {
    ...valueFlag(
      text(errorDetails['bad-flag'].expectedShard, { placeholder: '<n>' }),
      'Works on one shard of a folder that --shards made; "task" takes the number of the Slurm task.',
    ),
    advanced: true,
  },
}

/** The number that a task's word means: itself, or for `task` that of the Slurm task. */
export function numberOfTask(word: string): number {
  return Number(word === 'task' ? process.env['SLURM_ARRAY_TASK_ID'] : word)
}

interface Given {
  readonly dryRun: boolean
  readonly slurm: readonly string[] | undefined
}

/** Without --slurm, --dry-run would train. @throws UserError `missing-flag` */
export function refuseLoneDryRun({ dryRun, slurm }: Given): void {
  if (!dryRun || slurm !== undefined) return
  throw new UserError({
    code: 'missing-flag',
    message: say(errorDetails['missing-flag'].messageDryRun),
    where: '--dry-run',
    next: say(errorDetails['missing-flag'].nextDryRun),
  })
}

/** Node and this program, as another machine of the cluster starts it. */
export function ownProgram(): readonly string[] {
  return [process.execPath, resolve(process.argv[1])]
}
