// What is new in one run, for any number of clients: one watcher reads each new line once, encodes it once, and sends it to all.
import { existsSync, statSync } from 'node:fs'
import { inspect } from 'node:util'
import { UserError, systemCode } from '../../core/errors.ts'
import { stampOf } from '../../core/file-version.ts'
import { leadsOut } from '../../core/inside.ts'
import { runPaths } from '../../run/layout.ts'
import { type LogPosition, type VisitText, visitLogText } from '../../run/log-reader.ts'
import type { RunEntry } from '../../run/run-entry.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { RunRow, LogLine } from '../contract/runs.ts'
import type { RunEvent } from '../contract/events.ts'
import { encodeEvent, type Send } from '../http/sse.ts'
import { tell } from '../tell.ts'
import { Broadcast } from './broadcast.ts'
import { ChangeCollector, type KnownShape, logLineOf } from './log-lines.ts'
import { renderPosition } from './position.ts'

/** How often a log is looked at, in milliseconds: a glance at its length. */
const glanceMs = 300
/** How often the row (state, scores, time left) is worked out at most. */
const rowMs = 1000
/** A client that is behind gets this much of the log at a time. */
const pieceBytes = 1 << 18
/** More than this at once comes with the next glance. */
const glanceBytes = 1 << 22

/** What a feed needs to know about its run. */
export interface FeedSource {
  readonly entry: RunEntry
  /** The row as it is now; worked out elsewhere, as it takes long for long runs. */
  readonly row: () => Promise<DeepReadonly<RunRow>>
  /** Iterations an epoch and epochs as known before the first client came. */
  readonly known: KnownShape
  /** How far the log was read then. */
  readonly head: LogPosition
  /** Folders that the log may not lead out of. */
  readonly within: () => readonly string[]
}

interface Client {
  readonly send: Send
  position: LogPosition
}

/** One watched run. It watches while it has clients. */
export class RunFeed {
  readonly #source: FeedSource
  readonly #log: string
  readonly #predictions: string
  readonly #onIdle: () => void
  readonly #clients = new Broadcast()
  #known: FeedSource['known']
  /** Where all these clients stand. */
  #head: LogPosition
  /** The log's stamp when there was nothing new in it. */
  #readWhole = ''
  #timer: NodeJS.Timeout | undefined
  #row = ''
  #rowAt = 0
  #evaluated: number
  #isGone = false

  constructor(source: FeedSource, onIdle: () => void) {
    const paths = runPaths(source.entry.folder)
    this.#source = source
    this.#known = source.known
    this.#head = source.head
    this.#log = paths.log
    this.#predictions = paths.predictions
    this.#evaluated = modifiedAt(paths.predictions)
    this.#onIdle = onIdle
  }

  get clients(): number {
    return this.#clients.size
  }

  /** Sends everything after `from`, then what comes. Returns how to leave. */
  join(send: Send, from: LogPosition): () => void {
    const client: Client = { send, position: from }
    let left = false
    if (this.#row !== '') send(encodeRow(this.#row))
    this.#readNew()
    const catchUp = (): void => {
      if (left) return
      if (isSame(client.position, this.#head)) {
        this.#clients.add(send)
        this.#timer ??= setTimeout(() => void this.#glance(), 0)
      } else if (this.#sendPiece(client)) setImmediate(catchUp)
    }
    catchUp()
    return () => {
      left = true
      this.#clients.delete(send)
      if (this.#clients.size === 0) this.close()
    }
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#onIdle()
  }

  /** The next piece of the log for a client that is behind; false when it has gone. */
  #sendPiece(client: Client): boolean {
    const behind = this.#head.offset - client.position.offset
    const read = this.#read(client.position, behind > 0 ? Math.min(pieceBytes, behind) : pieceBytes)
    if (read?.restarted !== false && !client.send(encodeEvent({ type: 'restart', data: { type: 'restart' } })))
      return false
    // where nothing can be read, because the log is gone or one line is endless, it goes on with the others
    const stuck = read === undefined || read.position.offset === client.position.offset
    client.position = stuck ? this.#head : read.position
    return read?.event === undefined || client.send(read.event)
  }

  async #glance(): Promise<void> {
    try {
      this.#readNew()
      if (Date.now() - this.#rowAt > rowMs) await this.#tellRow()
      this.#tellEvaluation()
    } catch (error) {
      tell(inspect(error)) // a bug: its clients miss something, the server and the other runs do not
    }
    if (this.#timer !== undefined && this.#clients.size > 0)
      this.#timer = setTimeout(() => void this.#glance(), glanceMs)
    else this.#timer = undefined
  }

  #readNew(): void {
    const { version, newest } = stampOf([this.#log])
    if (newest > 0 && version === this.#readWhole) return
    const read = this.#read(this.#head, glanceBytes)
    this.#readWhole = read !== undefined && read.event === undefined ? version : ''
    if (read === undefined) return this.#tellGone()
    if (read.restarted) this.#clients.send(encodeEvent({ type: 'restart', data: { type: 'restart' } }))
    this.#head = read.position
    this.#known = read.known
    if (read.event !== undefined) this.#clients.send(read.event)
  }

  /** Lines after a position as one event; undefined when there is no log. */
  #read(from: LogPosition, limit: number) {
    if (!existsSync(this.#log)) return undefined
    const lines: LogLine[] = []
    const collector = new ChangeCollector(this.#known)
    const visit = (number: number, text: string): void => {
      lines.push(logLineOf(number, text))
      collector.take(number, text)
    }
    const reading = this.#visit(visit, from, limit)
    if (reading === undefined) return undefined
    const { position, restarted } = reading
    const change = collector.change()
    const id = renderPosition(position)
    const data: DeepReadonly<RunEvent> = { type: 'log', lines, ...change, position: id }
    return {
      position,
      restarted,
      known: { epochs: change.epochs, iterations: change.iterations },
      event: lines.length === 0 ? undefined : encodeEvent({ type: 'log', data, id }),
    }
  }

  /** Undefined when the log cannot be read (any more, or for the moment): it is tried again at the next glance. */
  #visit(visit: VisitText, from: LogPosition, limit: number) {
    if (leadsOut(this.#log, this.#source.within())) return undefined
    try {
      return visitLogText(this.#log, visit, from, limit)
    } catch (error) {
      if (error instanceof UserError || systemCode(error) !== undefined) return undefined
      throw error
    }
  }

  async #tellRow(): Promise<void> {
    this.#rowAt = Date.now()
    const row = await this.#source.row().catch(() => undefined)
    const text = row === undefined ? '' : JSON.stringify(row)
    if (text === '' || text === this.#row) return
    this.#row = text
    this.#clients.send(encodeRow(text))
  }

  #tellGone(): void {
    if (this.#isGone || existsSync(this.#source.entry.folder)) return
    this.#isGone = true
    this.#clients.send(encodeEvent({ type: 'gone', data: { type: 'gone' } }))
  }

  #tellEvaluation(): void {
    const modified = modifiedAt(this.#predictions)
    if (modified === this.#evaluated || modified === 0) return
    this.#evaluated = modified
    const epoch = this.#row === '' ? 0 : ((JSON.parse(this.#row) as RunRow).last?.epoch ?? 0)
    this.#clients.send(encodeEvent({ type: 'evaluated', data: { type: 'evaluated', epoch } }))
  }
}

function isSame(a: LogPosition, b: LogPosition): boolean {
  return a.offset === b.offset && (a.file === b.file || a.offset === 0)
}

function encodeRow(row: string): Uint8Array {
  return encodeEvent({ type: 'row', data: { type: 'row', row: JSON.parse(row) as unknown } })
}

/** 0 for what is not there or cannot be reached. */
function modifiedAt(path: string): number {
  try {
    return statSync(path).mtimeMs
  } catch {
    return 0
  }
}
