// Runs side by side: settings, curves, images; configurations alone.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderComparison } from '../../../src/cli/views/compare.ts'
import { renderConfig, renderConfigDiff } from '../../../src/cli/views/config.ts'
import { runPaths } from '../../../src/run/layout.ts'
import { compareRuns } from '../../../src/tasks/runs/compare.ts'
import { diffConfigs, showConfig } from '../../../src/tasks/runs/config.ts'
import { plain } from '../../cli/look.ts'
import { makeRun } from '../../run/run-folders.ts'
import { temporaryFolder, userErrorOf } from '../../run/temporary.ts'

const first = 'exp_20260105_143022'
const second = 'exp_20260106_090000'

function twoRuns(): string {
  const workdirs = temporaryFolder()
  makeRun(workdirs, first, { config: { learning_rate: 0.007 } })
  const { folder } = makeRun(workdirs, second, {
    config: { learning_rate: 0.02, seed: 5 },
    iters: 8,
  })
  const { predictions } = runPaths(folder)
  const changed = JSON.parse(readFileSync(predictions, 'utf8')) as { images: { states: string[] }[] }
  changed.images[0].states = ['false'] // 1.jpg was perfect
  changed.images[1].states = ['matched', 'matched'] // 2.jpg had one false
  writeFileSync(predictions, JSON.stringify(changed))
  return workdirs
}

describe('compareRuns', () => {
  it('tells settings that differ, scores, curves over epochs, and images better and worse', async () => {
    const report = await compareRuns({ runs: [first, second], workdirs: twoRuns() })
    expect(report.config.values.filter(({ differs }) => differs).map(({ name, values }) => [name, ...values])).toEqual([
      ['learning_rate', '0.007', '0.02'],
      ['seed', '0', '5'],
    ])
    const [a, b] = report.runs.map(({ curves }) => curves.loss.x)
    expect([a.length, b.length, a[4], b[8]]).toEqual([8, 16, 1, 1]) // other step counts, the same epochs
    const [images] = report.images
    expect(images).toMatchObject({ id: second, same: 0, unpaired: 0 })
    expect(images.better).toEqual([{ image: '2.jpg', before: 0.5, after: 1 }])
    expect(images.worse).toEqual([{ image: '1.jpg', before: 1, after: 0 }])
  })

  it('is drawn with a letter a run', async () => {
    const report = await compareRuns({ runs: [first, second], workdirs: twoRuns() })
    const text = renderComparison(report, plain(80))
    for (const part of [
      `a  ${first}`,
      'learning_rate  0.007',
      'F-score (a, b)',
      'Training loss (a, b)',
      'Images of b against a  1 better, 1 worse, 0 the same',
      '2.jpg   0.500  1.000  +0.500',
    ])
      expect(text).toContain(part)
    expect(text).not.toContain('momentum')
    expect(renderComparison(report, plain(80), true)).toContain('momentum')
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  it('takes runs without evaluations, and refuses one run alone', async () => {
    const workdirs = twoRuns()
    mkdirSync(join(workdirs, 'old'))
    writeFileSync(join(workdirs, 'old', 'log.txt'), readFileSync('tests/run/fixtures/article-log.txt'))
    const report = await compareRuns({ runs: [first, 'old'], workdirs })
    expect(report.images).toEqual([])
    expect(renderComparison(report, plain(80))).toContain('F-score (a, b)')
    await expect(compareRuns({ runs: [first], workdirs })).rejects.toMatchObject({ code: 'missing-argument' })
    await expect(compareRuns({ runs: [first, 'exp_20260105_143032'], workdirs })).rejects.toMatchObject({
      next: expect.stringContaining('Did you mean'),
    })
  })

  it('pairs no images of two data sets that only share their names', async () => {
    const workdirs = temporaryFolder()
    makeRun(workdirs, first)
    makeRun(workdirs, second, { dataHash: 'b'.repeat(64) })
    const report = await compareRuns({ runs: [first, second], workdirs })
    expect(report.images).toMatchObject([{ id: second, same: 0, unpaired: 4 }])
    expect(report.config.values.filter(({ differs }) => differs).map(({ name }) => name)).toEqual(['facts.data_hash'])
  })
})

describe('config', () => {
  it('shows every setting with its default marked, and differences between runs and files', () => {
    const workdirs = twoRuns()
    const file = join(workdirs, 'mine.yaml')
    writeFileSync(file, 'train_data_dir: /data/receipts\nnum_epochs: 2\nfoo: 1\n')
    expect(renderConfig(showConfig(second, workdirs), plain())).toMatch(/learning_rate +0\.02\n/)
    expect(renderConfig(showConfig(second, workdirs), plain())).toMatch(/batch_size +4 {2}default\n/)
    const diff = diffConfigs([second, file], workdirs)
    expect(renderConfigDiff(diff, plain())).toMatch(/learning_rate +0\.02 +0\.0003\n/)
    expect(renderConfigDiff(diff, plain())).toMatch(/foo +\(none\) +1\n/)
    const same = diffConfigs([first, first], workdirs)
    expect(renderConfigDiff(same, plain())).toMatch(/^No setting differs/)
    expect(userErrorOf(() => showConfig('nowhere.yaml', workdirs)).code).toBe('run-unknown')
  })
})
