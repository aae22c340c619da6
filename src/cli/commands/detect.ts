// `ocrdet detect`: finds the texts on images.
import { errorDetails } from '../../core/error-details.ts'
import { text } from '../../run/settings/kinds.ts'
import { starterName } from '../../core/starter-name.ts'
import type { DetectionResult, DetectReport } from '../../tasks/models/detect.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { manyArguments, switchFlag, valueFlag, valueFlagOr } from '../flags.ts'
import { renderCount } from '../screen/progress.ts'
import { commandLine } from '../text/format.ts'
import { withNextSteps, type NextStep } from '../text/next-steps.ts'
import { renderDetection, renderDetectReport } from '../views/detections.ts'
import { modelWords, workdirsFlag } from './common.ts'
import { deviceFlag, deviceOf } from './device-flag.ts'
import { boxFlags, inputFlags, optionsOf, thresholdFlag, tileFlag } from './detector-flags.ts'
import { readerFlags, recognizerOf } from './reader-flags.ts'
import { detectInShards, detectOneShard } from './shards.ts'
import { refuseLoneDryRun, shardFlags, slurmFlags } from './slurm-flags.ts'

export const detectCommand = command({
  about: [
    'Finds and reads the texts on images, and writes boxes and texts as JSON, and the boxes drawn on the images.',
    'With --shards, the results are <out>/results.jsonl, one line an image in the order of the inputs, and failed.jsonl; an input may then be a .txt list of paths.',
    'An image that cannot be read is reported and never stops the others; the exit code is then 1.',
  ],
  arguments: { images: manyArguments('Images, and folders of images.') },
  flags: {
    model: valueFlag(
      text(errorDetails['bad-flag'].expectedModel),
      `Which model: ${modelWords} (default: the latest run with weights, else the starter).`,
    ),
    onlyJson: switchFlag('Draws no images: faster, where only the boxes are wanted.'),
    parquet: switchFlag(
      'Writes detections.parquet too: a table with a row for each text, for DuckDB, Polars or pandas.',
    ),
    ...shardFlags,
    ...slurmFlags,
    ...readerFlags,
    out: valueFlagOr('outputs', text(errorDetails['bad-flag'].expectedFolder), 'Folder of the results.'),
    workdirs: workdirsFlag,
    device: deviceFlag,
    tile: tileFlag('auto'),
    ...inputFlags,
    ...boxFlags,
    ...thresholdFlag,
  },
  examples: [
    { line: 'receipt.jpg', does: 'with the latest run, or the starter where nothing was trained yet' },
    { line: 'receipt.jpg --model starter', does: 'with the weights that ocrdet ships' },
    { line: 'scans/ more/1.png --model outputs/model_800x800.onnx', does: 'many images, with an exported file' },
    { line: 'photos/ --shards 64 --out outputs/photos --parquet', does: 'very many images, as JSON Lines and Parquet' },
    { line: 'photos/ --shards 64 --out outputs/photos --slurm --time 01:00:00', does: 'the same as a Slurm job array' },
    { line: 'sign.jpg --input-size 1280x1280 --binary-threshold 0.3', does: 'with other settings than the model has' },
  ],
  stoppable: true,
  async run({ args, flags }, context) {
    refuseLoneDryRun(flags)
    if (flags.shard !== undefined) return detectOneShard(args.images[0], { ...flags, shard: flags.shard }, context)
    const { detectTexts } = await import('../../tasks/models/detect.ts')
    const { model, onlyJson, parquet, noRead, recognizer, out, workdirs } = flags
    const task = {
      inputs: args.images,
      ...(model !== undefined && { model }),
      options: optionsOf(flags),
      device: await deviceOf(flags.device, context),
      tile: flags.tile,
      ...recognizerOf({ noRead, recognizer }),
      out,
      workdirs,
      draw: !onlyJson,
      parquet,
      signal: context.stop,
    }
    if (flags.shards !== undefined || flags.slurm !== undefined)
      return detectInShards({ ...task, shards: flags.shards ?? 1 }, flags, context)
    const onProgress = (done: number, total: number, result: DetectionResult): void => {
      const { screen, json } = context
      if (!json) screen.print(renderDetection(result, { look: screen.look, withTexts: total === 1 }))
      if (total > 1) screen.live((look) => renderCount('Detecting', { done, total }, look))
    }
    const report = await detectTexts(task, onProgress)
    context.screen.endLive()
    const steps = stepsAfterDetection(report, { inputs: task.inputs, program: context.program })
    showResult(context, report, (_, look) => withNextSteps(`\n${renderDetectReport(report, look)}`, steps, { look }))
    if (report.cancelled) return exitCodes.stopped
    const isWhole = report.unread === undefined && report.results.every(({ success }) => success)
    return isWhole ? exitCodes.good : exitCodes.failed
  },
})

/** A run that finds nothing may have been trained badly: the weights that come along are the comparison. */
function stepsAfterDetection(
  { model, results, cancelled }: DetectReport,
  { inputs, program }: { readonly inputs: readonly string[]; readonly program: string },
): NextStep[] {
  const isNothing =
    !cancelled && results.some(({ success }) => success) && results.every(({ boxes }) => boxes.length === 0)
  if (!isNothing || model.startsWith(starterName)) return []
  return [
    {
      does: 'compare with the weights that come along',
      line: commandLine(program, 'detect', ...inputs, '--model', starterName),
    },
  ]
}
