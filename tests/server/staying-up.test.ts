// What ends while the server needs it (workers, files, clients) fails a request and never the server.
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listen, type Listening } from '../../src/server/http/listen.ts'
import { WorkerProcess } from '../../src/server/work/process.ts'
import { testServer, addRun, trainLines, type TestServer } from './harness.ts'
import { killWorkers } from './kill-workers.ts'

describe('a worker that is killed', () => {
  it.each([
    ['reader', 'ok'],
    ['examiner', 'ok'],
    ['detector', 'detection-gone'],
    ['job', 'archive-unknown'],
  ] as const)(
    'fails the requests that the %s works on, and the next one works again',
    async (kind, usual) => {
      const { deaths, answers, afterwards } = await killWorkers(kind, 2)
      expect(deaths).toBe(0)
      expect(answers['worker-died']).toBeGreaterThan(0)
      expect(afterwards).toBe(usual)
    },
    120_000,
  )

  it('fails only its own questions when another has taken its place', async () => {
    const folder = addRun(testServer(), { log: trainLines([1]) })
    const worker = new WorkerProcess({ polite: false })
    const first = worker.ask('log', { folder, count: 1, tags: [] })
    worker.close()
    const second = worker.ask('log', { folder, count: 1, tags: [] })
    await expect(first).rejects.toMatchObject({ code: 'worker-died' })
    await expect(second).resolves.toMatchObject({ matching: 3 })
    worker.close()
  })

  it('is replaced when it cannot be started', async () => {
    const worker = new WorkerProcess({ polite: false })
    const { execPath } = process
    process.execPath = '/nonexistent/node'
    const asked = worker.ask('outputs', '/nonexistent')
    process.execPath = execPath
    await expect(asked).rejects.toMatchObject({
      code: 'worker-died',
      found: expect.stringContaining('ENOENT') as string,
    })
    await expect(worker.ask('outputs', '/nonexistent')).resolves.toEqual([])
    worker.close()
  })
})

describe('a ZIP of results', () => {
  const name = 'outputs_20260105143022'
  let server: TestServer
  let listening: Listening
  let folder: string
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})

  beforeEach(async () => {
    quiet.mockClear()
    server = testServer()
    folder = join(server.options.out, name, 'visualization')
    mkdirSync(folder, { recursive: true })
    // the first, which is changed while it is sent, holds more than the buffers between disk and client
    for (const number of [1, 2, 3, 4])
      writeFileSync(join(folder, `p${number}.png`), Buffer.alloc((number === 1 ? 48 : 4) << 20, number))
    listening = await listen(server.app, { host: '127.0.0.1', port: 0, orNext: false })
  })
  afterEach(() => {
    listening.server.closeAllConnections()
    listening.server.close()
  })

  /** An answer that has begun; nothing more of it is read until somebody does. */
  async function begin(): Promise<IncomingMessage> {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ port: listening.port, path: `/api/outputs/${name}/zip` }, resolve).on('error', reject)
    })
    // more than the head of the first file: it is open by then
    await vi.waitFor(() => expect(answer.readableLength).toBeGreaterThan(1000), 20_000)
    return answer
  }

  it.each([
    ['goes', () => rmSync(join(folder, 'p4.png'))],
    ['grows', () => appendFileSync(join(folder, 'p1.png'), 'more')],
    ['shrinks', () => writeFileSync(join(folder, 'p1.png'), 'less')],
  ])('is cut off when a file %s on the way, and the server stays', async (_what, change) => {
    const answer = await begin()
    change()
    // its length alone: a failed expectation would spell out the whole answer
    await expect(buffer(answer).then(({ length }) => length)).rejects.toThrow('aborted')
    expect((await server.ask('GET', '/api/system')).status).toBe(200)
    expect(quiet.mock.calls.flat().map(String).join()).toMatch(/An answer was cut off: .*p[14]\.png/)
  })

  it('ends with its client', async () => {
    const answer = await begin()
    answer.destroy()
    await vi.waitFor(() => expect(openIn(folder)).toBe(0))
  })

  it('holds no file that is still being written', async () => {
    const aside = join(folder, '.p5.png.myhost.4711.3.aside')
    writeFileSync(aside, 'half')
    const text = (await buffer(await begin())).toString('latin1')
    expect(existsSync(aside)).toBe(true)
    expect(text).toContain('p4.png')
    expect(text).not.toContain('p5.png')
  })
})

/** Files of a folder that this process holds open; none where the system does not tell. */
function openIn(folder: string): number {
  if (!existsSync('/proc/self/fd')) return 0
  const inodes = new Set([1, 2, 3, 4].map((number) => statSync(join(folder, `p${number}.png`)).ino))
  return readdirSync('/proc/self/fd').filter((fd) => {
    const stat = statSync(`/proc/self/fd/${fd}`, { throwIfNoEntry: false })
    return stat?.isFile() === true && inodes.has(stat.ino)
  }).length
}
