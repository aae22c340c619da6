// A live page and a reload show the same curves, wherever in the log the page began to listen and however the lines came.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type KnownCurves, joinCurves } from '../../src/run/join-curves.ts'
import { ChangeCollector } from '../../src/server/live/log-lines.ts'
import { readCurves } from '../../src/server/work/read-curves.ts'
import { temporaryFolder } from './temporary.ts'

function train(epoch: number, iter: number, loss: number, extra = ''): string {
  return `[TRAIN] Epoch ${epoch}/4, Iter ${iter}/10, Loss: ${loss}, LR: 0.007000${extra}`
}

function val(epoch: number, fScore: number): string {
  return `[VAL] Epoch ${epoch} finished. F-score: ${fScore}, Precision: 0.5, Recall: 0.5`
}

const start = '[INFO] Starting training at 2026-01-05 14:30:22'
const resume = (place: string): string =>
  `[INFO] Resuming training at 2026-01-05 16:00:00 from checkpoints/last_model.pth (${place})`

/** The curves as a page shows that loads them now. */
function reloaded(lines: readonly string[]): KnownCurves {
  const folder = join(temporaryFolder(), 'exp_20260105_143022')
  mkdirSync(folder)
  writeFileSync(join(folder, 'log.txt'), lines.map((line) => `${line}\n`).join(''))
  return { ...readCurves({ folder, points: 0 }), position: '' }
}

/** The curves as a page shows that loaded them after `loaded` lines and then heard the others, `piece` at a time. */
function live(lines: readonly string[], loaded: number, piece: number): KnownCurves {
  let curves = reloaded(lines.slice(0, loaded))
  for (let from = loaded; from < lines.length; from += piece) {
    const collector = new ChangeCollector(curves)
    for (const [index, line] of lines.slice(from, from + piece).entries()) collector.take(from + index + 1, line)
    curves = joinCurves(curves, { ...collector.change(), position: '' })
  }
  return curves
}

const logs: Record<string, readonly string[]> = {
  'a resume that repeats iterations': [
    start,
    val(0, 0.1),
    train(1, 0, 3, ', Elapsed: 1.0 s'),
    train(1, 5, 2.5, ', Elapsed: 2.0 s'),
    val(1, 0.4),
    train(2, 0, 2, ', Elapsed: 3.0 s'),
    train(2, 5, 9, ', Grad norm: 1.5'),
    val(2, 0.2),
    resume('epoch 1, iter 3'),
    train(2, 5, 1.9, ', Elapsed: 1.0 s'),
    val(2, 0.6),
    train(3, 0, 1.5, ', Grad norm: nan'),
  ],
  'a second start': [start, train(1, 0, 3), val(1, 0.4), start, val(0, 0.2), train(1, 0, 5)],
  'lines that repeat without a word': [start, train(1, 0, 3), train(1, 5, 2), val(1, 0.4), train(1, 5, 1), val(1, 0.5)],
  'another number of iterations after a resume': [
    start,
    train(1, 0, 3),
    val(1, 0.4),
    resume('epoch 1'),
    '[TRAIN] Epoch 2/4, Iter 0/20, Loss: 1.1, LR: 0.007000',
    val(2, 0.5),
  ],
}

describe('joinCurves', () => {
  it.each(Object.entries(logs))('makes what a reload shows of %s', (_, lines) => {
    const whole = reloaded(lines)
    expect(whole.points).toBeGreaterThan(0)
    for (let loaded = 0; loaded < lines.length; loaded++)
      for (const piece of [1, 2, lines.length]) expect(live(lines, loaded, piece)).toEqual(whole)
  })

  it('shows the new points after a resume that repeats iterations, not the old ones', () => {
    const curves = live(logs['a resume that repeats iterations'], 8, 1)
    expect(curves.series['loss'].value).toEqual([3, 2.5, 2, 1.9, 1.5])
    expect(curves.series['fScore'].value).toEqual([0.1, 0.4, 0.6])
  })

  it('takes no point twice, even when changes come that are known already', () => {
    const lines = logs['a resume that repeats iterations']
    let curves = reloaded(lines)
    for (const [index, line] of lines.entries()) {
      const collector = new ChangeCollector(curves)
      collector.take(index + 1, line)
      curves = joinCurves(curves, { ...collector.change(), position: '' })
    }
    expect(curves.series).toEqual(reloaded(lines).series)
  })
})
