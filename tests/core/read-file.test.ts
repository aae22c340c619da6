// Opening files: pipes and devices are refused at once, whoever names them.
import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCheckpoint } from '../../src/checkpoint/read.ts'
import { openRegular, readRegular, readRegularAsync, streamRegular } from '../../src/core/read-file.ts'
import { decodeImage, readImageHeader } from '../../src/data/image.ts'
import { Disk } from '../../src/data/read/disk.ts'
import { openOnnx } from '../../src/export/open.ts'
import { readConfigFile } from '../../src/run/config.ts'
import { readHeartbeat } from '../../src/run/heartbeat.ts'
import { summarizeRuns } from '../../src/run/list/list.ts'
import { readLog } from '../../src/run/log-reader.ts'
import { readNotes } from '../../src/run/notes.ts'
import { unzip } from '../../src/tasks/data/unzip.ts'
import { temporaryFolder } from '../tasks/training.ts'

const onWindows = process.platform === 'win32'

/** A named pipe without a writer, and a link to a device without end, under the given name. */
function strangers(name: string): string[] {
  const [piped, linked] = [temporaryFolder(), temporaryFolder()]
  execFileSync('mkfifo', [join(piped, name)])
  symlinkSync('/dev/zero', join(linked, name))
  return [join(piped, name), join(linked, name)]
}

describe.skipIf(onWindows)('a named pipe or a link to a device', () => {
  it.each(strangers('1.jpg'))('is refused by every way to open a file: %s', async (path) => {
    const refusal = { code: 'not-regular', where: path }
    expect(() => openRegular(path)).toThrow(expect.objectContaining(refusal))
    expect(() => readRegular(path)).toThrow(expect.objectContaining(refusal))
    expect(() => streamRegular(path)).toThrow(expect.objectContaining(refusal))
    await expect(readRegularAsync(path)).rejects.toMatchObject(refusal)
  })

  it.each(strangers('1.jpg'))('is no image: %s', async (path) => {
    const refusal = { code: 'image-unreadable', found: expect.stringMatching(/^a (?:named pipe|device)$/) }
    await expect(readImageHeader(path)).rejects.toMatchObject(refusal)
    await expect(decodeImage(path)).rejects.toMatchObject(refusal)
  })

  it.each(strangers('model'))('is no model, archive, settings, log or list: %s', async (path) => {
    const refusal = { code: 'not-regular' }
    await expect(readCheckpoint(path)).rejects.toMatchObject(refusal)
    await expect(openOnnx(path)).rejects.toMatchObject(refusal)
    await expect(unzip(path, join(temporaryFolder(), 'new'))).rejects.toMatchObject(refusal)
    expect(() => readConfigFile(path)).toThrow(expect.objectContaining(refusal))
    expect(() => readLog(path)).toThrow(expect.objectContaining(refusal))
    expect(readHeartbeat(path)).toBeUndefined()
    expect(await new Disk('/').read(path)).toEqual({ kind: 'no-file' })
  })

  it.each(['log.txt', 'config.yaml', 'notes.json', 'heartbeat.json'])(
    'in place of %s keeps nobody from listing the runs',
    (name) => {
      for (const path of strangers(name)) {
        const workdirs = temporaryFolder()
        const run = join(workdirs, 'exp_20260105_143022')
        mkdirSync(run)
        if (name !== 'log.txt') writeFileSync(join(run, 'log.txt'), '[INFO] Starting training at 2026-01-05 14:30:22\n')
        symlinkSync(path, join(run, name))
        expect(readNotes(run).note).toBe('')
        expect(summarizeRuns(workdirs).map(({ id }) => id)).toEqual(['exp_20260105_143022'])
      }
    },
  )
})

describe('readRegular', () => {
  it('says how large a file is that is larger than its kind can be', () => {
    const path = join(temporaryFolder(), 'a.txt')
    writeFileSync(path, 'abcd')
    expect(readRegular(path, 4).toString()).toBe('abcd')
    expect(() => readRegular(path, 3)).toThrow(
      expect.objectContaining({ code: 'file-too-big', expected: 'at most 3 bytes', found: '4 bytes' }),
    )
  })

  it('says EISDIR of a folder and ENOENT of nothing, as the system does', () => {
    const folder = temporaryFolder()
    expect(() => readRegular(folder)).toThrow(expect.objectContaining({ code: 'EISDIR' }))
    expect(() => readRegular(join(folder, 'none'))).toThrow(expect.objectContaining({ code: 'ENOENT' }))
  })
})
