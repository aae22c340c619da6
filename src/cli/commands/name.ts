// `ocrdet name`: gives a run a name that every command takes.
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument, switchFlag } from '../flags.ts'
import { renderNaming } from '../views/names.ts'
import { runWords, workdirsFlag } from './common.ts'

export const nameCommand = command({
  about: [
    'Gives a run a name: a link beside its folder, workdirs/<name> -> exp_..., that every command takes for the run.',
    'A run may have several names.',
  ],
  arguments: {
    run: oneArgument(`Which run: ${runWords}.`),
    name: oneArgument('Its name: letters, digits, spaces, . _ + -'),
  },
  flags: {
    move: switchFlag('Takes the name from the run that has it.'),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: 'latest exp_v1_baseline', does: 'names the newest run' },
    { line: 'exp_20260105_143022 best --move', does: 'the name goes from one run to another' },
  ],
  async run({ args: { run, name }, flags: { move, workdirs } }, context) {
    const { giveName } = await import('../../tasks/runs/names.ts')
    showResult(context, giveName({ run, workdirs }, name, move), renderNaming)
    return exitCodes.good
  },
})
