// Names, notes, tags, archives and removal, as the commands do them.
import { commandLine } from '../../../src/core/command-line.ts'
import { existsSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { renderArchives, renderRemoved, renderRestored } from '../../../src/cli/views/archives.ts'
import { renderNaming, renderNote, renderTags, renderUnnaming } from '../../../src/cli/views/names.ts'
import { UserError } from '../../../src/core/errors.ts'
import { RunWriter } from '../../../src/run/writer.ts'
import { archiveRuns, restoreArchive } from '../../../src/tasks/runs/archive.ts'
import { binRun } from '../../../src/tasks/runs/trash.ts'
import { resolveRun } from '../../../src/run/resolve.ts'
import { giveName, noteRun, tagRun, takeName } from '../../../src/tasks/runs/names.ts'
import { removeRun, runToRemove } from '../../../src/tasks/runs/remove.ts'
import { listRunTable } from '../../../src/tasks/runs/runs.ts'
import { plain } from '../../cli/look.ts'
import { fingerprint, makeRun } from '../../run/run-folders.ts'
import { temporaryFolder, userErrorOf } from '../../run/temporary.ts'

const first = 'exp_20260105_143022'
const second = 'exp_20260106_090000'
let workdirs: string

beforeEach(() => {
  workdirs = temporaryFolder()
  process.env['OCRDET_CACHE'] = join(workdirs, '.cache')
  makeRun(workdirs, first, { fScores: [0.5, 0.7] })
  makeRun(workdirs, second, { fScores: [0.6] })
})

describe('names', () => {
  it('are relative links, refuse to be taken twice, and move on request', () => {
    const named = giveName({ run: first, workdirs }, 'baseline')
    expect(readlinkSync(join(workdirs, 'baseline'))).toBe(first)
    expect(renderNaming(named, plain())).toContain(`${first} is called baseline`)
    const taken = userErrorOf(() => giveName({ run: second, workdirs }, 'baseline'))
    expect([taken.code, taken.found]).toEqual(['name-taken', `the run ${first}`])
    expect(renderNaming(giveName({ run: second, workdirs }, 'baseline', true), plain())).toContain(`name of ${first}`)
    expect(userErrorOf(() => takeName('baselin', workdirs)).next).toBe('Did you mean baseline?')
    expect(renderUnnaming(takeName('baseline', workdirs))).toBe(`The name baseline is free; ${second} stays`)
  })

  it('suggests near names for a run that does not exist', () => {
    giveName({ run: first, workdirs }, 'baseline')
    const error = userErrorOf(() => noteRun({ run: 'basline', workdirs }))
    expect([error.code, error.next]).toEqual(['run-unknown', expect.stringContaining('Did you mean baseline?')])
  })
})

describe('notes and tags', () => {
  it('are written, shown and taken away', () => {
    expect(renderNote(noteRun({ run: first, workdirs }), plain())).toBe(`${first}  no note`)
    expect(renderNote(noteRun({ run: first, workdirs }, 'new labels'), plain())).toBe(`${first}  new labels`)
    expect(renderTags(tagRun({ run: first, workdirs }, ['good', 'cpu']), plain())).toBe(`${first}  #cpu #good`)
    expect(tagRun({ run: first, workdirs }, ['good'], true)).toMatchObject({ tags: ['cpu'], note: 'new labels' })
    expect(tagRun({ run: first, workdirs }, [])).toMatchObject({ tags: ['cpu'], changed: false })
    expect(noteRun({ run: first, workdirs }, '')).toMatchObject({ note: '', tags: ['cpu'] })
  })
})

describe('archives', () => {
  it('replace runs, keep what was there byte for byte, and give names back', async () => {
    giveName({ run: first, workdirs }, 'baseline')
    const before = fingerprint(join(workdirs, first))
    const report = await archiveRuns({ workdirs, runs: ['baseline', first] })
    expect(report).toMatchObject({ chosen: [first], failed: [] })
    expect(renderArchives(report, plain())).toContain(`${first}  archived, read back and compared`)
    expect([existsSync(join(workdirs, first)), existsSync(join(workdirs, 'baseline'))]).toEqual([false, false])
    expect(userErrorOf(() => noteRun({ run: 'baseline', workdirs })).next).toBe(
      `Bring it back: ${commandLine('ocrdet', 'restore', first, '--workdirs', workdirs)}`,
    )
    const restored = await restoreArchive({ archive: 'baseline', workdirs })
    expect(renderRestored(restored, plain())).toContain('Names: baseline')
    expect(fingerprint(join(workdirs, first))).toEqual(before)
    expect(listRunTable({ workdirs, archived: true }).total).toBe(0)
  })

  it('chooses by age, and leaves the best run of a data set and running ones', async () => {
    alive('exp_20260101_000000')
    const task = { workdirs, runs: [], olderThan: 0, keepBest: true }
    const kept = [
      { id: first, because: 'best' },
      { id: 'exp_20260101_000000', because: 'running' },
    ]
    expect(await archiveRuns({ ...task, dryRun: true })).toMatchObject({ chosen: [second], archived: [], kept })
    expect(await archiveRuns(task)).toMatchObject({ chosen: [second], archived: [{ id: second }], kept })
    expect(listRunTable({ workdirs, archived: true }).runs.map(({ id }) => id)).toEqual([second])
    expect((await archiveRuns({ ...task, olderThan: 1e9 })).chosen).toEqual([])
  })

  it('goes on after a run that cannot be archived', async () => {
    alive('exp_20260101_000000')
    const { archived, failed } = await archiveRuns({ workdirs, runs: ['exp_20260101_000000', first] })
    expect(failed.map(({ id, code }) => [id, code])).toEqual([['exp_20260101_000000', 'run-running']])
    expect(archived.map(({ id }) => id)).toEqual([first])
  })

  it('asks for runs or an age, not both and not neither', async () => {
    await expect(archiveRuns({ workdirs, runs: [] })).rejects.toThrow('No run is named')
    await expect(archiveRuns({ workdirs, runs: [first], olderThan: 1 })).rejects.toBeInstanceOf(UserError)
  })
})

describe('removal', () => {
  it('wants the id, and takes the names along', () => {
    giveName({ run: first, workdirs }, 'baseline')
    const run = runToRemove('baseline', workdirs)
    for (const word of ['', 'baseline', 'yes'])
      expect(userErrorOf(() => removeRun(run, word)).code).toBe('not-confirmed')
    expect(renderRemoved(removeRun(run, first))).toMatch(/^exp_20260105_143022 is removed: .* names: baseline$/)
    expect([existsSync(join(workdirs, first)), existsSync(join(workdirs, 'baseline'))]).toEqual([false, false])
  })

  it('never takes a run that lies elsewhere by a link to it, only by its own path', async () => {
    const elsewhere = temporaryFolder()
    const { folder } = makeRun(elsewhere, 'exp_20260107_000000')
    symlinkSync(folder, join(workdirs, 'linked'))
    for (const reference of ['linked', 'exp_20260107_000000', join(workdirs, 'linked')]) {
      expect(
        userErrorOf(() => runToRemove(reference, workdirs)),
        reference,
      ).toMatchObject({ code: 'run-linked' })
      await expect(archiveRuns({ workdirs, runs: [reference] })).rejects.toMatchObject({ code: 'run-linked' })
    }
    expect(userErrorOf(() => binRun(resolveRun('linked', workdirs), workdirs)).code).toBe('run-linked')
    expect((await archiveRuns({ workdirs, runs: [], olderThan: 0 })).archived.map(({ id }) => id)).not.toContain(
      'exp_20260107_000000',
    )
    expect(existsSync(folder)).toBe(true)
    removeRun(runToRemove(folder, workdirs), 'exp_20260107_000000')
    expect(existsSync(folder)).toBe(false)
  })

  it('never takes a running run', () => {
    alive('exp_20260101_000000')
    expect(userErrorOf(() => runToRemove('exp_20260101_000000', workdirs)).code).toBe('run-running')
  })
})

/** A run whose process is this one. */
function alive(id: string): void {
  const { folder } = makeRun(workdirs, id, { ending: 'none', fScores: [0.1] })
  new RunWriter(folder).heartbeat()
  expect(JSON.parse(readFileSync(join(folder, 'heartbeat.json'), 'utf8'))).toMatchObject({ host: hostname() })
}
