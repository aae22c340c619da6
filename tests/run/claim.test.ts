// One writer a run: claims of processes that live, that ended, and that cannot be seen.
import { spawnSync } from 'node:child_process'
import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { claimRun, holderOf } from '../../src/run/claim.ts'
import { ownIdentity } from '../../src/run/process-identity.ts'
import { RunWriter } from '../../src/run/writer.ts'
import { temporaryFolder } from './temporary.ts'

/** A process that has ended. */
function endedIdentity() {
  const script = `import { ownIdentity } from ${JSON.stringify(join(process.cwd(), 'dist/run/process-identity.js'))}
    console.log(JSON.stringify(ownIdentity()))`
  const ended = JSON.parse(
    spawnSync(process.execPath, ['--input-type=module', '-e', script]).stdout.toString(),
  ) as object
  return ended
}

function claims(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('.claim-'))
}

function writeClaim(folder: string, number: number, content: object, secondsOld = 0): void {
  const path = join(folder, `.claim-${number}`)
  writeFileSync(path, JSON.stringify(content))
  const time = Date.now() / 1000 - secondsOld
  utimesSync(path, time, time)
}

describe('claimRun', () => {
  it('makes the first claim, and says who holds the run', () => {
    const folder = temporaryFolder()
    const claim = claimRun(folder)
    expect(claims(folder)).toEqual(['.claim-1'])
    expect(claim.assumedEnded).toBeUndefined()
    claim.check()
    claim.release()
    expect(holderOf(folder)).toBeUndefined()
  })

  it('takes over from a process that ended, with the next number', () => {
    const folder = temporaryFolder()
    writeClaim(folder, 3, { ...endedIdentity(), closed: false })
    expect(claimRun(folder).assumedEnded).toBeUndefined()
    expect(claims(folder)).toEqual(['.claim-4'])
  })

  it.skipIf(process.platform !== 'linux')('refuses while another process lives', () => {
    const folder = temporaryFolder()
    const parent = process.ppid
    const start = spawnSync('cut', ['-d', ' ', '-f', '22', `/proc/${parent}/stat`])
      .stdout.toString()
      .trim()
    writeClaim(folder, 1, { ...ownIdentity(), pid: parent, process_start: start, closed: false }, 100_000)
    expect(holderOf(folder)?.en).toContain(`process ${parent}`)
    expect(() => claimRun(folder)).toThrow(expect.objectContaining({ code: 'run-running' }))
    writeClaim(folder, 1, { ...ownIdentity(), pid: parent, process_start: start, closed: true })
    claimRun(folder)
  })

  it('refuses a young claim of another machine, and says that it assumes the end of an old one', () => {
    const folder = temporaryFolder()
    const elsewhere = { ...ownIdentity(), host: 'elsewhere', pid: 77, closed: false }
    writeClaim(folder, 1, elsewhere)
    expect(() => claimRun(folder)).toThrow(expect.objectContaining({ code: 'run-running' }))
    writeClaim(folder, 1, elsewhere, 3600)
    expect(() => claimRun(folder, () => false)).toThrow(expect.objectContaining({ code: 'run-running' }))
    expect(claimRun(folder, () => true).assumedEnded).toBe('process 77 on elsewhere')
  })

  it('takes an empty claim for a process that starts at this moment, and later for one that was killed', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, '.claim-1'), '')
    expect(() => claimRun(folder)).toThrow(expect.objectContaining({ code: 'run-running' }))
    utimesSync(join(folder, '.claim-1'), 0, 0)
    claimRun(folder)
  })
})

describe('RunWriter', () => {
  it('writes nothing more once another process took the run over', () => {
    const folder = temporaryFolder()
    const writer = new RunWriter(folder)
    writer.append({ kind: 'info', message: 'mine' })
    writeClaim(folder, 2, { ...ownIdentity(), host: 'elsewhere', closed: false })
    expect(() => writer.append({ kind: 'info', message: 'late' })).toThrow(
      expect.objectContaining({ code: 'run-running' }),
    )
    expect(() => writer.saveCheckpoint('last_model.pth', 'x')).toThrow(expect.objectContaining({ code: 'run-running' }))
  })
})
