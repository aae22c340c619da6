// Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html

/** One event, encoded once however many clients it goes to. */
export function encodeEvent({ type, data, id }: { type: string; data: unknown; id?: string }): Uint8Array {
  const lines = [`event: ${type}`, `data: ${JSON.stringify(data)}`, ...(id === undefined ? [] : [`id: ${id}`])]
  return new TextEncoder().encode(`${lines.join('\n')}\n\n`)
}

/** Takes encoded events; answers false when nobody listens any more. */
export type Send = (event: Uint8Array) => boolean

/** What an endpoint of events answers: it begins to send, and returns what to do at the end. */
export type EventSource = (send: Send, signal: AbortSignal) => (() => void) | void

/** A comment that keeps the connection alive through proxies, and lets a dead one be noticed. */
const heartbeat = new TextEncoder().encode(': alive\n\n')
const heartbeatMs = 15_000
/** A browser that reconnects waits this long. */
const opening = new TextEncoder().encode('retry: 1000\n\n')
/** A client that has this much unread is cut off; it comes back and goes on after the last event that it read. */
const maxUnreadBytes = 16 << 20

/** The response that streams what a source sends, until either side has enough. */
export function eventResponse(source: EventSource): Response {
  const ending = new AbortController()
  let stop: (() => void) | undefined
  const end = (): void => {
    if (ending.signal.aborted) return
    ending.abort()
    stop?.()
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send: Send = (event) => {
          if (ending.signal.aborted) return false
          if ((controller.desiredSize ?? 0) < 0) {
            end()
            controller.close()
            return false
          }
          controller.enqueue(event)
          return true
        }
        send(opening)
        const beat = setInterval(() => send(heartbeat), heartbeatMs)
        beat.unref()
        ending.signal.addEventListener('abort', () => clearInterval(beat))
        const cleanUp = source(send, ending.signal) ?? undefined
        if (ending.signal.aborted) cleanUp?.()
        else stop = cleanUp
      },
      cancel: end,
    },
    { highWaterMark: maxUnreadBytes, size: (chunk) => chunk.length },
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // nginx would collect events before it sends them
      'x-accel-buffering': 'no',
    },
  })
}
