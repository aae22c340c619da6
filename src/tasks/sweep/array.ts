// A sweep as one Slurm job array: every trial is a task that can be requeued and goes on exactly where it was.
import { join } from 'node:path'
import { renderBatchScript, splitOptions } from '../../cluster/batch-script.ts'
import { mpiTypeOfSrun, submitScript } from '../../cluster/slurm.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { batchScriptName, unmarkStopped, writeJob } from '../../run/job.ts'
import { foldersOf, reportOf, trialsToDo } from './status.ts'
import { prepareTrial, type Sweep } from './sweep.ts'

export interface ArrayTask {
  readonly program: readonly string[]
  /** Options of sbatch, as a person typed them; `--mpi=<type>` among them is srun's. */
  readonly options: readonly string[]
  /** No more trainings than so many at once. */
  readonly jobs: number | undefined
  readonly retryFailed: boolean
  /** Shows the script; nothing is made. */
  readonly dryRun: boolean
  /** As that of a queue. */
  readonly begin?: () => Promise<void>
}

export interface SubmittedSweep {
  readonly name: string
  readonly folder: string
  /** Undefined for a dry run, and where nothing was left to do. */
  readonly job?: string
  /** Trials of the array. */
  readonly trials: number
  readonly script: string
}

/**
 * Submits the trials that are waiting or were interrupted. Each has its run folder from now on.
 * @throws UserError `slurm-missing`, `slurm-refused`, and what a training refuses before it has a run folder
 */
export async function submitSweep(sweep: Sweep, task: ArrayTask): Promise<SubmittedSweep> {
  const { name, folder } = sweep
  const left = trialsToDo(reportOf(sweep), task.retryFailed)
  const script = scriptOf(sweep, { ...task, numbers: left.map(({ trial }) => trial) })
  const told = { name, folder, trials: left.length, script }
  if (task.dryRun || left.length === 0) return told
  await task.begin?.()
  const folders = new Map<number, string>()
  for (const { trial, folder: known } of left) folders.set(trial, known ?? (await prepareTrial(sweep, trial)))
  unmarkStopped(folder)
  for (const run of folders.values()) unmarkStopped(run)
  const job = submitScript(join(folder, batchScriptName), script)
  for (const [trial, run] of folders) writeJob(run, `${job}_${trial}`)
  return { ...told, job }
}

type ScriptParts = Pick<ArrayTask, 'program' | 'options' | 'jobs'> & { readonly numbers: readonly number[] }

function scriptOf({ name, folder }: Sweep, { program, options, jobs, numbers }: ScriptParts): string {
  const { mpi, rest } = splitOptions(options)
  return renderBatchScript({
    name: `sweep-${name}`,
    folder,
    command: [...program, 'sweep', folder, '--trial', 'task'],
    options: rest,
    mpi: mpi ?? mpiTypeOfSrun(),
    tasks: numbers,
    atOnce: jobs,
  })
}

/** The run folder of a trial that has one. @throws UserError `sweep-unknown` for a trial that is none */
export function folderOfTrial(sweep: Sweep, trial: number): string {
  const folder = foldersOf(sweep).get(trial)
  if (folder !== undefined) return folder
  const { messageTrial, expectedTrial } = errorDetails['sweep-unknown']
  throw new UserError({
    code: 'sweep-unknown',
    message: say(messageTrial, { name: sweep.name, trial }),
    expected: say(expectedTrial, { last: sweep.trials.length }),
    where: sweep.folder,
  })
}
