// The watched runs: one feed each, made for the first client and dropped after the last.
import type { LogPosition } from '../../run/log-reader.ts'
import type { RunEntry } from '../../run/run-entry.ts'
import type { EventSource } from '../http/sse.ts'
import type { WorkerProcess } from '../work/process.ts'
import { parsePosition } from './position.ts'
import { RunFeed } from './run-feed.ts'

export class RunFeeds {
  readonly #reader: WorkerProcess
  readonly #within: () => readonly string[]
  readonly #feeds = new Map<string, RunFeed>()

  /** @param within folders that no log may lead out of */
  constructor(reader: WorkerProcess, within: () => readonly string[]) {
    this.#reader = reader
    this.#within = within
  }

  /** Watched runs, for tests and for those who look after the server. */
  get watched(): number {
    return this.#feeds.size
  }

  /** Events of one run after a position. */
  async source(entry: RunEntry, from: LogPosition): Promise<EventSource> {
    const feed = this.#feeds.get(entry.folder) ?? (await this.#begin(entry))
    return (send) => {
      this.#feeds.set(entry.folder, feed)
      return feed.join(send, from)
    }
  }

  async #begin(entry: RunEntry): Promise<RunFeed> {
    const { folder } = entry
    const { epochs, iterations, position } = await this.#reader.ask('curves', { folder, points: 2, from: 0, to: 0 })
    const made = this.#feeds.get(folder)
    if (made !== undefined) return made
    const row = () => this.#reader.ask('runRow', entry)
    const source = { entry, row, known: { epochs, iterations }, head: parsePosition(position), within: this.#within }
    return new RunFeed(source, () => this.#feeds.delete(folder))
  }

  close(): void {
    for (const feed of this.#feeds.values()) feed.close()
  }
}
