// The sign of life that a training leaves in its run folder, and what it proves to another process.
import { writeFileAtomic } from '../core/files.ts'
import { readRegularText } from '../core/read-file.ts'
import { isProcessIdentity, ownIdentity, type ProcessIdentity, type ProcessLife } from './process-identity.ts'

/** Content of heartbeat.json. It is evidence, no lock: a run's state is computed from it each time. */
export interface Heartbeat extends ProcessIdentity {
  /** When this was written, ISO 8601. */
  readonly time: string
  /** The longest silence between two beats so far, in milliseconds: long training steps are no death. */
  readonly longest_silence_ms: number
  /** The process has done with this run, whatever the log says. */
  readonly closed: boolean
}

/** Beats closer together than this are not written. */
const beatEveryMs = 1000
/** A longer silence counts as this long, so that a leaping clock cannot make a heartbeat count for days. */
const longestSilenceMs = 600_000

/** Writes the heartbeat of this process into one run folder. */
export class HeartbeatWriter {
  readonly #path: string
  readonly #identity = ownIdentity()
  #last: number | undefined
  #written = 0
  #longest = 0

  constructor(path: string) {
    this.#path = path
  }

  /** Says that the training is alive. Cheap, so call it at every step; a failure to write is no reason to stop a training. */
  beat(now: Date): void {
    const time = now.getTime()
    const silence = this.#last === undefined ? 0 : Math.min(time - this.#last, longestSilenceMs)
    const isFirst = this.#last === undefined
    this.#longest = Math.max(this.#longest, silence)
    this.#last = time
    if (isFirst || Math.abs(time - this.#written) >= beatEveryMs) this.#write(now, false)
  }

  /** Says that this process has done with the run. */
  close(now: Date): void {
    this.#write(now, true)
  }

  #write(now: Date, closed: boolean): void {
    const time = now.toISOString()
    const heartbeat: Heartbeat = { ...this.#identity, time, longest_silence_ms: this.#longest, closed }
    try {
      writeFileAtomic(this.#path, `${JSON.stringify(heartbeat)}\n`, { flush: false })
      this.#written = now.getTime()
    } catch {
      // a full disk shows in the log and the checkpoints, which matter
    }
  }
}

/** Reads heartbeat.json; undefined when it is missing or no heartbeat. */
export function readHeartbeat(path: string): Heartbeat | undefined {
  try {
    const value: unknown = JSON.parse(readRegularText(path))
    return isHeartbeat(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isHeartbeat(value: unknown): value is Heartbeat {
  if (!isProcessIdentity(value)) return false
  const { time, longest_silence_ms, closed } = value as Partial<Record<keyof Heartbeat, unknown>>
  return (
    typeof time === 'string' &&
    !Number.isNaN(Date.parse(time)) &&
    Number.isFinite(longest_silence_ms) &&
    typeof closed === 'boolean'
  )
}

/** How long a heartbeat counts, in milliseconds. */
const freshMs = 60_000
/** A silence this many times as long as the longest one before is none of the training's usual pauses. */
const silenceFactor = 5
/** Where a process of that id is there, and perhaps another one by now, it is given this long: one step of a huge batch, a sleeping laptop. */
const freshWhenLikelyMs = 600_000

/**
 * Whether the training behind a heartbeat goes on at `now`. A process that is certainly there may be silent as long as it likes: one
 * that Ctrl-Z stopped can go on at any time.
 */
export function isRunning(heartbeat: Heartbeat, now: Date, life: ProcessLife): boolean {
  if (heartbeat.closed || life === 'gone') return false
  if (life === 'alive') return true
  const age = Math.abs(now.getTime() - Date.parse(heartbeat.time))
  return age <= Math.max(life === 'likely' ? freshWhenLikelyMs : freshMs, silenceFactor * heartbeat.longest_silence_ms)
}
