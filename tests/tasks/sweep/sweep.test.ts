// A sweep on the disk: its plan never changes, its runs are known by what they hold, and its report is read from them.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { readRunConfig } from '../../../src/run/reader.ts'
import { isMarkedStopped } from '../../../src/run/job.ts'
import { runPaths } from '../../../src/run/layout.ts'
import { ownIdentity } from '../../../src/run/process-identity.ts'
import { archiveRun } from '../../../src/run/archive/archive.ts'
import { resolveRun } from '../../../src/run/resolve.ts'
import { readMembership, writeMembership } from '../../../src/run/sweep/membership.ts'
import { combined, reportOf, trialsToDo } from '../../../src/tasks/sweep/status.ts'
import { stopRunOfName, stopSweep } from '../../../src/tasks/sweep/stop.ts'
import {
  keepSweep,
  openSweep,
  prepareTrial,
  refuseBrokenData,
  variedIn,
  type Sweep,
} from '../../../src/tasks/sweep/sweep.ts'
import { tidyTrial } from '../../../src/tasks/sweep/tidy.ts'
import { listRunTable } from '../../../src/tasks/runs/runs.ts'
import { makeRun, type MadeRun } from '../../run/run-folders.ts'
import { temporaryFolder, tinyDataset } from '../training.ts'

let workdirs = ''
let yaml = ''
let data = ''

beforeEach(() => {
  workdirs = temporaryFolder()
  data = temporaryFolder()
  mkdirSync(join(data, 'train_images'))
  for (const name of ['train_list.txt', 'test_list.txt']) writeFileSync(join(data, name), '')
  yaml = join(temporaryFolder(), 'rates.yaml')
  writeFileSync(yaml, 'parameters:\n  learning_rate: [0.001, 0.01]\n  batch_size: [2, 4]\n')
})

async function start(): Promise<Sweep> {
  const sweep = await openSweep({ reference: yaml, workdirs, data })
  keepSweep(sweep, yaml)
  return sweep
}

let made = 0

/** A run of a trial, with these F-scores. */
function runOf({ name, spec, hash }: Sweep, trial: number, run: MadeRun = {}): string {
  const id = `exp_20260105_1430${String(10 + made++)}`
  const { folder } = makeRun(workdirs, id, run)
  writeMembership(folder, { name, trial, varied: variedIn(spec), plan: hash })
  return id
}

describe('the folder of a sweep', () => {
  it('keeps the plan and the file; the same file goes on with it, another one of that name is refused', async () => {
    const sweep = await start()
    expect(sweep.folder).toBe(join(workdirs, 'sweeps/rates'))
    expect(readFileSync(join(sweep.folder, 'sweep.yaml'), 'utf8')).toBe(readFileSync(yaml, 'utf8'))
    expect(await openSweep({ reference: yaml, workdirs, data })).toEqual(sweep)
    expect(await openSweep({ reference: 'rates', workdirs })).toEqual(sweep)
    expect(await openSweep({ reference: sweep.folder, workdirs: temporaryFolder() })).toEqual(sweep)
    writeFileSync(yaml, 'settings: { num_epochs: 9 }\nparameters:\n  learning_rate: [0.001]\n  batch_size: [2, 4]\n')
    await expect(openSweep({ reference: yaml, workdirs, data })).rejects.toMatchObject({
      code: 'sweep-other',
      found: 'other settings.num_epochs, parameters',
      next: expect.stringContaining('--name rates-2'),
    })
    expect((await openSweep({ reference: yaml, workdirs, data, name: 'rates-2' })).trials).toHaveLength(2)
  })

  it('that is unknown is told with those that are there', async () => {
    await expect(openSweep({ reference: 'rtes', workdirs })).rejects.toMatchObject({ found: 'no sweep yet' })
    await start()
    await expect(openSweep({ reference: 'rtes', workdirs })).rejects.toMatchObject({
      code: 'sweep-unknown',
      found: 'the sweeps rates',
      next: 'Did you mean rates?',
    })
  })

  it('makes run folders that say which trial they are, complete with their settings', async () => {
    const sweep = await start()
    const folder = await prepareTrial(sweep, 3)
    expect(readMembership(folder)).toMatchObject({ name: 'rates', trial: 3, varied: ['learning_rate', 'batch_size'] })
    const { config } = readRunConfig(runPaths(folder).config)
    expect(config).toMatchObject({ learning_rate: 0.01, batch_size: 2, train_data_dir: data })
    expect(reportOf(sweep).trials[2]).toMatchObject({ state: 'waiting', folder })
    rmSync(data, { recursive: true })
    await expect(prepareTrial(sweep, 1)).rejects.toMatchObject({ code: 'dataset-broken' })
  })
})

describe('the report of a sweep', () => {
  it('has every trial, the best, and what is left to do', async () => {
    const sweep = await start()
    runOf(sweep, 1, { fScores: [0.5, 0.6] })
    const best = runOf(sweep, 2, { fScores: [0.8, 0.7] })
    runOf(sweep, 3, { fScores: [0.9], ending: 'stopped' })
    const report = reportOf(sweep)
    expect(report.trials.map(({ state, score }) => [state, score])).toEqual([
      ['finished', 0.6],
      ['finished', 0.8],
      ['stopped', 0.9],
      ['waiting', undefined],
    ])
    expect(report.counts).toEqual({ finished: 2, stopped: 1, waiting: 1 })
    expect(report.best).toMatchObject({ trial: 2, run: best, values: { learning_rate: 0.001, batch_size: 4 } })
    expect(trialsToDo(report, false).map(({ trial }) => trial)).toEqual([3, 4])
  })

  it('has a failed trial with its error, which is done again only when asked for', async () => {
    const sweep = await start()
    const { folder } = makeRun(workdirs, 'exp_20260105_143099', { ending: 'none' })
    writeFileSync(join(folder, 'log.txt'), '[ERROR] out-of-memory: The memory ran out\n', { flag: 'a' })
    writeMembership(folder, { name: 'rates', trial: 1, varied: [], plan: sweep.hash })
    const report = reportOf(sweep)
    expect(report.trials[0]).toMatchObject({ state: 'failed', error: expect.stringContaining('The memory ran out') })
    expect(trialsToDo(report, false).map(({ trial }) => trial)).toEqual([2, 3, 4])
    expect(trialsToDo(report, true).map(({ trial }) => trial)).toEqual([1, 2, 3, 4])
  })

  it('knows its runs by their plan, renamed and archived too, and those of another sweep of its name are not among them', async () => {
    const sweep = await start()
    const [renamed, archived] = [runOf(sweep, 1), runOf(sweep, 2)]
    const other = runOf({ ...sweep, hash: 'another' }, 3)
    renameSync(join(workdirs, renamed), join(workdirs, 'my best'))
    await archiveRun(resolveRun(archived, workdirs), () => {})
    const { trials } = reportOf(sweep)
    expect(trials.map(({ state, run }) => [state, run])).toEqual([
      ['finished', 'my best'],
      ['finished', archived],
      ['waiting', undefined],
      ['waiting', undefined],
    ])
    const listed = listRunTable({ workdirs, sweep: 'rates', sort: '+trial' }).runs
    expect(listed.map(({ id, sweep: of }) => [id, of?.trial])).toEqual([
      ['my best', 1],
      [other, 3],
    ])
    expect(listRunTable({ workdirs, where: "sweep = 'rates' and trial > 1" }).runs).toHaveLength(1)
  })

  it('of several seeds has the mean and the deviation of every combination, and the best of the best', async () => {
    writeFileSync(yaml, 'seeds: [0, 1]\nparameters: { batch_size: [2, 4] }\n')
    const sweep = await start()
    expect(variedIn(sweep.spec)).toEqual(['batch_size', 'seed'])
    // The luckiest single training is of the worse combination.
    for (const [index, score] of [0.9, 0.7, 0.5, 0.8].entries()) runOf(sweep, index + 1, { fScores: [score] })
    const { combinations, best } = reportOf(sweep)
    expect(combinations.map(({ values, count, mean }) => [values.batch_size, count, mean])).toEqual([
      [4, 2, 0.75],
      [2, 2, 0.7],
    ])
    expect(combinations[0].deviation).toBeCloseTo(Math.SQRT1_2 / 10, 10)
    expect(best).toMatchObject({ trial: 4, seed: 1, score: 0.8 })
  })

  it('has no deviation of a single trial', () => {
    const trial = { trial: 1, combination: 1, values: {}, state: 'finished', score: 0.5, epochsDone: 1 } as const
    expect(combined([trial])).toEqual([{ combination: 1, values: {}, count: 1, mean: 0.5 }])
  })
})

it('runs of a sweep that is unknown are refused with those that are there, and one without runs yet has none', async () => {
  await start()
  expect(() => listRunTable({ workdirs, sweep: 'rtes' })).toThrow(
    expect.objectContaining({ code: 'sweep-unknown', next: 'Did you mean rates?' }),
  )
  expect(listRunTable({ workdirs, sweep: 'rates' }).runs).toEqual([])
})

it('what is to be stopped and is neither a run nor a sweep is told with the sweeps', async () => {
  expect(() => stopRunOfName('rtes', workdirs)).toThrow('There is no run or sweep "rtes"')
  await start()
  expect(() => stopRunOfName('rtes', workdirs)).toThrow(
    expect.objectContaining({ code: 'run-none', found: 'the sweeps rates', next: 'Did you mean rates?' }),
  )
})

it('a data set with which every trial would fail is refused at once, with its reason', async () => {
  const sweep = await start()
  await expect(refuseBrokenData(sweep)).rejects.toMatchObject({ code: 'dataset-broken', where: data })
  const good = await tinyDataset(2)
  const other = await openSweep({ reference: yaml, workdirs, data: good, name: 'good' })
  await expect(refuseBrokenData(other)).resolves.toBeUndefined()
})

it('a sweep that keeps the best keeps nothing else of a finished trial, and everything of one that may go on', async () => {
  writeFileSync(yaml, `keep_checkpoints: best\n${readFileSync(yaml, 'utf8')}`)
  const sweep = await start()
  const kept = (trial: number, run: MadeRun): string[] => {
    const folder = join(workdirs, runOf(sweep, trial, run))
    tidyTrial(sweep, folder)
    return readdirSync(runPaths(folder).checkpoints).sort()
  }
  expect(kept(1, {})).toEqual(['best_model.pth'])
  expect(kept(2, { ending: 'stopped' })).toEqual(['best_model.pth', 'last_model.pth'])
  delete (sweep.spec as { keep_checkpoints?: string }).keep_checkpoints
  expect(kept(3, {})).toEqual(['best_model.pth', 'last_model.pth'])
  expect(reportOf(sweep).counts).toEqual({ finished: 2, stopped: 1, waiting: 1 })
})

/** What a process leaves in the folder of a sweep that it works on. */
function claim(folder: string, of: object): void {
  writeFileSync(join(folder, '.claim-1'), JSON.stringify({ ...ownIdentity(), closed: false, ...of }))
}

describe('a sweep that is to be stopped', () => {
  it('and of which nothing is being trained at this moment is marked, so that its queue begins no other trial', async () => {
    const sweep = await start()
    claim(sweep.folder, { host: 'elsewhere' })
    expect(stopSweep('rates', workdirs)).toEqual({ name: 'rates', folder: sweep.folder, stopped: [] })
    expect(isMarkedStopped(sweep.folder)).toBe(true)
  })

  it.each([
    ['rests after a trial that was stopped', [{ ending: 'stopped' }], '0 of 4', 'ocrdet sweep rates --workdirs'],
    ['waits to be gone on with', [{}, {}], '2 of 4', 'ocrdet sweep rates --workdirs'],
    ['has ended', [{}, {}, {}, {}], '4 of 4', 'ocrdet sweep rates --status'],
  ] as const)('is refused where it %s, and nothing is marked', async (_, runs, ended, next) => {
    const sweep = await start()
    for (const [index, run] of runs.entries()) runOf(sweep, index + 1, run)
    claim(sweep.folder, { closed: true })
    expect(() => stopSweep('rates', workdirs)).toThrow(
      expect.objectContaining({
        code: 'sweep-not-running',
        found: `no living process; trials that have ended: ${ended}`,
        where: sweep.folder,
        next: expect.stringContaining(next),
      }),
    )
    expect(isMarkedStopped(sweep.folder)).toBe(false)
  })
})
