// Answers that are kept: never older than their files, than a second, or than a change through the server.
import { appendFileSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { KeptAnswers } from '../../src/server/http/kept.ts'
import { listen } from '../../src/server/http/listen.ts'
import { addRun, testServer, trainLines } from './harness.ts'

/** A file that was written long ago, a clock, and a handler that counts how often it makes an answer. */
function setup() {
  const file = join(mkdtempSync(join(tmpdir(), 'ocrdet-kept-')), 'log.txt')
  writeFileSync(file, 'one\n')
  utimesSync(file, new Date(0), new Date(0))
  const clock = { now: 1_000_000 }
  const answers = new KeptAnswers(() => clock.now)
  let made = 0
  const make = async () => ({ value: { made: ++made }, files: [file] })
  const kept = (): unknown => {
    const bytes = answers.find('q')
    return bytes === undefined ? undefined : JSON.parse(bytes.toString())
  }
  const ask = async (): Promise<unknown> => JSON.parse((await answers.ask('q', make)).toString())
  return { answers, clock, file, make, kept, ask }
}

describe('an answer is kept', () => {
  it('while its file stays as it is, for a second', async () => {
    const { clock, kept, ask } = setup()
    expect(kept()).toBeUndefined()
    await ask()
    clock.now += 999
    expect(kept()).toEqual({ made: 1 })
    clock.now += 1
    expect(kept()).toBeUndefined()
    expect(await ask()).toEqual({ made: 2 })
  })

  it('no longer when its file grew', async () => {
    const { file, kept, ask } = setup()
    await ask()
    appendFileSync(file, 'two\n')
    expect(kept()).toBeUndefined()
  })

  it('no longer when something was changed through the server, also while it was made', async () => {
    const { answers, kept, ask } = setup()
    await ask()
    answers.forget()
    expect(kept()).toBeUndefined()
    const asked = ask()
    answers.forget()
    await asked
    expect(kept()).toBeUndefined()
  })

  it('not at all when its file changed a moment before it was made', async () => {
    const { clock, file, kept, ask } = setup()
    utimesSync(file, clock.now / 1000, (clock.now - 10) / 1000)
    await ask()
    expect(kept()).toBeUndefined()
  })
})

describe('an answer that is being made', () => {
  it('is that of everybody who asks meanwhile', async () => {
    const { ask } = setup()
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([{ made: 1 }, { made: 1 }, { made: 1 }])
  })

  it('is made once more for those who asked after its file changed', async () => {
    const { answers, clock, file, make } = setup()
    let go = (): void => {}
    const slow = async () => {
      await new Promise<void>((resolve) => (go = resolve))
      return make()
    }
    const first = answers.ask('q', slow)
    clock.now += 1000
    utimesSync(file, clock.now / 1000, clock.now / 1000)
    const later = [answers.ask('q', make), answers.ask('q', make)]
    go()
    const texts = (await Promise.all([first, ...later])).map(String)
    expect(texts).toEqual(['{"made":1}', '{"made":2}', '{"made":2}'])
  })

  it('fails for everybody, and is made again afterwards', async () => {
    const { answers, ask } = setup()
    const failing = () => Promise.reject(new Error('no'))
    const results = await Promise.allSettled([answers.ask('q', failing), answers.ask('q', failing)])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await ask()).toEqual({ made: 1 })
  })
})

describe('the page of a run', () => {
  it('tells new lines and a new note at once, however often it is asked', async () => {
    const server = testServer()
    const log = join(addRun(server, { log: trainLines([3, 2]) }), 'log.txt')
    const total = async (): Promise<number> =>
      ((await server.json('GET', '/api/runs/latest/log')) as { total: number }).total
    const note = async (): Promise<unknown> =>
      ((await server.json('GET', '/api/runs/latest')) as { row: { note: string } }).row.note
    for (let round = 0; round < 5; round++) {
      expect(await total()).toBe(4 + round)
      expect(await total()).toBe(4 + round)
      appendFileSync(log, '[INFO] one more\n')
      await server.json('PUT', '/api/runs/latest/note', { note: `note ${round}` })
      expect(await note()).toBe(`note ${round}`)
    }
  })

  it('has the headers of every answer on a real connection, and no body for HEAD', async () => {
    const server = testServer()
    addRun(server)
    const { server: socket, port } = await listen(server.app, { host: '127.0.0.1', port: 0, orNext: false })
    const address = `http://127.0.0.1:${port}/api/runs/latest`
    const [first, again] = [await fetch(address), await fetch(address)]
    expect(await again.text()).toBe(await first.text())
    for (const { status, headers } of [first, again]) {
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe('application/json')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    }
    const head = await fetch(address, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(100)
    socket.closeAllConnections()
    socket.close()
  })
})
