// Sends events to everybody who watches: at once while they are few, together once a second when they are many.
import type { Send } from '../http/sse.ts'

/** With more than this many, each piece costs more than what is in it, and a training beside the server feels it. */
const fewClients = 20
/** What comes within this time goes out as one piece, in milliseconds. */
const holdMs = 1000
/** This much is not held back. */
const maxHeldBytes = 1 << 20

export class Broadcast {
  readonly #clients = new Set<Send>()
  #held: Uint8Array[] = []
  #heldBytes = 0
  #timer: NodeJS.Timeout | undefined
  #sentAt = 0

  get size(): number {
    return this.#clients.size
  }

  /** Adds one who knows everything that was sent so far: what is held back is not for it. */
  add(client: Send): void {
    this.#flush()
    this.#clients.add(client)
  }

  delete(client: Send): void {
    this.#clients.delete(client)
    if (this.#clients.size === 0) this.#drop()
  }

  send(event: Uint8Array): void {
    this.#held.push(event)
    this.#heldBytes += event.length
    const wait = this.#sentAt + holdMs - Date.now()
    const isHeld = this.#clients.size > fewClients && this.#heldBytes < maxHeldBytes && wait > 0 && wait <= holdMs
    if (isHeld) this.#timer ??= setTimeout(() => this.#flush(), wait)
    else this.#flush()
  }

  #flush(): void {
    const events = this.#held
    this.#drop()
    if (events.length === 0) return
    this.#sentAt = Date.now()
    const piece = events.length === 1 ? events[0] : Buffer.concat(events)
    for (const client of this.#clients) if (!client(piece)) this.#clients.delete(client)
  }

  #drop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#held = []
    this.#heldBytes = 0
  }
}
