// A stream of server-sent events that outlives restarts of the server, and goes on where it ended.
import { answer, api } from './client.ts'

/** How long until a closed stream is opened again, in milliseconds. */
const reopenAfter = 1500

interface StreamOptions<Event> {
  /** The address; `from` is the id of the last event, undefined at first. */
  readonly address: (from: string | undefined) => string
  /** The names of the events. */
  readonly types: readonly string[]
  readonly onEvent: (event: Event, id: string) => void
  readonly onState?: (connected: boolean) => void
}

/** Opens a stream; the returned function closes it. */
export function openStream<Event>({ address, types, onEvent, onState }: StreamOptions<Event>): () => void {
  let last: string | undefined
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const take = (message: MessageEvent<string>): void => {
    if (message.lastEventId !== '') last = message.lastEventId
    onEvent(JSON.parse(message.data) as Event, message.lastEventId)
  }
  const open = (): void => {
    source = new EventSource(address(last))
    source.addEventListener('open', () => onState?.(true))
    for (const type of types) source.addEventListener(type, take)
    source.addEventListener('error', () => {
      onState?.(false)
      // The browser tries again by itself unless the server refused.
      if (source?.readyState !== EventSource.CLOSED) return
      // A stream cannot say why it was refused; another request can.
      void answer(api.system.$get()).catch(() => undefined)
      timer = setTimeout(open, reopenAfter)
    })
  }
  open()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}
