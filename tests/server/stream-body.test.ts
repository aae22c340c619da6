// An answer whose source fails on the way is cut off, even where the client has read all that was sent: it never looks whole.
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { endpoint } from '../../src/server/contract/endpoint.ts'
import { Hono } from '../../src/server/http/hono.ts'
import { listen, type Listening } from '../../src/server/http/listen.ts'
import { Routes } from '../../src/server/http/mount.ts'

const table = {
  file: endpoint({ method: 'get', path: '/api/file', does: 'Sends a file.', file: 'text/plain' }),
} as const

describe('an answer that is sent while it is made', () => {
  let listening: Listening
  let fail = (): void => undefined
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})

  beforeAll(async () => {
    const app = new Hono()
    const isRead = new Promise<void>((resolve) => (fail = resolve))
    async function* chunks() {
      yield Buffer.from('a beginning')
      await isRead
      // Taken by the system whole, yet more than the connection asks for: nothing more is asked for at once.
      yield Buffer.alloc(1 << 16)
      throw new Error('the disk went')
    }
    new Routes(app).mount(table, { file: () => ({ body: chunks() }) })
    listening = await listen(app, { host: '127.0.0.1', port: 0, orNext: false })
  })
  afterAll(() => {
    listening.server.closeAllConnections()
    listening.server.close()
  })

  it('is cut off where its source fails, although all of it was read', async () => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ port: listening.port, path: '/api/file' }, resolve).on('error', reject)
    })
    await once(answer, 'readable')
    expect(String(answer.read())).toBe('a beginning')
    fail()
    await expect(buffer(answer).then(({ length }) => length)).rejects.toThrow('aborted')
    expect(quiet.mock.calls.flat().map(String).join()).toContain('An answer was cut off: the disk went')
  })
})
