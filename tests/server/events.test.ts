// Live updates: what is new, once, from any position on, for many clients, without leaving anything behind.
import { appendFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { RunEvent, ServerEvent } from '../../src/server/api.ts'
import { listen } from '../../src/server/http/listen.ts'
import { addRun, testServer, trainLines, type TestServer } from './harness.ts'

interface Received<T> {
  readonly event: string
  readonly id: string | undefined
  readonly data: T
}

/** Reads a stream of events one by one. */
class EventReader<T> {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  #text = ''

  constructor(response: Response) {
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    if (response.body === null) throw new Error('the stream has a body')
    this.#reader = response.body.getReader()
  }

  async next(): Promise<Received<T>> {
    for (;;) {
      const end = this.#text.indexOf('\n\n')
      if (end >= 0) {
        const block = this.#text.slice(0, end)
        this.#text = this.#text.slice(end + 2)
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
        const event = field('event')
        if (event !== undefined) return { event, id: field('id'), data: JSON.parse(field('data') ?? '') as T }
        continue
      }
      const { value, done } = await this.#reader.read()
      if (done) throw new Error('the stream has ended')
      this.#text += new TextDecoder().decode(value)
    }
  }

  /** The next event of a type; others are skipped. */
  async until(type: string): Promise<Received<T>> {
    for (;;) {
      const received = await this.next()
      if (received.event === type) return received
    }
  }

  close(): Promise<void> {
    return this.#reader.cancel()
  }
}

async function follow(server: TestServer, from: string, headers = {}): Promise<EventReader<RunEvent>> {
  return new EventReader(await server.ask('GET', `/api/runs/latest/events${from}`, undefined, headers))
}

async function lines(reader: EventReader<RunEvent>): Promise<string[]> {
  const { data } = await reader.until('log')
  return data.type === 'log' ? data.lines.map(({ text }) => text) : []
}

it('tells new lines with the points in them, and goes on after the last event', async () => {
  const server = testServer()
  const log = join(addRun(server, { log: trainLines([3, 2]) }), 'log.txt')
  const { position } = (await server.json('GET', '/api/runs/latest/log')) as { position: string }
  const first = await follow(server, `?from=${position}`)
  expect((await first.until('row')).data).toMatchObject({ row: { id: 'exp_20260105_143022' } })
  appendFileSync(log, '[TRAIN] Epoch 2/2, Iter 0/2, Loss: 1.5, LR: 0.007000\n[VAL] Epoch 1 fin')
  const reported = await first.until('log')
  expect(reported.data).toMatchObject({
    lines: [{ number: 5, tag: 'TRAIN' }],
    points: { loss: { step: [2], value: [1.5] } },
    iterations: 2,
  })
  await first.close()
  appendFileSync(
    log,
    'ished. F-score: 0.500, Precision: 0.5, Recall: 0.5\n[TRAIN] Epoch 2/2, Iter 1/2, Loss: nan, LR: 0.007\n',
  )
  const again = await follow(server, '', { 'last-event-id': reported.id ?? '' })
  expect((await again.until('log')).data).toMatchObject({
    lines: [{ number: 6, tag: 'VAL' }, { number: 7 }],
    points: { fScore: { step: [2], value: [0.5] }, loss: { step: [3], value: [null] } },
  })
  await again.close()
  expect(server.services.runFeeds.watched).toBe(0)
})

it('sends the whole log to those who ask for it, and all of it again when it was replaced', async () => {
  const server = testServer()
  const log = join(addRun(server, { log: trainLines([3, 2]) }), 'log.txt')
  const reader = await follow(server, '')
  expect(await lines(reader)).toHaveLength(4)
  truncateSync(log, 0)
  writeFileSync(log, '[INFO] anew\n')
  expect((await reader.until('restart')).event).toBe('restart')
  expect(await lines(reader)).toEqual(['[INFO] anew'])
  await reader.close()
})

it('serves 200 clients of one run from one watcher', async () => {
  const server = testServer()
  const log = join(addRun(server), 'log.txt')
  const { position } = (await server.json('GET', '/api/runs/latest/log')) as { position: string }
  const readers = await Promise.all(Array.from({ length: 200 }, () => follow(server, `?from=${position}`)))
  expect(server.services.runFeeds.watched).toBe(1)
  appendFileSync(log, '[INFO] for everybody\n')
  const reported = await Promise.all(readers.map(lines))
  expect(reported.every(([line]) => line === '[INFO] for everybody')).toBe(true)
  await Promise.all(readers.map((reader) => reader.close()))
  expect(server.services.runFeeds.watched).toBe(0)
})

it('tells runs that appear, change and go', async () => {
  const server = testServer()
  const reader = new EventReader<ServerEvent>(await server.ask('GET', '/api/events'))
  expect((await reader.until('runs')).data).toMatchObject({ changed: [], gone: [] })
  addRun(server)
  expect((await reader.until('runs')).data).toMatchObject({ changed: [{ id: 'exp_20260105_143022' }] })
  await server.json('PUT', '/api/runs/latest/note', { note: 'mine' })
  expect((await reader.until('runs')).data).toMatchObject({ changed: [{ note: 'mine' }] })
  await reader.close()
  expect(server.services.serverFeed.clients).toBe(0)
})

it('leaves nothing behind when a client on a real socket goes away', async () => {
  const server = testServer()
  addRun(server)
  const { server: socket, port } = await listen(server.app, { host: '127.0.0.1', port: 0, orNext: false })
  const leaving = new AbortController()
  const address = `http://127.0.0.1:${port}/api/runs/latest/events`
  const responses = await Promise.all(Array.from({ length: 20 }, () => fetch(address, { signal: leaving.signal })))
  for (const response of responses) await new EventReader<RunEvent>(response).until('log')
  expect(server.services.runFeeds.watched).toBe(1)
  leaving.abort()
  for (let tries = 0; tries < 500 && server.services.runFeeds.watched > 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 10))
  expect(server.services.runFeeds.watched).toBe(0)
  socket.closeAllConnections()
  socket.close()
})

it('refuses a position that is none', async () => {
  const server = testServer()
  addRun(server)
  expect((await server.ask('GET', '/api/runs/latest/events?from=abc')).status).toBe(400)
})
