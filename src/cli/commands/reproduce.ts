// `ocrdet reproduce`: the training of a run once more.
import { errorDetails } from '../../core/error-details.ts'
import { text } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { oneArgument, switchFlag, valueFlag } from '../flags.ts'
import { runWords, workdirsFlag } from './common.ts'
import { runTraining } from './run-training.ts'

export const reproduceCommand = command({
  about: [
    'Starts the training of a run once more, in a new run folder, with every setting of its config.yaml and its seed. On the same machine the weights come out equal, byte for byte.',
    'Refuses when the data set or the initial weights are not what they were: the run recorded the hash of every file.',
    'Ctrl-C stops cleanly, with exit code 130. With --json, every event is a line of JSON on standard output.',
  ],
  arguments: { run: oneArgument(`Which run: ${runWords}.`) },
  flags: {
    data: valueFlag(text(errorDetails['bad-flag'].expectedDataset), 'The data set, where it lies elsewhere by now.'),
    anyway: switchFlag('Trains also when the data set or the initial weights changed, and says in the log what did.'),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: 'exp_v1_baseline', does: 'the same training again' },
    { line: 'exp_v1_baseline --data /mnt/custom_data --anyway', does: 'the same settings on what the data are now' },
  ],
  stoppable: 'saving',
  async run({ args: { run }, flags: { data, anyway, workdirs } }, context) {
    const { reproduce } = await import('../../tasks/train/reproduce.ts')
    const task = { run, workdirs, anyway, stop: context.stop, ...(data !== undefined && { data }) }
    return runTraining(context, (listen) => reproduce(task, listen))
  },
})
