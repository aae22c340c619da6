// `ocrdet verify`: proves that an exported file finds what its training logged.
import { errorDetails } from '../../core/error-details.ts'
import { text } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { requiredFlag, valueFlag } from '../flags.ts'
import { countProgress } from '../screen/progress.ts'
import { commandLine, shownPath } from '../text/format.ts'
import { withNextSteps } from '../text/next-steps.ts'
import { renderVerification } from '../views/verification.ts'
import { runWords, workdirsFlag } from './common.ts'
import { deviceFlag, deviceOf } from './device-flag.ts'

export const verifyCommand = command({
  about: [
    "Runs the file on the test images and compares it with the log's F-score and with the checkpoint it was made from.",
    'Ends with exit code 1 when it is not proven, and leaves the result beside the file.',
  ],
  arguments: {},
  flags: {
    onnxModel: requiredFlag(text(errorDetails['bad-flag'].expectedOnnx), 'The exported file.'),
    testDir: requiredFlag(text(errorDetails['bad-flag'].expectedFolder), 'The data set, or its folder test_images.'),
    run: valueFlag(text(runWords, { placeholder: '<run>' }), 'The run it was made from; otherwise the file says it.'),
    workdirs: workdirsFlag,
    device: deviceFlag,
  },
  examples: [
    {
      line: '--onnx-model outputs/model_800x800.onnx --test-dir custom_data/test_images',
      does: 'both F-scores, the largest difference, and the verdict',
    },
  ],
  async run({ flags: { onnxModel, testDir, run, workdirs, device: asked } }, context) {
    const { verifyModel } = await import('../../tasks/models/verify.ts')
    const device = await deviceOf(asked, context)
    const task = { onnxModel, testDir, ...(run !== undefined && { run }), workdirs, device }
    const report = await verifyModel(task, countProgress(context.screen, 'Verifying'))
    const steps = [
      {
        does: 'use it',
        line: commandLine(context.program, 'detect', shownPath(report.firstImage), '--model', shownPath(onnxModel)),
      },
    ]
    showResult(context, report, (_, look) => {
      const proof = renderVerification(report, look)
      return report.passed ? withNextSteps(proof, steps, { look }) : proof
    })
    if (report.passed) return exitCodes.good
    context.screen.log(`error: ${shownPath(onnxModel)} is not proven; do not ship it`)
    return exitCodes.failed
  },
})
