// System errors that nobody put into words, and work that only Ctrl-C ends.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { explainSystemError, explainUntold, makeFolder } from '../../src/core/files.ts'
import { interruptible } from '../../src/core/interruptible.ts'
import { EventLog } from '../../src/run/event-log.ts'
import { changeTags, readNotes } from '../../src/run/notes.ts'
import { unzip } from '../../src/tasks/data/unzip.ts'
import { readConfigFile } from '../../src/run/config.ts'
import { temporaryFolder, userErrorOf } from '../run/temporary.ts'

function thrownBy(action: () => unknown): unknown {
  try {
    return action()
  } catch (error) {
    return error
  }
}

it('tells a system error by its path, and leaves others as they are', () => {
  const raw = thrownBy(() => readFileSync('/nowhere/at/all'))
  expect(explainUntold(raw)).toMatchObject({
    code: 'file-missing',
    message: 'Cannot open /nowhere/at/all: no such file or folder',
  })
  const bug = new TypeError('x is not a function')
  expect(explainUntold(bug)).toBe(bug)
})

it('names the folder below that could not be read, not the one above', () => {
  const denied = Object.assign(new Error('EACCES'), { code: 'EACCES', path: '/data/set/closed', syscall: 'scandir' })
  expect(explainSystemError(denied, '/data/set', 'read')).toMatchObject({ where: '/data/set/closed' })
  expect(explainSystemError(denied, '/data/set', 'write')).toMatchObject({ where: '/data/set' })
})

it('says that a file stands where a folder should be, at the end of the path and further up', () => {
  const file = join(temporaryFolder(), 'a file')
  writeFileSync(file, '')
  for (const path of [file, join(file, 'below')])
    expect(userErrorOf(() => makeFolder(path))).toMatchObject({ code: 'not-a-folder', where: path })
})

it('runs work to its end, and throws what it throws', () => {
  let done = 0
  expect(interruptible(() => void done++)).toBe(true)
  expect(done).toBe(1)
  const bug = new Error('of the work')
  expect(thrownBy(() => interruptible(() => thrown(bug)))).toBe(bug)
})

function thrown(error: Error): never {
  throw error
}

it('says that work was interrupted', () => {
  const interruption = Object.assign(new Error('by SIGINT'), { code: 'ERR_SCRIPT_EXECUTION_INTERRUPTED' })
  expect(interruptible(() => thrown(interruption))).toBe(false)
})

it('keeps the tags of everybody who tags at the same time', async () => {
  const folder = temporaryFolder()
  const script = `import { changeTags } from ${JSON.stringify(resolve('dist/run/notes.js'))}
for (let count = 0; count < 8; count++) changeTags(process.argv[1], { add: [process.argv[2] + count] })`
  const tag = (name: string) => promisify(execFile)('node', ['--input-type=module', '-e', script, folder, name])
  await Promise.all(['a', 'b', 'c', 'd'].map(tag))
  expect(readNotes(folder).tags).toHaveLength(32)
  expect(readdirSync(folder)).toEqual(['notes.json'])
})

it('takes over the lock of a process that was killed', () => {
  const folder = temporaryFolder()
  const lock = join(folder, '.notes.json.lock')
  writeFileSync(lock, '')
  utimesSync(lock, 1, 1)
  expect(changeTags(folder, { add: ['kept'] }).tags).toEqual(['kept'])
})

it('says that a ZIP has a password', async () => {
  const root = temporaryFolder()
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from('1.png\n'), 'train_list.txt')
  zip.end()
  const bytes = await buffer(zip.outputStream as Readable)
  for (const [signature, flags] of [
    ['PK\u0003\u0004', 6],
    ['PK\u0001\u0002', 8],
  ] as const)
    bytes[bytes.indexOf(signature) + flags] |= 1
  writeFileSync(join(root, 'a.zip'), bytes)
  await expect(unzip(join(root, 'a.zip'), join(root, 'out'))).rejects.toMatchObject({ code: 'zip-encrypted' })
  expect(readdirSync(root)).toEqual(['a.zip'])
})

it('names a YAML alias that holds itself', () => {
  const path = join(temporaryFolder(), 'config.yaml')
  writeFileSync(path, 'batch_size: 2\nx: &a [*a]\n')
  expect(userErrorOf(() => readConfigFile(path))).toMatchObject({
    found: 'an alias that holds itself',
  })
})

it('goes on with a new event file when the folder was removed', () => {
  const folder = join(temporaryFolder(), 'tensorboard')
  const log = new EventLog(folder)
  const now = new Date()
  log.scalars(1, { loss: 1 }, now)
  rmSync(folder, { recursive: true })
  log.scalars(2, { loss: 0.5 }, now)
  expect(existsSync(log.path ?? '')).toBe(true)
})
