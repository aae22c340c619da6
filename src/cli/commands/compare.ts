// `ocrdet compare`: runs side by side.
import { oneOf } from '../../run/settings/kinds.ts'
import { xUnits } from '../../run/plot-data.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { manyArguments, switchFlag, valueFlagOr } from '../flags.ts'
import { renderComparison } from '../views/compare.ts'
import { runWords, workdirsFlag } from './common.ts'

export const compareCommand = command({
  about: [
    'Puts runs side by side: best and last scores, settings that differ, curves over the same axis, and which images got better or worse where both have eval_results/. The others are compared with the first.',
  ],
  arguments: { runs: manyArguments(`Two or more of: ${runWords}.`) },
  flags: {
    all: switchFlag('Shows every setting, not only those that differ.'),
    x: valueFlagOr('epoch', oneOf(...xUnits), 'What the x axis counts.'),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: 'exp_v1_baseline latest', does: 'what changed since the baseline' },
    { line: 'a b c --x step --all', does: 'three runs over training steps, with every setting' },
  ],
  async run({ args, flags: { all, x, workdirs } }, context) {
    const { compareRuns } = await import('../../tasks/runs/compare.ts')
    const report = await compareRuns({ runs: args.runs, workdirs, x })
    showResult(context, report, (_, look) => renderComparison(report, look, all))
    return exitCodes.good
  },
})
