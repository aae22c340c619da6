// Changes of the list of runs and of jobs, for any number of clients: one watcher compares the list with what was sent last.
import type { ServerEvent } from '../contract/events.ts'
import type { Job } from '../contract/jobs.ts'
import type { RunRow } from '../contract/runs.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import { encodeEvent, type EventSource } from '../http/sse.ts'
import { Broadcast } from './broadcast.ts'

/** How often the list is looked at, in milliseconds. */
const lookMs = 1000
/** A result may have megabytes: older ones are asked for. */
const newsMs = 600_000

export interface ServerFeedSource {
  readonly rows: () => Promise<readonly DeepReadonly<RunRow>[]>
  readonly jobs: () => readonly DeepReadonly<Job>[]
}

export class ServerFeed {
  readonly #source: ServerFeedSource
  readonly #clients = new Broadcast()
  /** Each run as it was sent last, as JSON. */
  #sent = new Map<string, string>()
  #timer: NodeJS.Timeout | undefined

  constructor(source: ServerFeedSource) {
    this.#source = source
  }

  get clients(): number {
    return this.#clients.size
  }

  readonly events: EventSource = (send) => {
    for (const job of this.#source.jobs().toReversed()) if (isNews(job)) send(encodeJob(job))
    // what the others know already; the rest comes with the next look
    if (this.#clients.size === 0) this.#sent = new Map()
    else send(encodeRuns({ changed: [...this.#sent.values()].map((row) => JSON.parse(row) as RunRow), gone: [] }))
    this.#clients.add(send)
    this.#timer ??= setTimeout(() => void this.#look(), 0)
    return () => {
      this.#clients.delete(send)
      if (this.#clients.size === 0) this.close()
    }
  }

  /** Tells everybody about a job. */
  tellJob(job: DeepReadonly<Job>): void {
    if (this.#clients.size > 0) this.#clients.send(encodeJob(job))
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  async #look(): Promise<void> {
    try {
      this.#tellRows(await this.#source.rows())
    } catch {
      // the next look tells: the folder may be gone for a moment, or the worker that reads it
    }
    this.#timer = this.#clients.size > 0 ? setTimeout(() => void this.#look(), lookMs) : undefined
  }

  #tellRows(rows: readonly DeepReadonly<RunRow>[]): void {
    const isFirst = this.#sent.size === 0
    const now = new Map(rows.map((row) => [row.id, JSON.stringify(row)]))
    const changed = rows.filter(({ id }) => now.get(id) !== this.#sent.get(id))
    const gone = [...this.#sent.keys()].filter((id) => !now.has(id))
    this.#sent = now
    if (isFirst || changed.length > 0 || gone.length > 0) this.#clients.send(encodeRuns({ changed, gone }))
  }
}

/** Open jobs, and those that ended so lately that a client which lost its connection may have missed it. */
function isNews({ endedAt }: DeepReadonly<Job>): boolean {
  return endedAt === undefined || Date.now() - Date.parse(endedAt) < newsMs
}

function encodeJob(job: DeepReadonly<Job>): Uint8Array {
  return encodeEvent({ type: 'job', data: { type: 'job', job } })
}

function encodeRuns(change: { changed: readonly DeepReadonly<RunRow>[]; gone: readonly string[] }): Uint8Array {
  const data: DeepReadonly<ServerEvent> = { type: 'runs', ...change }
  return encodeEvent({ type: 'runs', data })
}
