// Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html
import type { ServerResponse } from 'node:http'
import { headersOfAll } from './headers.ts'
import type { Context } from './hono.ts'
import { alreadySent } from './node-server.ts'
import { outgoingOf } from './reply.ts'

/** One event, encoded once however many clients it goes to. */
export function encodeEvent({ type, data, id }: { type: string; data: unknown; id?: string }): Uint8Array {
  const lines = [`event: ${type}`, `data: ${JSON.stringify(data)}`, ...(id === undefined ? [] : [`id: ${id}`])]
  return Buffer.from(`${lines.join('\n')}\n\n`)
}

/** Takes encoded events; answers false when nobody listens any more. */
export type Send = (event: Uint8Array) => boolean

/** What an endpoint of events answers: it begins to send, and returns what to do at the end. */
export type EventSource = (send: Send, signal: AbortSignal) => (() => void) | void

/** A comment that keeps the connection alive through proxies, and lets a dead one be noticed. */
const heartbeat = Buffer.from(': alive\n\n')
/** To clients that have heard nothing for so long. */
const heartbeatMs = 15_000
/** How often those are looked for: one timer for all, which finds only some of them silent at a time. */
const lookMs = 1000
/** A browser that reconnects waits this long. */
const opening = Buffer.from('retry: 1000\n\n')
/** A client that has this much unread is cut off; it comes back and goes on after the last event that it read. */
const maxUnreadBytes = 16 << 20

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // nginx would collect events before it sends them
  'x-accel-buffering': 'no',
}

/** The response that streams what a source sends, until either side has enough. */
export function eventResponse(source: EventSource, context: Context): Response {
  const outgoing = outgoingOf(context)
  if (outgoing === undefined) return webResponse(source)
  streamTo(outgoing, source)
  if (context.req.method === 'HEAD') outgoing.end()
  return alreadySent
}

/** Where the events of one client go. */
interface Line {
  /** Bytes that the client has not taken yet. */
  readonly unread: () => number
  readonly write: (bytes: Uint8Array) => void
  readonly close: () => void
}

/** Writes each event as one piece: the stream has no chunks and ends with its connection. */
function streamTo(outgoing: ServerResponse, source: EventSource): void {
  outgoing.useChunkedEncodingByDefault = false
  outgoing.writeHead(200, { ...headersOfAll, ...headers })
  const end = begin(source, {
    unread: () => outgoing.writableLength,
    write: (bytes) => outgoing.write(bytes),
    close: () => outgoing.destroy(), // what it has unread would keep the connection for ever
  })
  outgoing.once('close', end)
}

function webResponse(source: EventSource): Response {
  let end: (() => void) | undefined
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        end = begin(source, {
          unread: () => maxUnreadBytes - (controller.desiredSize ?? 0),
          write: (bytes) => controller.enqueue(bytes),
          close: () => controller.close(),
        })
      },
      cancel: () => end?.(),
    },
    { highWaterMark: maxUnreadBytes, size: (chunk) => chunk.length },
  )
  return new Response(body, { headers })
}

/** Connects a source and a client; the returned function says that the client has gone. */
function begin(source: EventSource, line: Line): () => void {
  const ending = new AbortController()
  let [stop, heardAt]: [(() => void) | undefined, number] = [undefined, 0]
  const end = (): void => {
    if (ending.signal.aborted) return
    listeners.delete(look)
    ending.abort()
    stop?.()
  }
  const send: Send = (event) => {
    if (ending.signal.aborted) return false
    if (line.unread() > maxUnreadBytes) {
      end()
      line.close()
      return false
    }
    heardAt = Date.now()
    line.write(event)
    return true
  }
  const look = (now: number): void => {
    if (now - heardAt >= heartbeatMs) send(heartbeat)
  }
  send(opening)
  listeners.add(look)
  const cleanUp = source(send, ending.signal) ?? undefined
  if (ending.signal.aborted) cleanUp?.()
  else stop = cleanUp
  return end
}

/** Of every client that listens, what finds out whether it needs a heartbeat. */
class Listeners {
  readonly #looks = new Set<(now: number) => void>()
  #timer: NodeJS.Timeout | undefined

  add(look: (now: number) => void): void {
    this.#looks.add(look)
    this.#timer ??= setInterval(() => this.#lookAtAll(), lookMs).unref()
  }

  delete(look: (now: number) => void): void {
    this.#looks.delete(look)
    if (this.#looks.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #lookAtAll(): void {
    const now = Date.now()
    for (const look of this.#looks) look(now)
  }
}

const listeners = new Listeners()
