// `ocrdet eval`: scores a model on a data set.
import { oneOf, text } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument, requiredFlag, valueFlag, valueFlagOr } from '../flags.ts'
import { countProgress } from '../screen/progress.ts'
import { commandLine } from '../text/format.ts'
import { renderNextSteps } from '../text/next-steps.ts'
import { renderEvaluation } from '../views/scores.ts'
import { modelWords, workdirsFlag } from './common.ts'
import { boxFlags, inputFlags, optionsOf, thresholdFlag, tileFlag } from './detector-flags.ts'

export const evalCommand = command({
  about: ['Scores a model on a data set by the ICDAR2015 protocol, and names the pictures it finds hardest.'],
  arguments: { model: oneArgument(`Which model: ${modelWords}.`) },
  flags: {
    data: requiredFlag(text('the path of a data set folder'), 'Data set folder.'),
    split: valueFlagOr('test', oneOf('test', 'train'), 'Which of its lists.'),
    out: valueFlag(
      text('the path of a folder'),
      'Folder for every box with what became of it, and the worst pictures.',
    ),
    workdirs: workdirsFlag,
    tile: tileFlag('off'),
    ...inputFlags,
    ...boxFlags,
    ...thresholdFlag,
  },
  examples: [
    { line: 'starter --data custom_data', does: 'the shipped weights, before any training' },
    { line: 'latest --data custom_data', does: 'the best weights of the latest run' },
    { line: 'outputs/model_800x800.onnx --data custom_data', does: 'an exported file' },
    { line: 'latest --data custom_data --out results', does: 'with the boxes and pictures of what was missed' },
  ],
  stoppable: true,
  async run({ args, flags }, context) {
    const { evaluateModel } = await import('../../tasks/evaluate.ts')
    const { data, split, workdirs, out } = flags
    const options = optionsOf(flags)
    const task = {
      model: args.model,
      data,
      split,
      workdirs,
      options,
      tile: flags.tile,
      ...(out !== undefined && { out }),
      signal: context.stop,
    }
    const report = await evaluateModel(task, countProgress(context.screen, 'Evaluating'))
    const again = ['eval', args.model, '--data', flags.data, '--out', 'results'] as const
    const steps = [
      ...(out === undefined
        ? [{ does: 'see what was missed and what is false', line: commandLine(context.program, ...again) }]
        : []),
      {
        does: 'find texts on a picture',
        line: commandLine(context.program, 'detect', 'picture.jpg', '--model', args.model),
      },
    ]
    showResult(context, report, (_, look) => `${renderEvaluation(report, look)}\n\n${renderNextSteps(steps, look)}`)
    return exitCodes.good
  },
})
