// `ocrdet show`: one run on one page.
import { oneOf } from '../../run/settings/kinds.ts'
import { xUnits } from '../../run/plot-data.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { optionalArgument, valueFlagOr } from '../flags.ts'
import { withNextSteps } from '../text/next-steps.ts'
import { renderShow, stepsAfterShow } from '../views/show.ts'
import { runWords, workdirsFlag } from './common.ts'

export const showCommand = command({
  about: [
    'Shows one run, live or over: configuration, curves of loss, scores and learning rate, checkpoints, findings. In the curves, dots only connect points that lie far apart, and ! is no number.',
  ],
  arguments: { run: optionalArgument(`Which run: ${runWords}. The latest by default.`) },
  flags: {
    x: valueFlagOr('epoch', oneOf(...xUnits), 'What the x axis counts.'),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: '', does: 'the latest run' },
    { line: 'exp_v1_baseline --x step', does: 'a run by its name, over training steps' },
  ],
  async run({ args, flags: { x, workdirs } }, context) {
    const { showRun } = await import('../../tasks/runs/show.ts')
    const report = showRun({ run: args.run ?? 'latest', workdirs, x })
    const steps = stepsAfterShow(report, context.program)
    showResult(context, report, (_, look) => withNextSteps(renderShow(report, look), steps, { look }))
    return exitCodes.good
  },
})
