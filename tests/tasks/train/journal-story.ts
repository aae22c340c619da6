// A training's journal without the training: killed in its second epoch and resumed, so that some steps stand twice.
import { join } from 'node:path'
import { parseConfig } from '../../../src/run/config.ts'
import { RunWriter } from '../../../src/run/writer.ts'
import { Journal } from '../../../src/tasks/train/journal.ts'
import type { IterationEvent, Position } from '../../../src/train/loop.ts'
import { evaluationOf } from '../models/evaluated.ts'
import { temporaryFolder } from '../training.ts'

const iterationsPerEpoch = 4
export const config = parseConfig({
  train_data_dir: 'data',
  num_epochs: 3,
  learning_rate: 0.003,
  input_size: [320, 640],
})

const evaluation = evaluationOf([
  { name: '1.png', groundTruths: [[10, 10, 80, 30]], found: [[10, 10, 80, 30]] },
  { name: '收据.png', groundTruths: [[10, 10, 80, 30]], found: [[100, 100, 50, 20]] },
])

/** One process of the run: from a position on, as many iterations, an evaluation after each whole epoch. */
async function live(folder: string, from: Position, iterations: number, loss: number): Promise<Journal> {
  const writer = new RunWriter(folder)
  const options = { epochs: 3, iterationsPerEpoch, batchSize: 2, tensorboard: true }
  const journal = new Journal({ writer, listen: () => {}, ...options })
  journal.begin(config, from)
  const first = from.epoch * iterationsPerEpoch + from.iteration
  for (let step = first; step < first + iterations; step++) {
    const position = { epoch: Math.floor(step / iterationsPerEpoch), iteration: step % iterationsPerEpoch }
    journal.iteration(iterationEvent(position, loss + step))
    if (position.iteration !== iterationsPerEpoch - 1) continue
    journal.evaluation(evaluation, { epoch: position.epoch + 1, seconds: 1, binaryThreshold: 0.2 })
    await journal.drawEvaluation()
  }
  writer.close()
  return journal
}

function iterationEvent(position: Position, loss: number): IterationEvent {
  return {
    type: 'iteration',
    ...position,
    step: position.epoch * iterationsPerEpoch + position.iteration + 1,
    loss,
    parts: { bce: loss / 5, l1: loss / 10, dice: loss / 2 },
    learningRate: 0.003,
    finite: true,
    names: [],
    waitMs: 0,
    loadMs: 10,
    computeMs: 100,
    optimizerMs: 5,
    stepMs: 105,
  }
}

/** Steps 0 to 5 with losses from 100, killed; resumed after the first epoch with steps 4 to 11 and losses from 200. */
export async function resumedRun(): Promise<string> {
  const folder = join(temporaryFolder(), 'exp_20260105_143022')
  await live(folder, { epoch: 0, iteration: 0 }, 6, 100)
  const journal = await live(folder, { epoch: 1, iteration: 0 }, 8, 200)
  journal.end('success')
  return folder
}

/** What TensorBoard must show for `train/loss`: each step once, the resumed ones from the second process. */
export const expectedLosses: readonly (readonly [step: number, loss: number])[] = Array.from(
  { length: 12 },
  (_, step) => [step, (step < 4 ? 100 : 200) + step],
)
/** And for `val/f_score`: after each epoch, at the last step that belongs to it. */
export const expectedScores: readonly (readonly [step: number, score: number])[] = [3, 7, 11].map((step) => [step, 0.5])
