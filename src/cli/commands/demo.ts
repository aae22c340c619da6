// `ocrdet demo`: runs the full pipeline once: a real photograph, then a made-up data set.
import { errorDetails } from '../../core/error-details.ts'
import { text } from '../../run/settings/kinds.ts'
import type { DemoEvent, DemoStep } from '../../tasks/train/demo.ts'
import { command } from '../command.ts'
import { showJsonLine, type Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { optionalArgument, valueFlagOr } from '../flags.ts'
import { countProgress } from '../screen/progress.ts'
import { renderDemo, stepsAfterDemo } from '../views/demo.ts'
import { withNextSteps } from '../text/next-steps.ts'
import { trainingProgress } from '../views/training-display.ts'
import { workdirsFlag } from './common.ts'

export const demoCommand = command({
  about: [
    'Detects text on a real photograph with the starter, then makes a small data set of rendered text, checks it, fine-tunes',
    'the starter on it, exports the result, proves the file and detects with it. About three minutes on two cores;',
    'nothing is fetched from the network.',
  ],
  arguments: { dir: optionalArgument('Folder of the made-up data set (default demo).') },
  flags: {
    workdirs: workdirsFlag,
    out: valueFlagOr(
      'outputs',
      text(errorDetails['bad-flag'].expectedFolder),
      'Folder of the exported file and of the detection.',
    ),
  },
  examples: [{ line: '', does: 'in the current folder: demo/, workdirs/ and outputs/' }],
  stoppable: 'saving',
  async run({ args, flags }, context) {
    const { demo } = await import('../../tasks/train/demo.ts')
    const { screen, json, program, stop } = context
    const summary = await demo({ folder: args.dir ?? 'demo', ...flags, stop }, demoDisplay(context))
    screen.endLive()
    if (json) showJsonLine(context, { type: 'summary', ...summary })
    else screen.print(withNextSteps(renderDemo(summary, screen.look), stepsAfterDemo(summary, program), screen))
    if (summary.training.ended === 'stopped') return exitCodes.stopped
    return summary.verification?.passed === true ? exitCodes.good : exitCodes.failed
  },
})

/** What each step is called; only some of them count images. */
const stepLabels: Readonly<Record<DemoStep, string>> = {
  photo: 'Detecting text on a photograph',
  synth: 'Making images',
  check: 'Checking images',
  train: 'Fine-tuning the starter',
  export: 'Exporting',
  verify: 'Verifying the exported file',
  detect: 'Detecting on one image',
}

/** Each step as a heading on standard error, with its progress in the live line; or every event as a line of JSON. */
function demoDisplay(context: Context): (event: DemoEvent) => void {
  const { screen, json } = context
  const showTraining = trainingProgress(screen, { lines: !json })
  let count = countProgress(screen, '')
  return (event) => {
    if (json) showJsonLine(context, event)
    if (event.type === 'step') {
      const { step, index, of } = event
      screen.endLive()
      if (!json) screen.log(screen.errorLook.paint.bold(`${index}/${of} ${stepLabels[step]}`))
      count = countProgress(screen, stepLabels[step])
    } else if (event.type === 'progress') count(event.done, event.total)
    else showTraining(event.event)
  }
}
