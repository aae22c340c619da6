// A batch script: what Slurm runs, again after every requeue, until the work is done.
import { quoted } from '../core/command-line.ts'

export interface BatchJob {
  /** `exp_20260105_143022` */
  readonly name: string
  /** The folder of the work, such as the run folder, absolute. */
  readonly folder: string
  /** Program and words that begin the work, or go on with it where it ended. */
  readonly command: readonly string[]
  /** Options of sbatch as a person typed them: they count more than those below. */
  readonly options: readonly string[]
  /** How srun connects ranks; undefined leaves it to the cluster. */
  readonly mpi?: string | undefined
  /** The numbers of a job array's tasks, each of which finds its own in SLURM_ARRAY_TASK_ID; a single job without. */
  readonly tasks?: readonly number[]
  /** No more tasks than so many run at once; all that the cluster has room for without. */
  readonly atOnce?: number | undefined
}

/** Seconds before the time limit at which a training is asked to stop: for the step that is being computed, and the checkpoint. */
const WARNING_SECONDS = 120

/** A file of the run folder that says: stopped by a person, so do not go on. */
export const stopMarkName = '.stop'

/** The exit code of work that was stopped and saved. */
const STOPPED = 130

/** The script as text. */
export function renderBatchScript({ name, folder, command, options, mpi, tasks, atOnce }: BatchJob): string {
  const directives = [
    `--job-name=${name}`,
    `--output=${folder}/slurm${tasks === undefined ? '' : '-%a'}.log`,
    ...(tasks === undefined ? [] : [`--array=${rangesOf(tasks)}${atOnce === undefined ? '' : `%${atOnce}`}`]),
    '--open-mode=append',
    '--requeue',
    `--signal=USR1@${WARNING_SECONDS}`,
  ]
  const srun = [
    'srun',
    ...(mpi === undefined ? [] : [`--mpi=${mpi}`]),
    ...command.map((word) => quoted(word, 'linux')),
  ].join(' ')
  // One task of an array goes by the number of the array and its own: the plain number would mean all of them.
  const id = tasks === undefined ? '"$SLURM_JOB_ID"' : '"$SLURM_ARRAY_JOB_ID"_"$SLURM_ARRAY_TASK_ID"'
  return `#!/bin/bash
${[...directives.map(directiveWord), ...linesOf(options)].map((line) => `#SBATCH ${line}`).join('\n')}

# Slurm asks the program to stop before the time limit (USR1) and at a preemption (TERM). It saves and ends with ${STOPPED};
# this shell waits for it.
trap : USR1 TERM

${srun}
code=$?

# Stopped, not by a person, and not because the job was cancelled: back into the queue, to go on exactly where it ended.
if [ "$code" = ${STOPPED} ] && [ ! -e ${quoted(`${folder}/${stopMarkName}`, 'linux')} ] &&
  [ "$(squeue --noheader --jobs=${id} --format=%T)" = RUNNING ]; then
  scontrol requeue ${id}
fi
exit "$code"
`
}

/** `0-3,7`: numbers in ascending order, as sbatch takes them. */
export function rangesOf(numbers: readonly number[]): string {
  const ranges: [first: number, last: number][] = []
  for (const number of numbers) {
    const range = ranges.at(-1)
    if (range !== undefined && range[1] === number - 1) range[1] = number
    else ranges.push([number, number])
  }
  return ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(',')
}

/** One directive for each option, its value beside it. */
function linesOf(options: readonly string[]): string[] {
  const lines: string[] = []
  for (const word of options)
    if (word.startsWith('-') || lines.length === 0) lines.push(directiveWord(word))
    else lines.push(`${lines.pop() ?? ''} ${directiveWord(word)}`)
  return lines
}

/** sbatch takes double quotes around what has spaces. */
function directiveWord(word: string): string {
  return /^[\w@%+=:,./[\]-]+$/.test(word) ? word : `"${word.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}

/** srun's --mpi apart from the options of sbatch, which has none. */
export function splitOptions(options: readonly string[]): {
  readonly mpi: string | undefined
  readonly rest: readonly string[]
} {
  const at = options.findIndex((word) => /^--mpi(?:=|$)/.test(word))
  if (at === -1) return { mpi: undefined, rest: options }
  const [, joined] = options[at].split('=')
  const count = joined === undefined ? 2 : 1
  return { mpi: joined ?? options[at + 1], rest: options.toSpliced(at, count) }
}
