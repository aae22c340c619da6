// What `train` and `resume` share: showing the training, and how it ended.
import { exampleImage } from '../../tasks/data/example-image.ts'
import type { TrainingEvent, TrainingSummary } from '../../tasks/train/train.ts'
import { showJsonLine, type Context } from '../context.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { runPaths } from '../../run/layout.ts'
import { readRun } from '../../run/reader.ts'
import { shownPath } from '../text/format.ts'
import { withNextSteps } from '../text/next-steps.ts'
import { renderTrainingEnd, stepsAfterTraining } from '../views/training.ts'
import { trainingDisplay } from '../views/training-display.ts'

/** Runs a training with its display. When it fails, the person is told where its log lies. */
export async function runTraining(
  context: Context,
  start: (listen: (event: TrainingEvent) => void) => Promise<TrainingSummary>,
): Promise<ExitCode> {
  const { screen, json, program } = context
  const display = trainingDisplay(context)
  let log: string | undefined
  try {
    const summary = await start((event) => {
      if (event.type === 'run') log = runPaths(event.folder).log
      display(event)
    })
    screen.endLive()
    if (json) showJsonLine(context, { type: 'summary', ...summary })
    else {
      const { look } = screen
      const { config } = readRun(summary.folder)
      const image = config && exampleImage(config.train_data_dir)
      const planned = {
        epochs: config?.num_epochs ?? 1,
        tensorboard: config?.tensorboard ?? false,
        image: image && shownPath(image),
      }
      const steps = stepsAfterTraining(summary, { program, ...planned })
      screen.print(withNextSteps(renderTrainingEnd(summary, look), steps, { look }))
    }
    return summary.ended === 'stopped' ? exitCodes.stopped : exitCodes.good
  } catch (error) {
    screen.endLive()
    if (log !== undefined && !json) screen.log(`The log of this training: ${shownPath(log)}`)
    throw error
  }
}
