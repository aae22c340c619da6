// `ocrdet sweep`: trains with many settings, one after the other or as a Slurm job array, and says which are best.
import { errorDetails } from '../../core/error-details.ts'
import { text, wholeNumber } from '../../run/settings/kinds.ts'
import type { QueueEvent } from '../../tasks/sweep/queue.ts'
import type { SweepReport, TrialReport } from '../../tasks/sweep/status.ts'
import type { Sweep } from '../../tasks/sweep/sweep.ts'
import { command } from '../command.ts'
import { showResult, type Context } from '../context.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { oneArgument, restFlag, switchFlag, valueFlag } from '../flags.ts'
import { renderCount } from '../screen/progress.ts'
import { withNextSteps } from '../text/next-steps.ts'
import {
  renderPreview,
  renderQueue,
  renderStart,
  renderSubmittedSweep,
  renderSweep,
  renderTrialEnd,
  stepsAfterSubmit,
  stepsAfterSweep,
} from '../views/trials.ts'
import { workdirsFlag } from './common.ts'
import { runTraining } from './run-training.ts'
import { numberOfTask, ownProgram } from './slurm-flags.ts'

interface Checking {
  /** Looks at the data set where nobody has yet. */
  readonly check: () => Promise<void>
}

interface SweepFlags {
  readonly jobs: number | undefined
  readonly retryFailed: boolean
  readonly dryRun: boolean
  readonly slurm: readonly string[] | undefined
}

export const sweepCommand = command({
  about: [
    'Trains once with every combination of the settings that sweep.yaml lists (method: grid), or with some that are drawn (method: random), and puts the settings beside the scores.',
    'Every training is an ordinary run that knows its sweep. Ctrl-C stops after the step that is being computed; the same command goes on: finished trials are left, interrupted ones resume exactly, failed ones are told.',
    'sweep.yaml has parameters (what varies), settings (what does not), and method, trials, seeds, metric, on_failure, keep_checkpoints, name; docs/cluster.md has an example. Its mistakes are told with their lines before anything begins.',
  ],
  arguments: { sweep: oneArgument('A sweep.yaml; or the name or the folder of a sweep that was started.') },
  flags: {
    data: valueFlag(
      text(errorDetails['bad-flag'].expectedFolder),
      'Data set folder, where sweep.yaml does not name it (settings, train_data_dir).',
    ),
    name: valueFlag(
      text(errorDetails['bad-sweep'].expectedName, { placeholder: '<name>' }),
      'Name of the sweep; by default that in sweep.yaml, or else the name of the file.',
    ),
    jobs: valueFlag(
      wholeNumber(1, 10_000),
      'Trainings at once, which share the cores (1 by default); of a job array, the most tasks at once.',
    ),
    retryFailed: switchFlag('Tries failed trials again, from their last checkpoint.'),
    status: switchFlag('Shows how its trials stand, and starts nothing.'),
    dryRun: switchFlag(
      'Shows the trials and what they will take, with --slurm behind it also the batch script; starts nothing.',
    ),
    trial: {
      ...valueFlag(
        text(errorDetails['bad-flag'].expectedTrial, { placeholder: '<n|task>' }),
        'Trains one trial, as the tasks of the job array do.',
      ),
      advanced: true,
    },
    slurm: restFlag(
      '[option...]',
      'As one Slurm job array. Stands last: whatever follows is for sbatch (--time 02:00:00 ...), or --mpi <type> for srun.',
    ),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: 'sweep.yaml --data custom_data --dry-run', does: 'the trials, and how long they take' },
    { line: 'sweep.yaml --data custom_data', does: 'one training after the other; once more, to go on' },
    { line: 'sweep.yaml --data custom_data --jobs 4 --slurm --time 02:00:00', does: 'as a job array, four at once' },
    { line: 'rates --status', does: 'how it stands, and the best so far' },
  ],
  stoppable: 'saving',
  async run({ args, flags }, context) {
    const { isSweep, keepSweep, openSweep } = await import('../../tasks/sweep/sweep.ts')
    const { data, name, workdirs, status, trial } = flags
    const sweep = await openSweep({ reference: args.sweep, workdirs, data, name })
    if (trial !== undefined) return trainTrial(sweep, trial, context)
    if (status) return showStatus(sweep, context)
    const isNew = !isSweep(sweep.name, sweep.workdirs)
    if (isNew) await checkData(sweep, context)
    if (flags.dryRun) return showPreview(sweep, flags, context)
    keepSweep(sweep, args.sweep)
    const check = async (): Promise<void> => (isNew ? undefined : checkData(sweep, context))
    return flags.slurm === undefined
      ? workOn(sweep, { ...flags, check }, context)
      : submit(sweep, { ...flags, check }, context)
  },
})

/** Nothing is made for a data set that every trial would refuse. */
async function checkData(sweep: Sweep, { screen, stop }: Context): Promise<void> {
  const { refuseBrokenData } = await import('../../tasks/sweep/sweep.ts')
  const onProgress = (done: number, total: number): void =>
    screen.live((look) => renderCount('Checking images', { done, total }, look))
  await refuseBrokenData(sweep, { onProgress, signal: stop })
  screen.endLive()
}

async function showStatus(sweep: Sweep, context: Context): Promise<ExitCode> {
  const { reportOf } = await import('../../tasks/sweep/status.ts')
  showReport(reportOf(sweep), context)
  return exitCodes.good
}

function showReport(report: SweepReport, context: Context): void {
  showResult(context, report, (_, look) =>
    withNextSteps(renderSweep(report, look), stepsAfterSweep(report, context.program), { look }),
  )
}

async function showPreview(sweep: Sweep, flags: SweepFlags, context: Context): Promise<ExitCode> {
  const { estimateSweep } = await import('../../tasks/sweep/estimate.ts')
  const { reportOf, trialsToDo } = await import('../../tasks/sweep/status.ts')
  const trials = trialsToDo(reportOf(sweep), flags.retryFailed)
  const estimate = await estimateSweep(
    sweep,
    trials.map(({ trial }) => trial),
  )
  const script = flags.slurm === undefined ? undefined : (await submitted(sweep, flags)).script
  const { fewerThanAsked } = await import('../../run/sweep/plan.ts')
  const { name, folder } = sweep
  const fewer = fewerThanAsked(sweep.spec, sweep.trials)
  showResult(
    context,
    { name, folder, trials, ...(fewer && { fewer }), ...estimate, ...(script !== undefined && { script }) },
    renderPreview,
  )
  return exitCodes.good
}

async function submitted(sweep: Sweep, { slurm = [], check, ...flags }: SweepFlags & Partial<Checking>) {
  const { submitSweep } = await import('../../tasks/sweep/array.ts')
  return submitSweep(sweep, { ...flags, program: ownProgram(), options: slurm, ...(check && { begin: check }) })
}

async function submit(sweep: Sweep, flags: SweepFlags & Checking, context: Context): Promise<ExitCode> {
  const submission = await submitted(sweep, flags)
  showResult(context, submission, (_, look) =>
    withNextSteps(renderSubmittedSweep(submission, look), stepsAfterSubmit(submission, context.program), { look }),
  )
  return exitCodes.good
}

/** The queue on this machine. */
async function workOn(
  sweep: Sweep,
  { jobs = 1, retryFailed, check }: SweepFlags & Checking,
  context: Context,
): Promise<ExitCode> {
  const { runQueue } = await import('../../tasks/sweep/queue.ts')
  const { isMarkedStopped } = await import('../../run/job.ts')
  const { screen, stop } = context
  const display = queueDisplay(context, sweep.trials.length)
  const begin = async (trials: readonly TrialReport[]): Promise<void> => {
    await check()
    await tellStart(sweep, trials, context)
    display.expect(trials.length)
  }
  const { listen } = display
  const report = await runQueue(sweep, { program: ownProgram(), jobs, retryFailed, signal: stop, begin, listen })
  screen.endLive()
  showReport(report, context)
  const { stopped = 0, failed = 0, dead = 0, waiting = 0 } = report.counts
  if (stop.aborted || stopped > 0 || (waiting > 0 && isMarkedStopped(sweep.folder))) return exitCodes.stopped
  return failed + dead + waiting > 0 ? exitCodes.failed : exitCodes.good
}

async function tellStart(sweep: Sweep, trials: readonly TrialReport[], { screen }: Context): Promise<void> {
  const { estimateSweep } = await import('../../tasks/sweep/estimate.ts')
  const { fewerThanAsked } = await import('../../run/sweep/plan.ts')
  const numbers = trials.map(({ trial }) => trial)
  const { each: _, ...estimate } = await estimateSweep(sweep, numbers)
  const fewer = fewerThanAsked(sweep.spec, sweep.trials)
  screen.log(renderStart({ name: sweep.name, count: numbers.length, fewer, ...estimate }))
}

/** Shows each trial as it ends, and below what is being trained. */
function queueDisplay(
  { screen }: Context,
  all: number,
): { readonly expect: (trials: number) => void; readonly listen: (event: QueueEvent) => void } {
  const trainings = new Map<number, string>()
  let [toDo, done] = [0, 0]
  const show = (urgent = false): void => screen.live(() => renderQueue(trainings, { done, of: toDo }), { urgent })
  const listen = (event: QueueEvent): void => {
    if (event.type === 'said') screen.log(event.text)
    else if (event.type === 'begin') trainings.set(event.trial.trial, '')
    else if (event.type === 'iteration') {
      const { epoch, epochs, iteration, iterations } = event.at
      trainings.set(event.trial, ` epoch ${epoch}/${epochs}, ${iteration + 1}/${iterations}`)
    } else {
      trainings.delete(event.trial.trial)
      done++
      screen.log(renderTrialEnd(event.trial, { of: all, look: screen.errorLook }))
    }
    show(event.type !== 'iteration')
  }
  return { expect: (trials) => (toDo = trials), listen }
}

/** One task of the job array: a task that a person stopped ends well, so that the batch script does not put it back into the queue. */
async function trainTrial(sweep: Sweep, trial: string, context: Context): Promise<ExitCode> {
  const { folderOfTrial } = await import('../../tasks/sweep/array.ts')
  const { isMarkedStopped } = await import('../../run/job.ts')
  const { resume } = await import('../../tasks/train/train.ts')
  const { tidyTrial } = await import('../../tasks/sweep/tidy.ts')
  const folder = folderOfTrial(sweep, numberOfTask(trial))
  const task = { run: folder, workdirs: sweep.workdirs, orBegin: true, stop: context.stop }
  const code = await runTraining(context, (listen, ranks) => resume({ ...task, ranks }, listen))
  tidyTrial(sweep, folder)
  return code === exitCodes.stopped && isMarkedStopped(folder) ? exitCodes.good : code
}
