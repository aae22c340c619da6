// `ocrdet stop`: stops the training of a run, or all of a sweep, cleanly, wherever it goes on.
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument } from '../flags.ts'
import { renderStopped } from '../views/jobs.ts'
import { renderStoppedSweep } from '../views/trials.ts'
import { runWords, workdirsFlag } from './common.ts'

export const stopCommand = command({
  about: [
    'Asks the training of a run to stop, as Ctrl-C in its terminal would: it finishes the step that is being computed, saves everything, and can be resumed.',
    'A sweep is stopped as a whole: what is being trained saves and ends, and no other trial begins.',
    'A run that a Slurm job trains is stopped through Slurm, and its job does not go back into the queue; a job that waits is cancelled.',
  ],
  arguments: { run: oneArgument(`Which run: ${runWords}; or the name of a sweep.`) },
  flags: { workdirs: workdirsFlag },
  examples: [
    { line: 'latest', does: 'the run that was started last' },
    { line: 'exp_20260105_143022', does: 'one of several' },
    { line: 'rates', does: 'all trainings of a sweep' },
  ],
  async run({ args, flags: { workdirs } }, context) {
    const { isSweep } = await import('../../tasks/sweep/sweep.ts')
    const { stopRunOfName, stopSweep } = await import('../../tasks/sweep/stop.ts')
    if (isSweep(args.run, workdirs)) {
      showResult(context, stopSweep(args.run, workdirs), renderStoppedSweep)
      return exitCodes.good
    }
    showResult(context, stopRunOfName(args.run, workdirs), renderStopped)
    return exitCodes.good
  },
})
