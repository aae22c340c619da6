// `ocrdet unname`: takes a name away; the run stays.
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument } from '../flags.ts'
import { renderUnnaming } from '../views/names.ts'
import { workdirsFlag } from './common.ts'

export const unnameCommand = command({
  about: ['Takes a name away. The run stays as it is, under its id and its other names.'],
  arguments: { name: oneArgument('The name of a run.') },
  flags: { workdirs: workdirsFlag },
  examples: [{ line: 'exp_v1_baseline', does: 'the name is free again' }],
  async run({ args: { name }, flags: { workdirs } }, context) {
    const { takeName } = await import('../../tasks/runs/names.ts')
    showResult(context, takeName(name, workdirs), renderUnnaming)
    return exitCodes.good
  },
})
