// Streams of events on real connections: whole events, an end, and no memory for those who do not read.
import { connect } from 'node:net'
import { once } from 'node:events'
import { expect, it, vi } from 'vitest'
import { Hono } from '../../src/server/http/hono.ts'
import { listen } from '../../src/server/http/listen.ts'
import { encodeEvent, type EventSource, eventResponse, type Send } from '../../src/server/http/sse.ts'

/** A server with one stream at `/`, and what its source was given. */
async function serving(source: EventSource) {
  const app = new Hono()
  app.get('/', (context) => eventResponse(source, context))
  const { server, port } = await listen(app, { host: '127.0.0.1', port: 0, orNext: false })
  const close = (): void => {
    server.closeAllConnections()
    server.close()
  }
  return { address: `http://127.0.0.1:${port}/`, port, close }
}

it('sends events as they are, without chunks', async () => {
  const { port, close } = await serving(
    (send) => void send(encodeEvent({ type: 'log', data: { text: 'line' }, id: '7-1-2' })),
  )
  const socket = connect(port, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  let text = ''
  while (!text.includes('id: ')) text += String((await once(socket, 'data'))[0])
  const [head, ...body] = text.split('\r\n\r\n')
  expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(head).toMatch(/content-type: text\/event-stream/)
  expect(head).toMatch(/content-security-policy: /)
  expect(head).not.toMatch(/transfer-encoding/i)
  expect(body.join('')).toBe('retry: 1000\n\nevent: log\ndata: {"text":"line"}\nid: 7-1-2\n\n')
  socket.destroy()
  close()
})

it('cuts off a client that reads nothing, and tells its source', async () => {
  const event = Buffer.alloc(1 << 20, 'x')
  let sent = 0
  const stop = vi.fn()
  const { port, close } = await serving((send) => {
    const timer = setInterval(() => {
      if (sent < 200 && send(event)) sent++
      else clearInterval(timer)
    }, 0)
    return stop
  })
  const socket = connect(port, '127.0.0.1').pause()
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await vi.waitFor(() => expect(stop).toHaveBeenCalled(), 10_000)
  expect(sent).toBeGreaterThan(15)
  expect(sent).toBeLessThan(200)
  socket.destroy()
  close()
})

it('stops once when its client goes, and sends nothing more', async () => {
  const stop = vi.fn()
  const sends: Send[] = []
  const { address, close } = await serving((given) => {
    sends.push(given)
    return stop
  })
  const leaving = new AbortController()
  await fetch(address, { signal: leaving.signal })
  const [send] = sends
  expect(send(Buffer.from(': there\n\n'))).toBe(true)
  leaving.abort()
  await vi.waitFor(() => expect(stop).toHaveBeenCalled(), 10_000)
  expect(send(Buffer.from(': gone\n\n'))).toBe(false)
  expect(stop).toHaveBeenCalledTimes(1)
  close()
})

it('answers HEAD with the headers alone, and keeps nothing open', async () => {
  const stop = vi.fn()
  const { address, close } = await serving(() => stop)
  const response = await fetch(address, { method: 'HEAD' })
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  await vi.waitFor(() => expect(stop).toHaveBeenCalled(), 10_000)
  close()
})
