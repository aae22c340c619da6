// Whether the server can be reached, for everybody who has to do something when it comes back.
import { useSyncExternalStore } from 'react'

interface Connection {
  readonly isConnected: boolean
  /** How often the server has come back. */
  readonly returns: number
}

let connection: Connection = { isConnected: true, returns: 0 }
const listeners = new Set<() => void>()

/** Told by the stream of the server's events. */
export function setConnected(isConnected: boolean): void {
  if (isConnected === connection.isConnected) return
  connection = { isConnected, returns: connection.returns + (isConnected ? 1 : 0) }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Whether the server answers, and how often it has come back since the page was loaded. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connection)
}

/** Once the server is back. Nobody may hear of the loss first from here: it is asked for until it answers. */
export async function serverIsBack(): Promise<void> {
  for (;;) {
    const answers = await fetch('/api/system').then(
      ({ ok }) => ok,
      () => false,
    )
    if (answers) return
    await new Promise((resolve) => {
      setTimeout(resolve, askEvery)
    })
  }
}

/** Milliseconds. */
const askEvery = 1500
