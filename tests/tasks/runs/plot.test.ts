// Curves as an image and as a table: every spike, every point, every value that is no number.
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeImage } from '../../../src/data/image.ts'
import { colors, inks } from '../../../src/tasks/runs/plot/colors.ts'
import { tickLabel, ticksOf } from '../../../src/tasks/runs/plot/ticks.ts'
import { plotRuns } from '../../../src/tasks/runs/plot.ts'
import { exportResults } from '../../../src/tasks/runs/results.ts'
import { makeRun } from '../../run/run-folders.ts'
import { temporaryFolder, userErrorOf } from '../../run/temporary.ts'

const first = 'exp_20260105_143022'
const second = 'exp_20260106_090000'

/** Pixels of a colour, by row and column. */
async function pixelsOf(path: string, color: string): Promise<[x: number, y: number][]> {
  const { width, data } = await decodeImage(path)
  const wanted = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
  const found: [number, number][] = []
  for (let at = 0; at < data.length; at += 3)
    if (wanted.every((value, index) => data[at + index] === value))
      found.push([(at / 3) % width, Math.floor(at / 3 / width)])
  return found
}

describe('plotRuns', () => {
  it('draws a spike among ten thousand points, and marks what is no number', async () => {
    const workdirs = temporaryFolder()
    const { folder } = makeRun(workdirs, first, { fScores: [], ending: 'none' })
    const lineOf = (iter: number, loss: string): string =>
      `[TRAIN] Epoch 1/1, Iter ${iter}/10000, Loss: ${loss}, LR: 0.007000\n`
    const losses = Array.from({ length: 10_000 }, (_, iter) =>
      iter === 5000 ? '100.0' : iter === 8000 ? 'nan' : '1.000',
    )
    appendFileSync(join(folder, 'log.txt'), losses.map((loss, iter) => lineOf(iter, loss)).join(''))
    const out = join(workdirs, 'curves.png')
    const { width, runs } = plotRuns({ runs: ['latest'], workdirs, out })
    expect(runs).toEqual([{ id: first, label: first, points: 20_000 }])
    const drawn = (await pixelsOf(out, colors[0])).filter(([, y]) => y > 60 && y < 380)
    const highest = drawn.reduce((best, place) => (place[1] < best[1] ? place : best))
    expect(Math.abs(highest[0] - width * 0.54)).toBeLessThan(width * 0.03) // in the middle of the axis
    expect(drawn.filter(([, y]) => y < 150).every(([x]) => Math.abs(x - highest[0]) < 4)).toBe(true)
    expect((await pixelsOf(out, inks.broken)).length).toBeGreaterThan(20)
  })

  it('draws several runs, each in its colour, and refuses where there is nothing', async () => {
    const workdirs = temporaryFolder()
    makeRun(workdirs, first)
    makeRun(workdirs, second, { fScores: [0.2, 0.4, 0.9] })
    const out = join(workdirs, 'both.png')
    expect(plotRuns({ runs: [first, second], workdirs, out, x: 'step' }).runs.map(({ points }) => points)).toEqual([
      22, 33,
    ])
    for (const color of colors.slice(0, 2)) expect((await pixelsOf(out, color)).length).toBeGreaterThan(200)
    makeRun(workdirs, 'exp_20260107_000000', { fScores: [] })
    expect(userErrorOf(() => plotRuns({ runs: ['latest'], workdirs, out })).code).toBe('nothing-to-draw')
  })
})

describe('ticksOf', () => {
  it('gives round numbers', () => {
    expect(ticksOf([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
    expect(ticksOf([-0.04, 1.04], 6)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
    expect(ticksOf([3, 57], 10)).toEqual([10, 20, 30, 40, 50])
    expect(ticksOf([1e-5, 3e-5], 4).map(tickLabel)).toEqual(['1e-5', '1.5e-5', '2e-5', '2.5e-5', '3e-5'])
    expect(ticksOf([2, 2], 5)).toEqual([2])
  })
})

describe('exportResults', () => {
  it('writes every line of the log as a row', () => {
    const workdirs = temporaryFolder()
    const { folder } = makeRun(workdirs, first)
    appendFileSync(join(folder, 'log.txt'), '[TRAIN] Epoch 3/3, Iter 0/4, Loss: nan, LR: 0.007000\n')
    const out = join(workdirs, 'results.csv')
    expect(exportResults({ run: first, workdirs, out }).rows).toHaveLength(11)
    const [head, ...lines] = readFileSync(out, 'utf8').trimEnd().split('\n')
    const table = lines.map((line) => {
      const cells = line.split(',')
      return Object.fromEntries(head.split(',').map((name, index) => [name, cells[index]]))
    })
    expect(table[0]).toMatchObject({
      kind: 'train',
      epoch: '1',
      step: '0',
      loss: '2',
      learning_rate: '0.007',
      f_score: '',
      line: '5',
    })
    expect(table[4]).toMatchObject({ kind: 'val', epoch: '1', step: '4', loss: '', f_score: '0.5', recall: '0.5' })
    expect(table[10]).toMatchObject({ kind: 'train', loss: 'nan', step: '8' })
    expect(lines.every((line) => line.split(',').length === head.split(',').length)).toBe(true)
  })
})
