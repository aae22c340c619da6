// What is told of a sweep: its start, each trial, and the table at the end.
import { describe, expect, it } from 'vitest'
import { renderPreview, renderStart, renderSweep, renderTrialEnd, stepsAfterSweep } from '../../src/cli/views/trials.ts'
import { parseConfig } from '../../src/run/config.ts'
import { checkpointBytes } from '../../src/tasks/sweep/estimate.ts'
import type { SweepReport, TrialReport } from '../../src/tasks/sweep/status.ts'
import { plain } from './look.ts'

const done = (trial: number, fScore: number, rate: number): TrialReport => ({
  trial,
  combination: trial,
  values: { learning_rate: rate, input_size: [640, 800] },
  state: 'finished',
  run: `exp_${trial}`,
  score: fScore,
  fScore,
  precision: 0.9,
  recall: 0.5,
  initial: 0.7,
  epochsDone: 3,
  seconds: 125,
})
const failed: TrialReport = { ...done(3, 0, 0.1), state: 'failed', error: 'The loss is not finite' }
delete (failed as { score?: number }).score
delete (failed as { fScore?: number }).fScore

const report: SweepReport = {
  name: 'rates',
  folder: '/w/sweeps/rates',
  workdirs: '/w',
  metric: 'f_score',
  varied: ['learning_rate'],
  trials: [done(1, 0.71, 0.001), done(2, 0.8, 0.0003), failed],
  counts: { finished: 2, failed: 1 },
  combinations: [],
  best: done(2, 0.8, 0.0003),
}

describe('a sweep at its end', () => {
  it('is a table of what varies against scores, the best first, with failures and commands', () => {
    expect(renderSweep(report, plain(120))).toBe(`Sweep rates: 3 trials, 2 finished, 1 failed

trial      F      P      R  learning_rate  state     run      time
2      0.800  0.900  0.500  0.0003         finished  exp_2  2m 05s
1      0.710  0.900  0.500  0.001          finished  exp_1  2m 05s
3          -  0.900  0.500  0.1            failed    exp_3  2m 05s

Best    trial 2, exp_2: F 0.800 (initial weights: F 0.700), learning_rate 0.0003, input_size 640x800
failed  trial 3: The loss is not finite

Folder  /w/sweeps/rates`)
    expect(stepsAfterSweep(report, 'ocrdet').map(({ line }) => line)).toEqual([
      'ocrdet sweep rates --retry-failed --workdirs /w',
      'ocrdet compare exp_2 exp_1 --workdirs /w',
      'ocrdet export exp_2 --workdirs /w',
      'ocrdet runs --sweep rates --workdirs /w',
    ])
  })

  it('fits the columns of a narrow terminal where it names the best', () => {
    const lines = renderSweep(report, plain(60)).split('\n')
    const at = lines.findIndex((line) => line.startsWith('Best'))
    expect(lines.slice(at, at + 2)).toEqual([
      'Best    trial 2, exp_2: F 0.800 (initial weights: F 0.700),',
      '        learning_rate 0.0003, input_size 640x800',
    ])
  })

  it('says so when no trial is better than the initial weights, and has means over seeds', () => {
    const best = { ...done(1, 0.7, 0.001), seed: 4 }
    const combinations = [{ combination: 1, values: best.values, count: 2, mean: 0.69, deviation: 0.0123 }]
    const text = renderSweep({ ...report, varied: ['learning_rate', 'seed'], best, combinations }, plain(120))
    expect(text).toContain('It is no better than the initial weights.')
    expect(text).toContain('mean F         trials  learning_rate\n0.690 ± 0.012       2  0.001\n')
  })
})

it('a sweep at its start has its time, its room on the disk, and a word when that is not there', () => {
  const starting = { name: 'rates', count: 2, seconds: 4000, basis: { basis: 'earlier-run', run: 'exp_1' } as const }
  expect(renderStart({ ...starting, bytes: 3e9, free: 9e9 })).toBe(
    'Sweep rates: 2 trials to do, about 1h 06m one after the other (at the pace of exp_1); 3.0 GB of checkpoints',
  )
  expect(renderStart({ ...starting, bytes: 3e9, free: 1e9 })).toMatch(/only 1\.0 GB are free: some trials will fail$/)
  const trials = [done(1, 0, 0.001)].map((trial) => ({ ...trial, state: 'waiting' as const }))
  const preview = { name: 'rates', folder: '/w', trials, each: [90], seconds: 90, bytes: 1, free: 2 }
  expect(
    renderPreview({ ...preview, script: '#!/bin/bash\n' }, plain(120))
      .split('\n')
      .slice(2),
  ).toEqual([
    'trial  time          learning_rate  input_size',
    '1      about 1m 30s  0.001          640x800',
    '',
    '#!/bin/bash',
  ])
})

it('a trial at its end has its score, or why it has none', () => {
  const look = plain(120)
  expect(renderTrialEnd(done(1, 0.5, 0.001), { of: 3, look })).toBe(
    'Trial 1/3  exp_1  F 0.500  2m 05s  learning_rate 0.001, input_size 640x800',
  )
  expect(renderTrialEnd(failed, { of: 3, look })).toMatch(
    /^Trial 3\/3 {2}exp_3 {2}failed .*\n {2}The loss is not finite$/,
  )
})

it('checkpoints take what was measured of trainings with SGD and AdamW', () => {
  const of = (settings: Readonly<Record<string, unknown>>) =>
    Math.round(checkpointBytes(parseConfig({ train_data_dir: 'a', ...settings })) / 1e6)
  expect(of({ optimizer: 'SGD' })).toBe(346)
  expect(of({ optimizer: 'AdamW' })).toBe(444)
})
