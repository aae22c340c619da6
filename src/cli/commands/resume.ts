// `ocrdet resume`: resumes a training exactly where it ended.
import { resolve } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { text, wholeNumber } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { renderSubmission } from '../views/jobs.ts'
import { oneArgument, switchFlag, valueFlag } from '../flags.ts'
import { runWords, workdirsFlag } from './common.ts'
import { ownProgram, refuseLoneDryRun, slurmFlags } from './slurm-flags.ts'
import { runTraining } from './run-training.ts'

export const resumeCommand = command({
  about: [
    'Goes on in the same run folder from checkpoints/last_model.pth, or from the newest whole checkpoint. The weights come out as if there had been no break.',
    'A run that was ended after its last epoch is completed: evaluation, backup_epoch_N.pth and the closing line.',
    'Ctrl-C stops cleanly again, with exit code 130. With --json, every event is a line of JSON on standard output.',
  ],
  arguments: { run: oneArgument(`Which run: ${runWords}; or a checkpoint of a run, to resume from it.`) },
  flags: {
    numEpochs: valueFlag(wholeNumber(1, 100_000), 'Extends the training to this many epochs in all.'),
    autoBatch: switchFlag('From now on computes batches in parts when the memory is not enough.'),
    orBegin: {
      ...switchFlag(
        "Where there is no checkpoint yet, begins the training of the run's config.yaml: what the job of train --slurm calls.",
      ),
      advanced: true,
    },
    data: valueFlag(text(errorDetails['bad-flag'].expectedFolder), 'Where the data set lies now, when it was moved.'),
    ...slurmFlags,
    workdirs: workdirsFlag,
  },
  examples: [
    { line: 'latest', does: 'after Ctrl-C or a crash' },
    { line: 'latest --slurm --time 02:00:00', does: 'as a Slurm job' },
    { line: 'latest --auto-batch', does: 'after it ran out of memory' },
    { line: 'latest --data /mnt/new/custom_data', does: 'after the data set was moved' },
    { line: 'exp_20260105_143022 --num-epochs 10', does: 'more epochs than it was started with' },
  ],
  stoppable: 'saving',
  async run({ args, flags }, context) {
    const { numEpochs, autoBatch, orBegin, data, workdirs } = flags
    refuseLoneDryRun(flags)
    if (flags.slurm !== undefined) {
      const { submitResume } = await import('../../tasks/train/submit.ts')
      const job = { run: args.run, workdirs, dryRun: flags.dryRun, options: flags.slurm, program: ownProgram() }
      const submission = submitResume({ ...job, flags: flagsOfJob(flags) })
      showResult(context, submission, (shown, look) => renderSubmission(shown, look, context.program))
      return exitCodes.good
    }
    const { resume } = await import('../../tasks/train/train.ts')
    const given = { ...(numEpochs !== undefined && { numEpochs }), ...(data !== undefined && { data }) }
    const task = { run: args.run, workdirs, autoBatch, orBegin, ...given, stop: context.stop }
    return runTraining(context, (listen, ranks) => resume({ ...task, ranks }, listen))
  },
})

interface Given {
  readonly numEpochs: number | undefined
  readonly autoBatch: boolean
  readonly data: string | undefined
}

/** What was typed, for the command line of the job. */
function flagsOfJob({ numEpochs, autoBatch, data }: Given): string[] {
  return [
    ...(numEpochs === undefined ? [] : ['--num-epochs', String(numEpochs)]),
    ...(autoBatch ? ['--auto-batch'] : []),
    ...(data === undefined ? [] : ['--data', resolve(data)]),
  ]
}
