// `ocrdet eval`: scores a model on a data set.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { exampleImage } from '../../tasks/data/example-image.ts'
import type { DetectorOptions, TileChoice } from '../../tasks/models/detector-options.ts'
import type { EvaluateReport } from '../../tasks/models/evaluate.ts'
import { oneOf, text } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument, requiredFlag, switchFlag, valueFlag, valueFlagOr } from '../flags.ts'
import { countProgress } from '../screen/progress.ts'
import { commandLine, shownPath } from '../text/format.ts'
import { withNextSteps, type NextStep } from '../text/next-steps.ts'
import { renderEvaluation } from '../views/scores.ts'
import { bestOptions } from '../views/sweep.ts'
import { modelWords, workdirsFlag } from './common.ts'
import { deviceFlag, deviceOf } from './device-flag.ts'
import { boxFlags, inputFlags, optionsOf, optionWords, thresholdFlag, tileFlag } from './detector-flags.ts'
import { evaluateInShards, evaluateOneShard } from './shards.ts'
import { refuseLoneDryRun, shardFlags, slurmFlags } from './slurm-flags.ts'
import { evaluatedReaderFlags, evaluatedRecognizer, evaluatedReaderWords } from './reader-flags.ts'

export const evalCommand = command({
  about: [
    'Scores a model on a data set by the ICDAR2015 protocol, and names the images it finds hardest.',
    'With --shards, processes that can be killed find the texts; the scores are those of one evaluation of all images.',
  ],
  arguments: { model: oneArgument(`Which model: ${modelWords}.`) },
  flags: {
    data: requiredFlag(text(errorDetails['bad-flag'].expectedDataset), 'Data set folder.'),
    split: valueFlagOr('test', oneOf('test', 'train'), 'Which of its lists.'),
    out: valueFlag(
      text(errorDetails['bad-flag'].expectedFolder),
      'Folder for every box with what became of it, and the worst images.',
    ),
    sweep: switchFlag('Also scores a grid of thresholds from the same maps, and says whether others are better.'),
    ...shardFlags,
    ...slurmFlags,
    ...evaluatedReaderFlags,
    workdirs: workdirsFlag,
    device: deviceFlag,
    tile: tileFlag('off'),
    ...inputFlags,
    ...boxFlags,
    ...thresholdFlag,
  },
  examples: [
    { line: 'starter --data custom_data', does: 'the shipped weights, before any training' },
    { line: 'latest --data custom_data', does: 'the best weights of the latest run' },
    { line: 'outputs/model_800x800.onnx --data custom_data', does: 'an exported file' },
    { line: 'latest --data custom_data --out results', does: 'with the boxes and images of what was missed' },
    { line: 'latest --data custom_data --read', does: 'how well the texts are read, in true and in found boxes' },
    { line: 'latest --data custom_data --shards 64 --out results', does: 'very many images; --slurm for a job array' },
    { line: 'latest --data custom_data --sweep', does: 'which thresholds suit these images' },
  ],
  stoppable: true,
  async run({ args, flags }, context) {
    refuseLoneDryRun(flags)
    if (flags.shard !== undefined) return evaluateOneShard(args.model, flags.shard, context)
    const { evaluateModel } = await import('../../tasks/models/evaluate.ts')
    const { data, split, workdirs, out, sweep, tile, device } = flags
    const options = optionsOf(flags)
    const task = {
      model: args.model,
      data,
      split,
      workdirs,
      options,
      device: await deviceOf(device, context),
      tile,
      sweep,
      ...(out !== undefined && { out }),
      recognizer: evaluatedRecognizer(flags),
      signal: context.stop,
    }
    const isDivided = flags.shards !== undefined || flags.slurm !== undefined
    const report = isDivided
      ? await evaluateInShards({ ...task, ...whatShardsNeed(flags) }, flags, context)
      : await evaluateModel(task, countProgress(context.screen, 'Evaluating'))
    if (typeof report === 'number') return report
    const { recognizer } = task
    const { program } = context
    const steps = stepsAfter(report, { model: args.model, data, out, options, tile, recognizer, program })
    showResult(context, report, (_, look) => withNextSteps(renderEvaluation(report, look), steps, { look }))
    return exitCodes.good
  },
})

interface ShardsGiven {
  readonly out: string | undefined
  readonly shards: number | undefined
  readonly sweep: boolean
}

/** @throws UserError `missing-flag` without a folder for the work, `bad-usage` with what shards cannot do */
function whatShardsNeed({ out, shards = 1, sweep }: ShardsGiven): { readonly out: string; readonly shards: number } {
  const words = errorDetails['missing-flag']
  if (sweep)
    throw new UserError({
      code: 'bad-usage',
      message: say(errorDetails['bad-usage'].messageShardsSweep),
      where: '--sweep',
      next: say(errorDetails['bad-usage'].nextShardsSweep),
    })
  if (out !== undefined) return { out, shards }
  throw new UserError({
    code: 'missing-flag',
    message: say(words.messageOut),
    where: '--shards',
    next: say(words.nextOut),
  })
}

interface Asked {
  readonly model: string
  readonly data: string
  readonly out: string | undefined
  readonly options: DetectorOptions
  readonly tile: TileChoice
  readonly recognizer: string | undefined
  readonly program: string
}

function stepsAfter({ sweep }: EvaluateReport, asked: Asked): NextStep[] {
  const { model, data, out, options, program } = asked
  const image = shownPath(exampleImage(data) ?? 'image.jpg')
  const missed = { does: 'see what was missed and what is false', line: `${evalLine(asked, options)} --out results` }
  return [
    ...(sweep?.noise?.beyondNoise === true ? tunedSteps(asked, { ...options, ...bestOptions(sweep) }) : []),
    ...(out === undefined ? [missed] : []),
    {
      does: 'find texts on an image',
      line: commandLine(program, 'detect', image, '--model', model, ...optionWords(options, { withInput: true })),
    },
  ]
}

function tunedSteps(asked: Asked, best: DetectorOptions): NextStep[] {
  const { model, program } = asked
  const exported = commandLine(program, 'export', model, ...optionWords(best, { withInput: false }))
  const canExport = !model.toLowerCase().endsWith('.onnx')
  return [
    { does: 'see the evaluation with the best settings', line: evalLine(asked, best) },
    ...(canExport ? [{ does: 'write the best settings into a file', line: exported }] : []),
  ]
}

/** The same evaluation with these choices. */
function evalLine({ model, data, tile, recognizer, program }: Asked, options: DetectorOptions): string {
  const tiles = tile === 'off' ? [] : ['--tile', String(tile)]
  const read = evaluatedReaderWords(recognizer)
  const words = [...optionWords(options, { withInput: true }), ...tiles, ...read]
  return commandLine(program, 'eval', model, '--data', data, ...words)
}
