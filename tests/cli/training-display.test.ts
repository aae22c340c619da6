// What a training shows in a terminal, in a pipe, and as JSON.
import { describe, expect, it } from 'vitest'
import { Screen } from '../../src/cli/screen/screen.ts'
import { renderTrainingEnd, stepsAfterTraining } from '../../src/cli/views/training.ts'
import { trainingDisplay } from '../../src/cli/views/training-display.ts'
import type { TrainingEvent, TrainingSummary } from '../../src/tasks/train/train.ts'
import { plain } from './look.ts'

const events: readonly TrainingEvent[] = [
  { type: 'run', id: 'exp_1', folder: '/w/exp_1' },
  { type: 'line', line: { kind: 'start', at: '2026-01-05 14:30:22' } },
  { type: 'line', line: { kind: 'samples', train: 8, test: 3 } },
  { type: 'phase', phase: 'building' },
  { type: 'line', line: { kind: 'train', epoch: 1, epochs: 2, iter: 0, iters: 4, loss: 1.5, learningRate: 0.007 } },
  {
    type: 'iteration',
    epoch: 1,
    epochs: 2,
    iteration: 0,
    iterations: 4,
    loss: 1.5,
    learningRate: 0.007,
    imagesPerSecond: 1,
    etaSeconds: 20,
  },
  { type: 'line', line: { kind: 'val', epoch: 1, fScore: 0.5, precision: 0.5, recall: 0.5 } },
]

function shown({ terminal, json = false }: { terminal: boolean; json?: boolean }) {
  const written = { out: '', err: '' }
  const clock = { now: 0 }
  const output = (name: 'out' | 'err') => ({
    write: (text: string) => (written[name] += text),
    columns: () => 56,
    colors: false,
    isTerminal: terminal,
  })
  const listen = trainingDisplay({ screen: new Screen(output('out'), output('err'), () => (clock.now += 200)), json })
  events.forEach(listen)
  return written
}

describe('trainingDisplay', () => {
  it('writes the whole log as plain text into a pipe', () => {
    expect(shown({ terminal: false })).toEqual({
      out: '',
      err: [
        '[INFO] Starting training at 2026-01-05 14:30:22',
        '[DATA] Train samples: 8 | Test samples: 3',
        '[TRAIN] Epoch 1/2, Iter 0/4, Loss: 1.500, LR: 0.007000',
        '[VAL] Epoch 1 finished. F-score: 0.500, Precision: 0.500, Recall: 0.500',
        '',
      ].join('\n'),
    })
  })

  it('repaints one line in a terminal, with the important lines above it', () => {
    const painted = shown({ terminal: true }).err.split('\u001b[2K\r')
    expect(painted).toEqual([
      '[DATA] Train samples: 8 | Test samples: 3\n',
      'Building the training graph',
      'Epoch 1/2 [====>             ] 1/4  loss 1.500  ETA 20s',
      '[VAL] Epoch 1 finished. F-score: 0.500, Precision: 0.500, Recall: 0.500\nEpoch 1/2 [====>             ] 1/4  loss 1.500  ETA 20s',
    ])
  })

  it('writes every event as a line of JSON on request, and nothing else into pipes', () => {
    const { out, err } = shown({ terminal: false, json: true })
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual(events)
    expect(err).toBe('')
  })
})

const summary: TrainingSummary = {
  id: 'exp_1',
  folder: '/nowhere/exp_1',
  ended: 'completed',
  best: undefined,
  initial: undefined,
  isScored: true,
  seconds: 80,
}
const best = { fScore: 0.8125, epoch: 4 }

describe('the end of a training', () => {
  it('says how it ended and what was best', () => {
    expect(renderTrainingEnd({ ...summary, best }, plain())).toContain(
      'Training completed after 1m 20s. Best F-score 0.813 at epoch 4.',
    )
    const initial = { fScore: 0.5, epoch: 0 }
    expect(renderTrainingEnd({ ...summary, best: initial }, plain())).toContain('The training made it no better')
    expect(renderTrainingEnd({ ...summary, ended: 'stopped', best: initial, isScored: false }, plain())).toContain(
      'Nothing was scored since the initial weights, F-score 0.500.',
    )
    expect(renderTrainingEnd(summary, plain())).toContain('No best model, as no evaluation matched a text.')
    expect(renderTrainingEnd({ ...summary, ended: 'stopped' }, plain())).toContain('Training stopped after 1m 20s.')
  })

  it.each([
    ['completed with a best model', { ...summary, best }, 'npx ocrdet export /nowhere/exp_1'],
    ['completed without one', summary, 'npx ocrdet resume /nowhere/exp_1 --num-epochs 10'],
    ['stopped', { ...summary, best, ended: 'stopped' as const }, 'npx ocrdet resume /nowhere/exp_1'],
  ])('suggests the next command when %s', (_, ended, line) => {
    const planned = { program: 'npx ocrdet', epochs: 5 }
    expect(stepsAfterTraining(ended, { ...planned, tensorboard: false })[0].line).toBe(line)
    const withCurves = stepsAfterTraining(ended, { ...planned, tensorboard: true })
    expect(withCurves.at(-1)?.line).toMatch(/^tensorboard --logdir /)
  })
})
