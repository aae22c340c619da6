// The table of runs as text, wide and narrow.
import { describe, expect, it } from 'vitest'
import { renderRuns } from '../../src/cli/views/runs.ts'
import { renderSparkline } from '../../src/cli/text/sparkline.ts'
import type { RunsReport, RunSummary } from '../../src/tasks/runs/runs.ts'
import { plain } from './look.ts'

const run: RunSummary = {
  id: 'exp_20260105_143022',
  folder: '/w/exp_20260105_143022',
  names: ['baseline'],
  startedAt: '2026-01-05T14:30:22.000Z',
  state: { name: 'running', reason: '' },
  etaSeconds: 200,
  epochsDone: 2,
  epochs: 5,
  best: { epoch: 2, fScore: 0.7, precision: 0.8, recall: 0.6 },
  loss: 1.25,
  dataset: '/data/receipts',
  durationSeconds: 620,
  bytes: 48_200_000,
  trend: { of: 'f_score', values: [0.5, null, 0.7] },
  errors: 0,
  warnings: 0,
  note: '',
  tags: ['cpu'],
  config: {},
}
const bare: RunSummary = {
  id: 'exp_20260104_090000',
  folder: '/w/exp_20260104_090000',
  names: [],
  startedAt: '2026-01-04T09:00:00.000Z',
  state: { name: 'dead', reason: '' },
  epochsDone: 0,
  epochs: 0,
  bytes: 4096,
  trend: { of: 'loss', values: [2, 1] },
  errors: 0,
  warnings: 0,
  note: '',
  tags: [],
  config: {},
}
const report: RunsReport = { workdirs: '/w', archived: false, total: 2, matching: 2, runs: [run, bare] }

describe('renderRuns', () => {
  it('shows one row a run and the totals', () => {
    expect(renderRuns(report, plain())).toBe(
      `run                  state                     F  epochs  name               P      R   loss  course   data               time     size
exp_20260105_143022  running, 3m 20s left  0.700     2/5  baseline #cpu  0.800  0.600  1.250  .!#      /data/receipts  10m 20s  48.2 MB
exp_20260104_090000  dead                      -     0/?                     -      -      -  #. loss  -                     -   4.1 kB

2 runs, 1 running, 48.2 MB`,
    )
  })

  it('keeps ids whole and leaves out columns in narrow terminals', () => {
    const lines = renderRuns(report, plain(60)).split('\n')
    expect(lines[0]).toBe('run                  state                     F  epochs')
    expect(lines[1]).toBe('exp_20260105_143022  running, 3m 20s left  0.700     2/5')
  })

  it('tells an empty folder from a condition that no run meets', () => {
    expect(renderRuns({ ...report, total: 0, matching: 0, runs: [] }, plain())).toBe('There are no runs yet in /w.')
    expect(renderRuns({ ...report, matching: 0, runs: [] }, plain())).toBe('None of 2 runs meets the condition.')
  })
})

describe('renderSparkline', () => {
  it('draws low to high, level curves and values that are no numbers', () => {
    expect(renderSparkline([0, 1, 2, 3, 4, 5, 6])).toBe('.:-=+*#')
    expect(renderSparkline([3, 3])).toBe('==')
    expect(renderSparkline([null, 1])).toBe('!=')
  })
})
