// Which run a person means.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRunFolder } from '../../src/run/layout.ts'
import { listRuns, resolveRun } from '../../src/run/resolve.ts'
import { temporaryFolder, userErrorOf } from './temporary.ts'

/** Three runs: 1 January 10:00:00, again in that second (named exp_v1), 2 January 09:00:00. */
function threeRuns(): { workdirs: string; folders: string[] } {
  const workdirs = join(temporaryFolder(), 'workdirs')
  const starts = [new Date(2026, 0, 1, 10), new Date(2026, 0, 1, 10), new Date(2026, 0, 2, 9)]
  const folders = starts.map((start) => createRunFolder(workdirs, start))
  symlinkSync('exp_20260101_100000_2', join(workdirs, 'exp_v1'))
  return { workdirs, folders }
}

describe('listRuns', () => {
  it('lists the newest first, with names, and passes over what is no run', () => {
    const { workdirs } = threeRuns()
    mkdirSync(join(workdirs, 'notes'))
    mkdirSync(join(workdirs, '.cache'))
    mkdirSync(join(workdirs, 'old_experiment'))
    writeFileSync(join(workdirs, 'old_experiment', 'log.txt'), '')
    writeFileSync(join(workdirs, 'exp_20250101_000000'), 'a file')
    symlinkSync('gone', join(workdirs, 'dangling'))
    symlinkSync('loop', join(workdirs, 'loop'))
    const runs = listRuns(workdirs)
    expect(runs.map(({ id }) => id)).toEqual([
      'old_experiment', // its folder was made just now
      'exp_20260102_090000',
      'exp_20260101_100000_2',
      'exp_20260101_100000',
    ])
    expect(runs.map(({ names }) => names)).toEqual([[], [], ['exp_v1'], []])
  })

  it('has no runs where there is no folder', () => {
    expect(listRuns(join(temporaryFolder(), 'gone'))).toEqual([])
  })

  it('sorts runs of one second by their count, as numbers', () => {
    const workdirs = temporaryFolder()
    for (const count of ['', '_2', '_9', '_10', '_11']) mkdirSync(join(workdirs, `exp_20260101_100000${count}`))
    const counts = listRuns(workdirs).map(({ id }) => id.split('_')[3])
    expect(counts).toEqual(['11', '10', '9', '2', undefined])
  })
})

describe('resolveRun', () => {
  it('takes an id, a name, a path and latest', () => {
    const { workdirs, folders } = threeRuns()
    expect(resolveRun('exp_20260101_100000', workdirs).folder).toBe(folders[0])
    expect(resolveRun('exp_v1', workdirs)).toMatchObject({ id: 'exp_20260101_100000_2', folder: folders[1] })
    expect(resolveRun('latest', workdirs).folder).toBe(folders[2])
    expect(resolveRun(`${folders[1]}/`, workdirs).names).toEqual(['exp_v1'])
    expect(resolveRun(join(workdirs, 'exp_v1'), 'elsewhere')).toMatchObject({ folder: folders[1], names: [] })
  })

  it("follows the article's own links, which dangle when made from the folder above", () => {
    const { workdirs, folders } = threeRuns()
    // ln -s workdirs/exp_20260101_100000 workdirs/exp_v2_augmented
    symlinkSync('workdirs/exp_20260101_100000', join(workdirs, 'exp_v2_augmented'))
    expect(resolveRun('exp_v2_augmented', workdirs).folder).toBe(folders[0])
  })

  it('suggests what was meant and lists what there is', () => {
    const { workdirs } = threeRuns()
    const error = userErrorOf(() => resolveRun('exp_v2', workdirs))
    expect(error.render()).toBe(
      [
        'There is no run "exp_v2"',
        '  expected: a run folder, an id (exp_...), a name, or latest',
        '  found: "exp_v2"',
        `  where: ${workdirs}`,
        '  next: Did you mean exp_v1? There are: exp_20260102_090000, exp_20260101_100000_2 (exp_v1), exp_20260101_100000',
      ].join('\n'),
    )
    expect(userErrorOf(() => resolveRun('lastest', workdirs)).next).toContain('Did you mean latest?')
  })

  it.each(['latest', 'exp_v1', ''])('says of %j that there are no runs yet', (reference) => {
    expect(userErrorOf(() => resolveRun(reference, temporaryFolder())).code).toBe('run-none')
  })

  it('refuses a folder that is no run, and a file', () => {
    const { workdirs, folders } = threeRuns()
    const error = userErrorOf(() => resolveRun(workdirs, workdirs))
    expect(error).toMatchObject({ code: 'run-not-one', found: 'a folder with neither config.yaml nor log.txt' })
    writeFileSync(join(folders[0], 'log.txt'), '')
    expect(userErrorOf(() => resolveRun(join(folders[0], 'log.txt'), workdirs)).found).toBe('a file')
  })
})
