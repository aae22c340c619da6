// One run on one page: ours, live, the original system's, and a broken one.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { renderShow, stepsAfterShow } from '../../../src/cli/views/show.ts'
import { RunWriter } from '../../../src/run/writer.ts'
import { showRun } from '../../../src/tasks/runs/show.ts'
import { formatEpoch } from '../../../src/cli/text/format.ts'
import { plain } from '../../cli/look.ts'
import { makeRun } from '../../run/run-folders.ts'
import { temporaryFolder } from '../../run/temporary.ts'

const id = 'exp_20260105_143022'

function workdirsOf(content: Parameters<typeof makeRun>[2]): string {
  const workdirs = temporaryFolder()
  makeRun(workdirs, id, content)
  return workdirs
}

it('shows settings, curves, checkpoints, findings and what to do next', () => {
  const workdirs = temporaryFolder()
  makeRun(workdirs, id, { config: { learning_rate: 0.02, seed: 7 }, fScores: [0.5, 0.7, 0.6] })
  const report = showRun({ run: 'latest', workdirs })
  expect(report.curves.f_score).toEqual({ x: [1, 2, 3], y: [0.5, 0.7, 0.6] })
  expect(report.curves.loss.x.slice(0, 5)).toEqual([0, 0.25, 0.5, 0.75, 1])
  expect(report.checkpoints.map(({ name, epoch }) => [name, epoch])).toEqual([
    ['best_model.pth', 2],
    ['last_model.pth', 3],
  ])
  const text = renderShow(report, plain(80))
  for (const part of [
    `${id}  finished`,
    'F 0.700  P 0.700  R 0.700  at epoch 2',
    'F 0.600  P 0.600  R 0.600  at epoch 3',
    'learning_rate   0.02\n',
    'optimizer       SGD  default',
    'seed            7\n',
    'best_model.pth      2  5.0 kB',
    'Learning rate\n',
    'Findings  ',
  ])
    expect(text).toContain(part)
  expect(text.split('\n').filter((line) => line.length > 80 && !/folder|data/i.test(line))).toEqual([])
  expect(stepsAfterShow(report, 'ocrdet').map(({ line }) => line.split(' ')[1])).toContain('export')
})

it('calls what was scored before the first epoch the initial weights, as every page does', () => {
  const { run, ...report } = showRun({ run: id, workdirs: workdirsOf({ fScores: [0.5] }) })
  const best = { epoch: 0, fScore: 0.9, precision: 0.9, recall: 0.9, detections: 3 }
  const text = renderShow({ ...report, run: { ...run, best } }, plain(80))
  expect(text).toContain('F 0.900  P 0.900  R 0.900  initial weights\n')
  expect([formatEpoch(0, 5), formatEpoch(3, 5), formatEpoch(3)]).toEqual(['initial weights', '3/5', '3'])
})

it('follows a live run from look to look', () => {
  const workdirs = temporaryFolder()
  const { folder } = makeRun(workdirs, id, { ending: 'none' })
  new RunWriter(folder).heartbeat()
  const report = showRun({ run: id, workdirs })
  expect(report.run.state.name).toBe('running')
  expect(stepsAfterShow(report, 'ocrdet')[0].line).toMatch(/^ocrdet logs .* -f$/)
})

it("shows the original system's run, and one without settings", () => {
  const workdirs = temporaryFolder()
  const folder = join(workdirs, id)
  mkdirSync(folder)
  for (const [name, from] of [
    ['log.txt', 'article-log.txt'],
    ['config.yaml', 'article-config.yaml'],
  ])
    writeFileSync(join(folder, name), readFileSync(join('tests/run/fixtures', from)))
  const text = renderShow(showRun({ run: id, workdirs }), plain(80))
  expect(text).toContain('Configuration\ntrain_data_dir')
  expect(text).toContain('Checkpoints  none')
  writeFileSync(join(folder, 'config.yaml'), 'batch_size: [')
  expect(renderShow(showRun({ run: id, workdirs }), plain(80))).toMatch(/Configuration {2}.*\n.*expected: valid YAML/)
  rmSync(join(folder, 'config.yaml'))
  expect(renderShow(showRun({ run: id, workdirs }), plain(80))).toContain('Configuration  no config.yaml')
})
