// `ocrdet eval`: scores a model on a data set.
import type { EvaluateReport } from '../../tasks/evaluate.ts'
import { oneOf, text } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument, requiredFlag, switchFlag, valueFlag, valueFlagOr } from '../flags.ts'
import { countProgress } from '../screen/progress.ts'
import { commandLine } from '../text/format.ts'
import { renderNextSteps, type NextStep } from '../text/next-steps.ts'
import { renderEvaluation } from '../views/scores.ts'
import { flagsOfBest } from '../views/sweep.ts'
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
    sweep: switchFlag('Also scores a grid of thresholds from the same maps, and says whether others are better.'),
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
    { line: 'latest --data custom_data --sweep', does: 'which thresholds suit these pictures' },
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
    const steps = stepsAfter(report, { ...flags, model: args.model, program: context.program })
    showResult(context, report, (_, look) => `${renderEvaluation(report, look)}\n\n${renderNextSteps(steps, look)}`)
    return exitCodes.good
  },
})

interface Asked {
  readonly model: string
  readonly data: string
  readonly out: string | undefined
  readonly program: string
}

function stepsAfter({ sweep }: EvaluateReport, { model, data, out, program }: Asked): NextStep[] {
  const line = (...words: readonly string[]): string => commandLine(program, ...words)
  const better = sweep?.noise?.beyondNoise === true ? flagsOfBest(sweep) : []
  const tuned = [
    { does: 'see the evaluation with the best settings', line: line('eval', model, '--data', data, ...better) },
    { does: 'write the best settings into a file', line: line('export', model, ...better) },
  ]
  const canExport = !model.toLowerCase().endsWith('.onnx')
  return [
    ...(better.length === 0 ? [] : tuned.slice(0, canExport ? 2 : 1)),
    ...(out === undefined
      ? [
          {
            does: 'see what was missed and what is false',
            line: line('eval', model, '--data', data, '--out', 'results'),
          },
        ]
      : []),
    { does: 'find texts on a picture', line: line('detect', 'picture.jpg', '--model', model) },
  ]
}
