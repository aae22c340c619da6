// Hands a training to Slurm: a run folder with its configuration and a batch script, and the job that works through it.
import { join, resolve } from 'node:path'
import { renderBatchScript, splitOptions } from '../../cluster/batch-script.ts'
import { mpiTypeOfSrun, submitScript } from '../../cluster/slurm.ts'
import { batchScriptName, unmarkStopped, writeJob } from '../../run/job.ts'
import { idOfFolder, runIdOf } from '../../run/layout.ts'
import { readRun } from '../../run/reader.ts'
import { resolveRun } from '../../run/resolve.ts'
import { refuseRunning } from './resume.ts'
import { prepareRun, type PlannedTraining } from './start.ts'

export interface SubmitTask extends PlannedTraining {
  /** Options of sbatch, as a person typed them; `--mpi=<type>` among them is srun's. */
  readonly options: readonly string[]
  /** Program and words that come before a command of ours: `node .../main.js`. */
  readonly program: readonly string[]
}

export interface Submission {
  /** Undefined for a dry run, as is what follows. */
  readonly job?: string
  readonly id?: string
  readonly folder?: string
  readonly script: string
}

/** The batch script as it would be submitted; nothing is made. */
export function previewJob(task: SubmitTask): Submission {
  return { script: scriptFor(task, join(resolve(task.workdirs), runIdOf(new Date()))) }
}

/**
 * Makes the run folder and submits the job that trains in it.
 * @throws UserError `slurm-missing`, `slurm-refused`, and what `train` refuses before it makes a folder
 */
export async function submitTraining(task: SubmitTask): Promise<Submission> {
  let [job, script] = ['', '']
  const folder = await prepareRun(task, (made) => {
    script = scriptFor(task, made)
    job = submitScript(join(made, batchScriptName), script)
  })
  writeJob(folder, job)
  return { job, id: idOfFolder(folder), folder, script }
}

export interface ResubmitTask extends Pick<SubmitTask, 'options' | 'program'> {
  readonly run: string
  readonly workdirs: string
  /** Flags of `resume` that the job is to have. */
  readonly flags: readonly string[]
  /** Shows the script, and submits nothing. */
  readonly dryRun: boolean
}

/**
 * Submits a job that goes on with a run.
 * @throws UserError `run-running` while it goes on already, `slurm-missing`, `slurm-refused`
 */
export function submitResume({ run, workdirs, flags, dryRun, ...task }: ResubmitTask): Submission {
  const { id, folder } = resolveRun(run, workdirs)
  refuseRunning(readRun(folder))
  const script = scriptFor(task, folder, flags)
  if (dryRun) return { script }
  const job = submitScript(join(folder, batchScriptName), script)
  unmarkStopped(folder)
  writeJob(folder, job)
  return { job, id, folder, script }
}

type ScriptParts = Pick<SubmitTask, 'options' | 'program'>

function scriptFor({ options, program }: ScriptParts, folder: string, flags: readonly string[] = []): string {
  const { mpi, rest } = splitOptions(options)
  const command = [...program, 'resume', folder, '--or-begin', ...flags]
  return renderBatchScript({ name: idOfFolder(folder), folder, command, options: rest, mpi: mpi ?? mpiTypeOfSrun() })
}
