// `ocrdet export`: writes a trained model as an ONNX file.
import { errorDetails } from '../../core/error-details.ts'
import { inputSizes } from '../../core/input-size.ts'
import { readRun } from '../../run/reader.ts'
import { size, text } from '../../run/settings/kinds.ts'
import { exampleImage } from '../../tasks/data/example-image.ts'
import type { ExportReport } from '../../tasks/models/export.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument, switchFlag, valueFlag, valueFlagOr } from '../flags.ts'
import { countProgress } from '../screen/progress.ts'
import { commandLine, countOf, formatBytes, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { withNextSteps, type NextStep } from '../text/next-steps.ts'
import { renderFacts } from '../text/table.ts'
import { runWords, workdirsFlag } from './common.ts'
import { boxFlags, optionsOf } from './detector-flags.ts'

export const exportCommand = command({
  about: [
    'Writes an ONNX file that any ONNX Runtime or OpenCV opens, with its pre- and post-processing written into it.',
  ],
  arguments: { model: oneArgument(`Which weights: starter; ${runWords}; or a .pth file.`) },
  flags: {
    size: valueFlag(size(inputSizes), 'Height and width of the input; the size of the training by default.'),
    dynamic: switchFlag('Leaves the number of images, height and width free (any multiples of 32).'),
    int8: switchFlag(
      'Computes in 8 bits: a file of a quarter of the size and less time, with an F-score that `verify` compares.',
    ),
    calibration: valueFlag(
      text(errorDetails['bad-flag'].expectedDataset),
      'Data set whose training images 8 bits are calibrated on; that of the run by default.',
    ),
    out: valueFlagOr('outputs', text(errorDetails['bad-flag'].expectedFolder), 'Folder of the file.'),
    workdirs: workdirsFlag,
    ...boxFlags,
  },
  examples: [
    { line: 'latest', does: 'the best weights of the latest run' },
    { line: 'latest --size 640x960', does: 'for an input of 640 rows and 960 columns' },
    { line: 'weights.pth --dynamic', does: 'one file for every size' },
    { line: 'latest --dynamic --int8', does: 'in 8 bits, for every size' },
    { line: 'latest --binary-threshold 0.3 --unclip-ratio 1.7', does: 'with other thresholds written into the file' },
  ],
  async run({ args, flags }, context) {
    const { exportModel } = await import('../../tasks/models/export.ts')
    const { size: asked, dynamic, int8, calibration, out, workdirs } = flags
    const options = optionsOf(flags)
    const task = {
      source: args.model,
      ...(asked && { size: asked }),
      dynamic,
      options,
      out,
      workdirs,
      int8: int8 || calibration !== undefined,
      calibration,
    }
    const report = await exportModel(task, countProgress(context.screen, 'Calibrating'))
    const steps = stepsAfterExport(report, context.program)
    showResult(context, report, (_, look) => withNextSteps(renderExport(report, look), steps, { look }))
    return exitCodes.good
  },
})

/** What was written. */
export function renderExport(report: ExportReport, look: Look): string {
  const { path, bytes, size, trained, dynamic, int8, weights, postProcessing, replaced } = report
  const { binaryThreshold, boxThreshold, unclipRatio } = postProcessing
  const facts = [
    ['File', replaced ? `${shownPath(path)} (replaces an earlier one)` : shownPath(path)],
    [
      'Input',
      dynamic ? 'any number of images, any height and width (multiples of 32)' : `${size.join('x')} (height x width)`,
    ],
    ...(dynamic || size.join() === trained.join()
      ? []
      : [['Trained at', `${trained.join('x')}: at another size the scores of the log do not hold`] as const]),
    ...(int8 === undefined ? [] : [['8 bits', describeInt8(int8)] as const]),
    ['Thresholds', `binary ${binaryThreshold}, box ${boxThreshold}, unclip ratio ${unclipRatio}`],
    ['Size', `${formatBytes(bytes)} (${bytes} bytes)`],
    ['Weights', shownPath(weights)],
  ] as const
  return renderFacts(facts, look)
}

function describeInt8({ quantized, convolutions, images }: NonNullable<ExportReport['int8']>): string {
  return `${quantized} of ${convolutions} convolutions, calibrated on ${countOf(images, 'training image')}`
}

/** Proving the file on the test images of its run, where those are known, and using it. */
function stepsAfterExport({ path, provenance }: ExportReport, program: string): NextStep[] {
  const file = shownPath(path)
  const data = provenance.run === undefined ? undefined : readRun(provenance.run).config?.train_data_dir
  const image = shownPath((data === undefined ? undefined : exampleImage(data)) ?? 'image.jpg')
  const testDir = `${data === undefined ? 'custom_data' : shownPath(data)}/test_images`
  return [
    { does: 'prove it', line: commandLine(program, 'verify', '--onnx-model', file, '--test-dir', testDir) },
    { does: 'find texts with it', line: commandLine(program, 'detect', image, '--model', file) },
  ]
}
