// Atomic writes, their leftovers, and system errors in words.
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import {
  explainSystemError,
  hostInFileName,
  isAside,
  makeFolder,
  processExists,
  readTextFile,
  removeLeftovers,
  writeFileAtomic,
} from '../../src/core/files.ts'
import { temporaryFolder, userErrorOf } from '../run/temporary.ts'

describe('writeFileAtomic', () => {
  it('writes text, bytes and chunks, and returns their size', () => {
    const path = join(temporaryFolder(), 'a.bin')
    expect(writeFileAtomic(path, 'é')).toBe(2)
    expect(writeFileAtomic(path, new Uint8Array([1, 2, 3]))).toBe(3)
    expect(writeFileAtomic(path, [new Uint8Array([1]), new Uint8Array([2, 3, 4])], { flush: false })).toBe(4)
    expect([...readFileSync(path)]).toEqual([1, 2, 3, 4])
  })

  it('keeps the old content and leaves nothing beside it when the source fails half-way', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'weights.pth')
    writeFileAtomic(path, 'old')
    function* failing(): Iterable<Uint8Array> {
      yield new Uint8Array(100)
      throw new Error('the source broke')
    }
    expect(() => writeFileAtomic(path, failing())).toThrow('the source broke')
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['weights.pth'])
  })

  it('takes names of the full length a file system allows', () => {
    const path = join(temporaryFolder(), `${'字'.repeat(83)}.txt`)
    writeFileAtomic(path, 'x')
    expect(statSync(path).size).toBe(1)
  })

  it('says which path is a file where a folder is needed, and a folder where a file is', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    mkdirSync(join(folder, 'full'))
    writeFileSync(join(folder, 'full', 'x'), '')
    expect(userErrorOf(() => writeFileAtomic(join(folder, 'file', 'x'), '')).code).toBe('not-a-folder')
    expect(userErrorOf(() => makeFolder(join(folder, 'file', 'x'))).code).toBe('not-a-folder')
    expect(userErrorOf(() => makeFolder(join(folder, 'file'))).code).toBe('not-a-folder')
    expect(userErrorOf(() => writeFileAtomic(join(folder, 'full'), '')).where).toBe(join(folder, 'full'))
    expect(userErrorOf(() => writeFileAtomic(join(folder, 'gone', 'x'), '')).code).toBe('file-missing')
    expect(readdirSync(folder).sort()).toEqual(['file', 'full'])
  })

  it.runIf(existsSync('/proc/self'))(
    'is refused where the system makes no folders, instead of being tried for ever',
    () => {
      expect(userErrorOf(() => makeFolder('/proc/ocrdet/results')).where).toBe('/proc/ocrdet/results')
    },
  )

  it('keeps the old file when the process is killed in the middle of a write', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'last_model.pth')
    writeFileAtomic(path, 'old and whole')
    const script = `
      import { writeFileAtomic } from ${JSON.stringify(pathToFileURL('src/core/files.ts').href)}
      function* chunks() { yield new Uint8Array(1 << 20); process.kill(process.pid, 'SIGKILL') }
      writeFileAtomic(${JSON.stringify(path)}, chunks())`
    const child = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script])
    expect(child.signal, child.stderr.toString()).toBe('SIGKILL')
    expect(readFileSync(path, 'utf8')).toBe('old and whole')
    expect(readdirSync(folder).filter(isAside)).toHaveLength(1)
    expect(removeLeftovers(folder)).toHaveLength(1)
    expect(readdirSync(folder)).toEqual(['last_model.pth'])
  })
})

describe('removeLeftovers', () => {
  it('spares writes in progress and of other machines, until they are a day old', () => {
    const folder = temporaryFolder()
    const mine = `.a.${hostInFileName()}.${process.pid}.1.aside`
    const theirs = '.b.another-host.1.1.aside'
    const ancient = '.c.another-host.1.1.aside'
    for (const name of [mine, theirs, ancient, 'c.aside', '.hidden']) writeFileSync(join(folder, name), '')
    utimesSync(join(folder, ancient), 0, 0)
    expect(removeLeftovers(folder)).toEqual([ancient])
    expect(existsSync(join(folder, mine))).toBe(true)
  })
})

describe('explainSystemError', () => {
  it.each([
    ['EROFS', 'read-only-disk', 'the disk is read-only'],
    ['EACCES', 'no-permission', 'permission denied'],
    ['ENOSPC', 'disk-full', 'the disk is full'],
    ['EDQUOT', 'disk-full', 'the disk quota is used up'],
    ['ENOENT', 'file-missing', 'no such file or folder'],
  ])('puts %s in words', (system, code, why) => {
    const cause = Object.assign(new Error('raw'), { code: system })
    const error = explainSystemError(cause, '/data/log.txt', 'write')
    expect(error).toBeInstanceOf(UserError)
    expect(error).toMatchObject({ code, message: `Cannot write /data/log.txt: ${why}`, where: '/data/log.txt', cause })
  })

  it('leaves bugs and unknown codes as they are', () => {
    const bug = new TypeError('x is not a function')
    expect(explainSystemError(bug, 'a', 'read')).toBe(bug)
    const odd = Object.assign(new Error('odd'), { code: 'ERR_INVALID_ARG_TYPE' })
    expect(explainSystemError(odd, 'a', 'read')).toBe(odd)
  })
})

describe('readTextFile and processExists', () => {
  it('drops a byte order mark', () => {
    const path = join(temporaryFolder(), 'bom.txt')
    writeFileSync(path, '\uFEFFabc')
    expect(readTextFile(path)).toBe('abc')
    expect(userErrorOf(() => readTextFile(`${path}.gone`)).code).toBe('file-missing')
  })

  it('sees this process and not one that ended', () => {
    expect(processExists(process.pid)).toBe(true)
    expect(processExists(spawnSync(process.execPath, ['-e', '']).pid)).toBe(false)
  })
})
