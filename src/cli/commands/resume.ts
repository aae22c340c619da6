// `ocrdet resume`: goes on with a training exactly where it ended.
import { wholeNumber } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { oneArgument, valueFlag } from '../flags.ts'
import { runWords, workdirsFlag } from './common.ts'
import { runTraining } from './run-training.ts'

export const resumeCommand = command({
  about: [
    'Goes on in the same run folder from checkpoints/last_model.pth. The weights come out as if there had been no break.',
    'Ctrl-C stops cleanly again, with exit code 130. With --json, every event is a line of JSON on standard output.',
  ],
  arguments: { run: oneArgument(`Which run: ${runWords}.`) },
  flags: {
    numEpochs: valueFlag(wholeNumber(1, 100_000), 'Extends the training to this many epochs in all.'),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: 'latest', does: 'after Ctrl-C or a crash' },
    { line: 'exp_20260105_143022 --num-epochs 10', does: 'more epochs than it was started with' },
  ],
  stoppable: true,
  async run({ args, flags: { numEpochs, workdirs } }, context) {
    const { resume } = await import('../../tasks/train.ts')
    const task = { run: args.run, workdirs, ...(numEpochs !== undefined && { numEpochs }), stop: context.stop }
    return runTraining(context, (listen) => resume(task, listen))
  },
})
