// What `train` and `resume` share: showing the training, and how it ended.
import { UserError } from '../../core/errors.ts'
import { exampleImage } from '../../tasks/data/example-image.ts'
import type { Ranks } from '../../tasks/train/ranks.ts'
import type { TrainingEvent, TrainingSummary } from '../../tasks/train/train.ts'
import { showJsonLine, type Context } from '../context.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { runPaths } from '../../run/layout.ts'
import { readRun } from '../../run/reader.ts'
import { shownPath } from '../text/format.ts'
import { withNextSteps } from '../text/next-steps.ts'
import { renderTrainingEnd, stepsAfterTraining } from '../views/training.ts'
import { trainingDisplay } from '../views/training-display.ts'

type Start = (listen: (event: TrainingEvent) => void, ranks?: Ranks) => Promise<TrainingSummary>

/**
 * Runs a training with its display. When it fails, the person is told where its log lies. Of several processes that were started
 * together (mpirun, srun) the first does all this, and the others compute for it.
 */
export async function runTraining(context: Context, start: Start): Promise<ExitCode> {
  const { assistTraining, joinRanks } = await import('../../tasks/train/ranks.ts')
  const ranks = await joinRanks()
  if (ranks === undefined) return showTraining(context, start)
  try {
    if (ranks.rank === 0) return await showTraining(context, (listen) => start(listen, ranks))
    await assistTraining(ranks, context.stop)
    return context.stop.aborted ? exitCodes.stopped : exitCodes.good
  } catch (error) {
    // The first process says what another one failed with, and that one does; the rest would only repeat it.
    const isToldElsewhere = ranks.rank > 0 && error instanceof UserError && error.code === 'rank-failed'
    await ranks.fail(error)
    if (isToldElsewhere) return exitCodes.failed
    throw error
  } finally {
    ranks.end()
  }
}

async function showTraining(context: Context, start: Start): Promise<ExitCode> {
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
