// What `latest` means, when a run started and how long it worked: by its log, not by the times of files.
import { copyFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { onNotice } from '../../src/core/notices.ts'
import { summarizeRun, summarizeRuns } from '../../src/run/list/list.ts'
import { listRuns, resolveRun } from '../../src/run/resolve.ts'
import { defaultModel, readWeightsFile } from '../../src/tasks/models/models.ts'
import { UserError } from '../../src/core/errors.ts'
import { temporaryFolder } from './temporary.ts'

const step = (iter: number, elapsed: number) =>
  `[TRAIN] Epoch 1/1, Iter ${iter}/4, Loss: 2.000, LR: 0.007000, Elapsed: ${elapsed.toFixed(1)} s`

/** A run folder with these lines in its log, and weights where `weights` says so. */
function addRun(workdirs: string, name: string, lines: readonly string[], weights: readonly string[] = []): string {
  const folder = join(workdirs, name)
  mkdirSync(join(folder, 'checkpoints'), { recursive: true })
  writeFileSync(join(folder, 'config.yaml'), 'batch_size: 2\n')
  writeFileSync(join(folder, 'log.txt'), `${lines.join('\n')}\n`)
  utimesSync(join(folder, 'log.txt'), 2_000_000_000, 2_000_000_000) // as a copy has them: long after the training
  for (const file of weights) writeFileSync(join(folder, 'checkpoints', file), file)
  return folder
}

const trained = [
  '[INFO] Starting training at 2026-01-05 14:30:22',
  step(0, 3),
  '[INFO] Training completed successfully.',
]
const refused = [
  '[INFO] Starting training at 2026-02-01 10:00:00',
  '[ERROR] The training did not start: the data set has errors',
]

let notices: string[]

beforeEach(() => {
  notices = []
  onNotice((text) => notices.push(text))
})

it('a renamed run started when its log says, whatever its folder was touched by', () => {
  const workdirs = temporaryFolder()
  addRun(workdirs, 'my_baseline', trained)
  addRun(workdirs, 'exp_20260110_100000', trained, ['best_model.pth'])
  expect(listRuns(workdirs).map(({ id }) => id)).toEqual(['exp_20260110_100000', 'my_baseline'])
  expect(listRuns(workdirs)[1].startedAt).toEqual(new Date(2026, 0, 5, 14, 30, 22))
  expect(resolveRun('latest', workdirs).id).toBe('exp_20260110_100000')
  expect(summarizeRuns(workdirs, { cache: false })[1].durationSeconds).toBe(3)
  expect(notices).toEqual([])
})

it('latest passes over starts that were refused, and says so', () => {
  const workdirs = temporaryFolder()
  addRun(workdirs, 'exp_20260105_143022', trained, ['best_model.pth'])
  addRun(workdirs, 'exp_20260201_100000', refused)
  expect(resolveRun('latest', workdirs).id).toBe('exp_20260105_143022')
  expect(notices).toEqual([
    'note: latest is exp_20260105_143022; skipped: exp_20260201_100000 (it never trained: The training did not start: the data set has errors)',
  ])
  expect(defaultModel(workdirs)).toBe('exp_20260105_143022')
})

it('latest is the newest of all where none trained', () => {
  const workdirs = temporaryFolder()
  addRun(workdirs, 'exp_20260201_100000', refused)
  addRun(workdirs, 'exp_20260201_100000_2', refused)
  expect(resolveRun('latest', workdirs).id).toBe('exp_20260201_100000_2')
})

it('the latest model is that of the newest run with weights, and the first of its files that is whole', async () => {
  const workdirs = temporaryFolder()
  const files = ['best_model.pth', 'last_model.pth', 'epoch_1.pth', 'epoch_10.pth', 'backup_epoch_12.pth']
  addRun(workdirs, 'exp_20260105_143022', trained, files)
  addRun(workdirs, 'exp_20260105_143023', trained)
  const tried: string[] = []
  const read = async (path: string): Promise<string> => {
    const file = path.slice(path.lastIndexOf('/') + 1)
    tried.push(file)
    if (file !== 'epoch_10.pth')
      throw new UserError({ code: 'pth-damaged', message: 'It is damaged', found: 'half a file' })
    return file
  }
  const { run, content } = await readWeightsFile('latest', workdirs, read)
  expect([run?.id, content]).toEqual(['exp_20260105_143022', 'epoch_10.pth'])
  expect(tried).toEqual(['best_model.pth', 'last_model.pth', 'backup_epoch_12.pth', 'epoch_10.pth'])
  expect(notices).toEqual([
    'note: latest is exp_20260105_143022; skipped: exp_20260105_143023 (it has no weights)',
    'note: the weights of exp_20260105_143022 are epoch_10.pth, as these cannot be used: best_model.pth (It is damaged: half a file); last_model.pth (It is damaged: half a file); backup_epoch_12.pth (It is damaged: half a file)',
  ])
  const none = async (path: string): Promise<never> => {
    throw new UserError({ code: 'pth-damaged', message: 'It is damaged', where: path })
  }
  await expect(readWeightsFile('latest', workdirs, none)).rejects.toMatchObject({
    code: 'run-without-weights',
    found: expect.stringMatching(
      /^best_model.pth \(It is damaged\); last_model.pth \(It is damaged\); backup/,
    ) as string,
    next: expect.stringContaining('train --config') as string,
  })
  const named = join(workdirs, 'exp_20260105_143022/checkpoints/best_model.pth')
  await expect(readWeightsFile(named, workdirs, none)).rejects.toMatchObject({ code: 'pth-damaged', where: named })
})

it('says that the best model is gone before it takes the last one', async () => {
  const workdirs = temporaryFolder()
  const saved = '[SAVE] Best model saved to checkpoints/best_model.pth (F-score improved)'
  addRun(workdirs, 'exp_20260105_143022', [...trained, saved], ['last_model.pth'])
  const { path } = await readWeightsFile('exp_20260105_143022', workdirs, async () => '')
  expect(path).toMatch(/last_model.pth$/)
  expect(notices).toEqual([
    'note: the weights of exp_20260105_143022 are last_model.pth, as these cannot be used: best_model.pth (missing, though the log says that it was saved)',
  ])
})

it('a run that ended without weights is not waited for', async () => {
  const workdirs = temporaryFolder()
  addRun(workdirs, 'exp_20260201_100000', refused)
  await expect(readWeightsFile('latest', workdirs, async () => '')).rejects.toMatchObject({
    code: 'run-without-weights',
    found: 'The training did not start: the data set has errors',
    next: expect.stringContaining('train --config'),
  })
})

it('a break between a stop and going on is no time that a run worked', () => {
  const workdirs = temporaryFolder()
  const folder = addRun(workdirs, 'exp_20260105_143022', [
    '[INFO] Starting training at 2026-01-05 14:30:22',
    step(0, 3),
    step(1, 60),
    '[INFO] Training stopped by user.',
    '[INFO] Resuming training at 2026-01-09 09:00:00 from checkpoints/last_model.pth (epoch 0, iter 2)',
    step(2, 4),
    step(3, 40),
    '[VAL] Epoch 1 finished. F-score: 0.500, Precision: 0.500, Recall: 0.500, Elapsed: 5.0 s',
    '[INFO] Training completed successfully.',
  ])
  const summary = summarizeRun(resolveRun(folder))
  expect(summary.durationSeconds).toBe(60 + 40 + 5)
  expect(summary.endedAt).toBe(new Date(2026, 0, 9, 9, 0, 45).toISOString())
  const copied = join(workdirs, 'exp_20260106_000000')
  mkdirSync(copied)
  copyFileSync(join(folder, 'log.txt'), join(copied, 'log.txt'))
  expect(summarizeRun(resolveRun(copied)).durationSeconds).toBe(105)
})
