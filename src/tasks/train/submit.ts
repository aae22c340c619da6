// Hands a training to Slurm: a run folder with its configuration and a batch script, and the job that works through it.
import { join, resolve } from 'node:path'
import { renderBatchScript } from '../../cluster/batch-script.ts'
import { mpiTypeOfSrun, submitJob } from '../../cluster/slurm.ts'
import { writeFileAtomic } from '../../core/files.ts'
import { batchScriptName, unmarkStopped, writeJob } from '../../run/job.ts'
import { idOfFolder, runIdOf } from '../../run/layout.ts'
import { readRun } from '../../run/reader.ts'
import { resolveRun } from '../../run/resolve.ts'
import { refuseRunning } from './resume.ts'
import { prepareRun, type TrainTask } from './start.ts'

export interface SubmitTask extends Omit<TrainTask, 'stop' | 'ranks'> {
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
  const folder = await prepareRun({ ...task, stop: new AbortController().signal }, (made) => {
    script = scriptFor(task, made)
    const path = join(made, batchScriptName)
    writeFileAtomic(path, script)
    job = submitJob(path)
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
  const path = join(folder, batchScriptName)
  writeFileAtomic(path, script)
  const job = submitJob(path)
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

/** srun's --mpi apart from the options of sbatch, which has none. */
function splitOptions(options: readonly string[]): {
  readonly mpi: string | undefined
  readonly rest: readonly string[]
} {
  const at = options.findIndex((word) => /^--mpi(?:=|$)/.test(word))
  if (at === -1) return { mpi: undefined, rest: options }
  const [, joined] = options[at].split('=')
  const count = joined === undefined ? 2 : 1
  return { mpi: joined ?? options[at + 1], rest: options.toSpliced(at, count) }
}
