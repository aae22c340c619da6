// The table of runs: conditions, orders, archives, live and broken folders.
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { archiveRun } from '../../../src/run/archive/archive.ts'
import { cacheFolder } from '../../../src/run/list/cache.ts'
import { writeNote } from '../../../src/run/notes.ts'
import { nameRun } from '../../../src/run/names.ts'
import { listRunTable } from '../../../src/tasks/runs/runs.ts'
import { makeRun } from '../../run/run-folders.ts'
import { temporaryFolder, userErrorOf } from '../../run/temporary.ts'

const first = 'exp_20260105_143022'
const second = 'exp_20260106_090000'
const third = 'exp_20260107_090000'

function threeRuns(): string {
  const workdirs = temporaryFolder()
  process.env['OCRDET_CACHE'] = join(workdirs, '.cache')
  makeRun(workdirs, first, { fScores: [0.5, 0.7], config: { learning_rate: 0.007 } })
  makeRun(workdirs, second, { fScores: [0.6, 0.9, 0.8], config: { learning_rate: 0.02 }, ending: 'stopped' })
  makeRun(workdirs, third, { fScores: [], ending: 'none' })
  return workdirs
}

function idsOf(workdirs: string, asked: { where?: string; sort?: string; limit?: number } = {}): string[] {
  return listRunTable({ workdirs, ...asked }).runs.map(({ id }) => id)
}

it('lists all runs, the newest first, with best scores and states', () => {
  const { runs, total } = listRunTable({ workdirs: threeRuns() })
  expect(total).toBe(3)
  expect(runs.map(({ id, state, best, epochsDone }) => [id, state.name, best?.fScore, epochsDone])).toEqual([
    [third, 'dead', undefined, 0],
    [second, 'stopped', 0.9, 3],
    [first, 'finished', 0.7, 2],
  ])
})

it('filters by conditions on scores and settings, and sorts by a field', () => {
  const workdirs = threeRuns()
  expect(idsOf(workdirs, { where: 'f_score>=0.7 and learning_rate<0.01' })).toEqual([first])
  expect(idsOf(workdirs, { where: 'not f_score or state = stopped' })).toEqual([third, second])
  expect(idsOf(workdirs, { sort: 'f_score' })).toEqual([second, first, third])
  expect(idsOf(workdirs, { sort: '+f_score', limit: 1 })).toEqual([first])
  const error = userErrorOf(() => idsOf(workdirs, { where: 'f_scor > 0.5' }))
  expect([error.code, error.next]).toEqual(['bad-where', expect.stringContaining('f_score')])
})

it('says the same with its cache, without it and after a change', () => {
  const workdirs = threeRuns()
  const now = new Date()
  const fresh = listRunTable({ workdirs, now }).runs
  expect(listRunTable({ workdirs, now }).runs).toEqual(fresh)
  rmSync(cacheFolder(), { recursive: true, force: true })
  expect(listRunTable({ workdirs, now }).runs).toEqual(fresh)
  appendFileSync(join(workdirs, first, 'log.txt'), '[VAL] Epoch 3 finished. F-score: 0.990, Precision: 1, Recall: 1\n')
  writeNote(join(workdirs, second), 'too fast')
  nameRun({ ...fresh[0], startedAt: now }, 'third', { workdirs })
  const changed = listRunTable({ workdirs, sort: '+started' }).runs
  expect(changed.map(({ best, note, names }) => [best?.fScore, note, names])).toEqual([
    [0.99, '', []],
    [0.9, 'too fast', []],
    [undefined, '', ['third']],
  ])
})

it('looks only at the newest few when no more are wanted, and forgets nothing about the others', () => {
  const workdirs = threeRuns()
  listRunTable({ workdirs })
  appendFileSync(join(workdirs, second, 'log.txt'), '[VAL] Epoch 4 finished. F-score: 0.950, Precision: 1, Recall: 1\n')
  const { runs, total } = listRunTable({ workdirs, limit: 2 })
  expect([total, ...runs.map(({ id, best }) => [id, best?.fScore])]).toEqual([3, [third, undefined], [second, 0.95]])
  expect(listRunTable({ workdirs }).runs.map(({ best }) => best?.fScore)).toEqual([undefined, 0.95, 0.7])
})

it('lists archives without unpacking, with the names that they had', async () => {
  const workdirs = threeRuns()
  nameRun(makeRun(workdirs, 'exp_20260108_000000'), 'baseline', { workdirs })
  await archiveRun({ id: first, folder: join(workdirs, first), names: [], startedAt: new Date() })
  await archiveRun({
    id: 'exp_20260108_000000',
    folder: join(workdirs, 'exp_20260108_000000'),
    names: [],
    startedAt: new Date(),
  })
  const { runs } = listRunTable({ workdirs, archived: true })
  expect(runs.map(({ id, names, best }) => [id, names, best?.fScore])).toEqual([
    ['exp_20260108_000000', ['baseline'], 0.7],
    [first, [], 0.7],
  ])
  expect(listRunTable({ workdirs }).total).toBe(2)
  const all = listRunTable({ workdirs, archived: 'with' }).runs
  expect(all.filter(({ archive }) => archive !== undefined).map(({ id }) => id)).toEqual(['exp_20260108_000000', first])
  const starts = all.map(({ startedAt }) => startedAt)
  expect(starts).toEqual(starts.toSorted().toReversed())
  expect(all).toHaveLength(4)
})

it('shows a folder of the original system, and one that holds garbage', () => {
  const workdirs = temporaryFolder()
  process.env['OCRDET_CACHE'] = join(workdirs, '.cache')
  mkdirSync(join(workdirs, 'my_run'))
  writeFileSync(
    join(workdirs, 'my_run', 'log.txt'),
    '[VAL] Epoch 1 finished. F-score: 0.682, Precision: 0.701, Recall: 0.664\n',
  )
  mkdirSync(join(workdirs, first, 'config.yaml'), { recursive: true })
  writeFileSync(join(workdirs, first, 'log.txt'), Buffer.alloc(5000, 0xff))
  expect(listRunTable({ workdirs }).runs.map(({ id, best }) => [id, best?.fScore])).toEqual([
    ['my_run', 0.682],
    [first, undefined],
  ])
})
