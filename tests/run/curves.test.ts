// A run's history from its log lines.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type History, bestOf, initHistory, updateHistory } from '../../src/run/curves.ts'
import { parseLog } from '../../src/run/log-reader.ts'

function historyOf(...lines: string[]): History {
  const history = initHistory()
  for (const entry of parseLog(Buffer.from(lines.join('\n')))) updateHistory(history, entry)
  return history
}

function train(epoch: number, iter: number, loss: number): string {
  return `[TRAIN] Epoch ${epoch}/4, Iter ${iter}/10, Loss: ${loss}, LR: 0.007000`
}

function val(epoch: number, fScore: number): string {
  return `[VAL] Epoch ${epoch} finished. F-score: ${fScore}, Precision: 0.5, Recall: 0.5`
}

const start = '[INFO] Starting training at 2026-01-05 14:30:22'

describe('updateHistory', () => {
  it("rebuilds everything that the article's log tells", () => {
    const history = historyOf(readFileSync('tests/run/fixtures/article-log.txt', 'utf8'))
    // global step: (epoch - 1) * 57 + iter
    expect(history.train).toEqual({
      step: [0, 10, 20, 57],
      epoch: [1, 1, 1, 2],
      loss: [1.876, 1.543, 1.321, 1.209],
      learningRate: [0.007, 0.007, 0.007, 0.007],
      line: [5, 6, 7, 9],
      extra: {},
    })
    expect(history).toMatchObject({
      val: [{ epoch: 1, fScore: 0.682, precision: 0.701, recall: 0.664, line: 8 }],
      epochs: 5,
      iters: 57,
      starts: ['2026-01-05 14:30:22'],
      device: 'cuda:0',
      dataset: '/root/custom_data',
      samples: { train: 456, test: 120 },
      ended: 'completed',
      fatal: undefined,
      errors: [],
      bestSaves: 1,
    })
  })

  it('gives a resumed run one curve: what is trained again replaces what was lost', () => {
    const history = historyOf(
      start,
      train(1, 0, 3),
      train(1, 5, 2.5),
      val(1, 0.4),
      train(2, 0, 2),
      train(2, 5, 9),
      '[INFO] Training stopped by user.',
      '[INFO] Resuming training at 2026-01-05 16:00:00 from checkpoints/last_model.pth (epoch 1, iter 3)',
      train(2, 5, 1.9),
      val(2, 0.6),
    )
    expect(history.train.step).toEqual([0, 5, 10, 15])
    expect(history.train.loss).toEqual([3, 2.5, 2, 1.9])
    expect(history.val.map(({ epoch }) => epoch)).toEqual([1, 2])
    expect(history.ended).toBeUndefined()
    expect(history.starts).toHaveLength(2)
  })

  it('drops everything after the checkpoint at once when a run resumes', () => {
    const resume = '[INFO] Resuming training at 2026-01-05 16:00:00 from checkpoints/last_model.pth (epoch 1)'
    const history = historyOf(start, train(1, 0, 3), val(1, 0.4), train(2, 0, 2), val(2, 0.5), resume)
    expect(history.train.step).toEqual([0])
    expect(history.val.map(({ epoch }) => epoch)).toEqual([1])
  })

  it('begins anew at a second start in the same log', () => {
    const history = historyOf(start, val(0, 0.1), train(1, 0, 3), val(1, 0.4), start, train(1, 0, 5))
    expect(history.train.loss).toEqual([5])
    expect(history.val).toEqual([])
  })

  it('keeps extra fields as columns, NaN where a line lacks them', () => {
    const history = historyOf(train(1, 0, 3), `${train(1, 5, 2)}, Data: 3 ms`, train(2, 0, 1))
    expect(history.train.extra).toEqual({ dataMs: [Number.NaN, 3, Number.NaN] })
    updateHistory(history, parseLog(Buffer.from(train(1, 5, 2)))[0])
    expect(history.train.extra.dataMs).toEqual([Number.NaN, Number.NaN])
  })

  it('holds an error as fatal until there is progress again', () => {
    expect(historyOf(start, '[ERROR] File not found: 1.jpg', '[WARN] Slow').fatal).toEqual({
      line: 2,
      text: 'File not found: 1.jpg',
    })
    const save = '[SAVE] Last model saved to checkpoints/last_model.pth'
    expect(historyOf(train(1, 0, 3), '[ERROR] Loss is nan', save).fatal?.line).toBe(2)
    const recovered = historyOf(start, '[ERROR] Invalid box format in 1.txt', train(1, 0, 3))
    expect(recovered.fatal).toBeUndefined()
    expect(recovered.errors).toHaveLength(1)
  })

  it.each([
    'RuntimeError: CUDA out of memory. Tried to allocate 20.00 MiB',
    'CUDA out of memory',
    'torch.cuda.OutOfMemoryError: x',
    'KeyError',
    'Killed',
    'Segmentation fault (core dumped)',
  ])('takes %j without a tag for an error', (text) => {
    expect(historyOf(start, text).fatal?.text).toBe(text)
  })

  it.each(['...', 'Loss stuck around 2.0+ for many iterations', '10%|# | errors: 0'])(
    'does not take %j for one',
    (text) => {
      expect(historyOf(start, text).fatal).toBeUndefined()
    },
  )
})

describe('bestOf', () => {
  it('is the highest F-score after training began, the earliest of equals', () => {
    expect(bestOf(historyOf(val(0, 0.9), val(1, 0.5), val(2, 0.7), val(3, 0.7)))?.epoch).toBe(2)
    expect(bestOf(historyOf('[VAL] Epoch 1 finished. F-score: nan', val(2, 0)))?.epoch).toBe(2)
    expect(bestOf(historyOf(val(0, 0.9)))).toBeUndefined()
  })
})
