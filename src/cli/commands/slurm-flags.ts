// Flags of the commands that can hand their training to Slurm.
import { resolve } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { restFlag, switchFlag } from '../flags.ts'

export const slurmFlags = {
  dryRun: switchFlag('Before --slurm: shows the batch script, and submits nothing.'),
  slurm: restFlag(
    '[option...]',
    'Trains as a Slurm job. Stands last: whatever follows is for sbatch (--nodes 2 --ntasks-per-node 4 --time 02:00:00 ...), or --mpi <type> for srun.',
  ),
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
