// One more folder for the running server: asked from the page, allowed on its machine only.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { allowFolder } from '../../src/server/allow.ts'
import { openControl } from '../../src/server/control.ts'
import { Allowing, type AskedQuestion } from '../../src/server/files/allowing.ts'
import { readEntries, stateFolder, writeEntry } from '../../src/server/state-folder.ts'
import { synthesize } from '../../src/prepare/synth/synthesize.ts'
import { testServer } from './harness.ts'

let served: string
let outside: string

beforeEach(() => {
  served = realpathSync(mkdtempSync(join(tmpdir(), 'ocrdet-inside-')))
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'ocrdet-outside-')))
})

function allowingOf({ isOwn = true } = {}) {
  const clock = { now: 0 }
  const told: AskedQuestion[] = []
  const allowing = new Allowing({ folders: [served], isOwn, now: () => clock.now })
  allowing.tellTo((question) => told.push(question), true)
  return { allowing, told, clock }
}

describe('a question for a folder', () => {
  it('stands in the terminal with the code that the page shows, and its code allows the folder', () => {
    const { allowing, told } = allowingOf()
    const asked = allowing.ask(outside)
    expect(asked).toMatchObject({ state: 'waiting', folder: outside, command: `ocrdet allow ${outside}` })
    expect(told).toMatchObject([{ code: asked.code, folder: outside, exists: true }])
    expect(allowing.folders).toEqual([served])
    expect(allowing.answer(asked.code)).toEqual({ state: 'allowed', folder: outside })
    expect(allowing.get(asked.id).state).toBe('allowed')
    expect(allowing.folders).toEqual([served, outside])
  })

  it('is refused by no, and by nothing else that is typed by mistake', () => {
    const { allowing } = allowingOf()
    const { id, code } = allowing.ask(outside)
    for (const line of ['', 'y', 'yes', `${code}1`, 'allow']) expect(allowing.answer(line)).toBeUndefined()
    const other = code === '1000' ? '1001' : '1000'
    expect(allowing.answer(other)).toBe('unknown-code')
    expect(allowing.get(id).state).toBe('waiting')
    expect(allowing.answer('no')).toEqual({ state: 'refused', folder: outside })
    expect(allowing.get(id).state).toBe('refused')
    expect(allowing.answer(code)).toBe('unknown-code')
    expect(allowing.folders).toEqual([served])
  })

  it('is about the folder that a link leads to, and about that of a file', () => {
    const { allowing, told } = allowingOf()
    symlinkSync(outside, join(served, 'link'))
    writeFileSync(join(outside, 'image.png'), '')
    expect(allowing.ask(join(served, 'link')).folder).toBe(outside)
    expect(allowing.ask(join(outside, 'image.png')).folder).toBe(outside)
    expect(allowing.ask(join(served, '..', outside.slice(tmpdir().length), '.')).folder).toBe(outside)
    expect(told.length).toBe(1)
  })

  it('is void when another folder stands there by the time it is answered', () => {
    const { allowing } = allowingOf()
    const { id, code } = allowing.ask(outside)
    renameSync(outside, `${outside}.old`)
    symlinkSync('/', outside)
    expect(() => allowing.answer(code)).toThrow(/not what it was/)
    expect(allowing.get(id).state).toBe('refused')
    expect(allowing.folders).toEqual([served])
  })

  it('does not tell strangers what exists, and tells the own person at once', () => {
    const gone = join(outside, 'gone')
    expect(() => allowingOf().allowing.ask(gone)).toThrow(/no such file or folder/i)
    const { allowing, told } = allowingOf({ isOwn: false })
    symlinkSync(outside, join(served, 'link'))
    const [missing, real] = [allowing.ask(gone), allowing.ask(join(served, 'link'))]
    expect(missing).toMatchObject({ state: 'waiting', folder: gone })
    expect(real).toMatchObject({ state: 'waiting', folder: join(served, 'link') })
    expect(told.map(({ folder, exists }) => [folder, exists])).toEqual([
      [gone, false],
      [outside, true],
    ])
    expect(() => allowing.answer(missing.code)).toThrow(/not what it was/)
  })

  it('ends after ten minutes, and only three are open at a time', () => {
    const { allowing, clock } = allowingOf()
    const folders = ['a', 'b', 'c', 'd'].map((name) => join(outside, name))
    for (const folder of folders) mkdirSync(folder)
    const [first] = folders.slice(0, 3).map((folder) => allowing.ask(folder))
    expect(() => allowing.ask(folders[3] ?? '')).toThrow(/Too many folders/)
    clock.now = 600_000
    expect(allowing.get(first?.id ?? '').state).toBe('expired')
    expect(allowing.answer(first?.code ?? '')).toBe('unknown-code')
    expect(allowing.ask(folders[3] ?? '').state).toBe('waiting')
  })

  it('is no question where the folder is read already', () => {
    const { allowing, told } = allowingOf()
    mkdirSync(join(served, 'below'))
    expect(allowing.ask(join(served, 'below')).state).toBe('allowed')
    expect(told).toEqual([])
  })
})

describe('a folder that is allowed while the server runs', () => {
  it('is read by workers that were started before, and its neighbours are not', async () => {
    const server = testServer()
    for (const name of ['one', 'two'])
      await synthesize(join(outside, name), { train: 2, test: 1, seed: 1, size: [64, 64] })
    const images = (name: string) =>
      server.ask('GET', `/api/datasets/images?${new URLSearchParams({ data: join(outside, name) }).toString()}`)
    expect((await server.ask('GET', '/api/folders')).status).toBe(200) // the reader is there
    const before = server.services.reader.pid
    expect((await images('one')).status).toBe(403)
    const question = await server.json('POST', '/api/folders/questions', { path: join(outside, 'one') })
    expect(question).toMatchObject({ state: 'waiting', isTerminal: false })
    expect((await images('one')).status).toBe(403)
    server.services.allowing.allow(join(outside, 'one'))
    const { id } = question as { id: string }
    expect(await server.json('GET', `/api/folders/questions/${id}`)).toMatchObject({ state: 'allowed' })
    expect((await images('one')).status).toBe(200)
    expect((await images('two')).status).toBe(403)
    expect(server.services.reader.pid).toBe(before)
    symlinkSync(join(outside, 'two'), join(outside, 'one', 'link'))
    const linked = new URLSearchParams({ path: join(outside, 'one', 'link') })
    expect((await server.ask('GET', `/api/folders?${linked.toString()}`)).status).toBe(403)
  })

  it.each(['..', '../..', 'x\u0000y', ''])('is not asked for as %j', async (path) => {
    const server = testServer()
    const response = await server.ask('POST', '/api/folders/questions', { path })
    const answer = (await response.json()) as { folder?: string; code: string }
    // A relative path counts from where the server runs; what steers is refused.
    if (path.startsWith('..')) expect(answer.folder).toBe(realpathSync(join(process.cwd(), path)))
    else expect(answer.code).toBe('bad-input')
    expect(server.services.allowing.folders).toEqual(server.options.folders)
  })
})

describe('the command allow', () => {
  const entry = { pid: process.pid, port: 7999, controlPort: 1, secret: 'x' }

  it('reaches the server of its port with the secret of its file, and is told what fails', async () => {
    const allowed: string[] = []
    const control = await openControl({
      port: 7999,
      allow: (folder) => {
        allowed.push(folder)
        return new Allowing({ folders: [], isOwn: true }).allow(folder)
      },
    })
    expect(await allowFolder(outside, undefined)).toEqual({ folder: outside, port: 7999 })
    expect(allowed).toEqual([outside])
    await expect(allowFolder(join(outside, 'gone'), 7999)).rejects.toMatchObject({ code: 'file-missing' })
    await expect(allowFolder(outside, 8000)).rejects.toMatchObject({ code: 'server-unknown', found: '--port 7999' })
    control?.close()
    await expect(allowFolder(outside, undefined)).rejects.toMatchObject({ code: 'server-unknown' })
  })

  it('is refused without the secret, with another one, and from a browser that has it', async () => {
    const allowed: string[] = []
    const control = await openControl({ port: 7999, allow: (folder) => String(allowed.push(folder)) })
    const [{ controlPort, secret } = entry] = readEntries()
    const ask = async (headers: Readonly<Record<string, string>>, body = JSON.stringify({ folder: '/' })) =>
      (await fetch(`http://127.0.0.1:${controlPort}/allow`, { method: 'POST', headers, body })).status
    expect(await ask({})).toBe(403)
    expect(await ask({ authorization: `Bearer ${secret}x` })).toBe(403)
    expect(await ask({ authorization: `Bearer ${secret}`, origin: 'http://127.0.0.1:7999' })).toBe(403)
    expect(await ask({ authorization: `Bearer ${secret}` }, `{"folder":"${'x'.repeat(20_000)}"}`)).toBe(404)
    expect(allowed).toEqual([])
    control?.close()
  })

  it('trusts no file or folder that others may have written, and forgets servers that are gone', () => {
    const folder = join(stateFolder(), 'servers')
    const remove = writeEntry(entry)
    const [name = ''] = readdirSync(folder)
    const modes = [folder, join(folder, name)].map((path) => (statSync(path).mode & 0o777).toString(8))
    expect(modes).toEqual(['700', '600'])
    expect(readEntries()).toEqual([entry])
    chmodSync(join(folder, name), 0o644)
    expect(readEntries()).toEqual([])
    chmodSync(join(folder, name), 0o600)
    chmodSync(folder, 0o755)
    expect(readEntries()).toEqual([])
    expect(writeEntry(entry)).toBeUndefined()
    chmodSync(folder, 0o700)
    remove?.()
    writeEntry({ ...entry, pid: 2 ** 22 + 1 })
    expect(readEntries()).toEqual([])
    expect(readdirSync(folder)).toEqual([])
    rmSync(folder, { recursive: true })
  })
})
