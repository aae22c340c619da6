// The texts of the live line at several widths.
import { describe, expect, it } from 'vitest'
import { renderBar, renderCount, renderTraining } from '../../src/cli/screen/progress.ts'
import { textWidth } from '../../src/cli/text/width.ts'
import type { IterationProgress } from '../../src/tasks/train/train.ts'
import { plain } from './look.ts'

const progress: IterationProgress = {
  type: 'iteration',
  epoch: 2,
  epochs: 5,
  iteration: 22,
  iterations: 57,
  loss: 1.8761,
  learningRate: 0.007,
  imagesPerSecond: 9.84,
  etaSeconds: 200,
}

describe('renderBar', () => {
  it.each([
    [0, '[        ]'],
    [0.5, '[===>    ]'],
    [1, '[========]'],
    [7, '[========]'],
  ])('%d is %s', (fraction, bar) => {
    expect(renderBar(fraction, 10)).toBe(bar)
  })
})

describe('renderTraining', () => {
  // Columns of the bar: what remains of the whole beside the words and two spaces, at most 32; 23/57 of the room inside is filled.
  it.each([
    [100, 'Epoch 2/5 [===========>                  ] 23/57  loss 1.876  9.8 images/s  ETA 3m 20s'],
    [79, 'Epoch 2/5 [========>              ] 23/57  loss 1.876  9.8 images/s  ETA 3m 20s'],
    [60, 'Epoch 2/5 [======>           ] 23/57  loss 1.876  ETA 3m 20s'],
    [44, '2/5 [===>     ] 23/57 1.876 9.8/s ETA 3m 20s'],
    [39, '2/5 [===>      ] 23/57 1.876 ETA 3m 20s'],
    [20, '2/5 23/57...A 3m 20s'],
  ])('fits into %i columns', (columns, text) => {
    expect(renderTraining(progress, plain(columns))).toBe(text)
  })

  it('is never wider than asked for', () => {
    for (let columns = 1; columns < 120; columns++)
      expect(textWidth(renderTraining(progress, plain(columns)))).toBeLessThanOrEqual(columns)
  })

  it('leaves out the remaining time while it is unknown', () => {
    expect(renderTraining({ ...progress, etaSeconds: undefined }, plain(79))).not.toContain('ETA')
  })
})

describe('renderCount', () => {
  it('shows how far it is, with a shorter label where there is little room', () => {
    const count = { done: 340, total: 1200 }
    expect(renderCount('Checking images', count, plain(50))).toBe('Checking images [======>                ] 340/1200')
    expect(renderCount('Checking images', count, plain(30))).toBe('Checking [==>       ] 340/1200')
  })

  it('shows a full bar when there is nothing to do', () => {
    expect(renderCount('Checking', { done: 0, total: 0 }, plain(30))).toContain('[===============]')
  })
})
