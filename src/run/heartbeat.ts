// The sign of life that a training leaves in its run folder, and what it proves to another process.
import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { processExists, writeFileAtomic } from '../core/files.ts'
import { readRegularText } from '../core/read-file.ts'

/** Content of heartbeat.json. It is evidence, no lock: a run's state is computed from it each time. */
export interface Heartbeat {
  readonly pid: number
  readonly host: string
  /**
   * Where process ids mean the same processes: boot and process namespace on Linux, so that a container's id is never
   * looked up outside it. Empty elsewhere.
   */
  readonly pid_space: string
  /** When the process started, in clock ticks since boot (Linux), so that a reused id is told apart. Empty elsewhere. */
  readonly process_start: string
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
  readonly #identity = { pid: process.pid, host: hostname(), ...processIdentity(process.pid) }
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
  if (typeof value !== 'object' || value === null) return false
  const fields = value as Record<string, unknown>
  const texts = ['host', 'pid_space', 'process_start', 'time'].every((name) => typeof fields[name] === 'string')
  const numbers = ['pid', 'longest_silence_ms'].every((name) => Number.isFinite(fields[name]))
  return (
    texts &&
    numbers &&
    typeof fields['closed'] === 'boolean' &&
    Number(fields['pid']) > 0 &&
    !Number.isNaN(Date.parse(String(fields['time'])))
  )
}

/** Whether the process of a heartbeat lives: `unknown` when it cannot be seen from here (another machine or container). */
export function processOf(heartbeat: Heartbeat): 'alive' | 'gone' | 'unknown' {
  const here = processIdentity(process.pid)
  if (heartbeat.host !== hostname() || heartbeat.pid_space !== here.pid_space) return 'unknown'
  if (!processExists(heartbeat.pid)) return 'gone'
  if (here.pid_space === '') return 'alive'
  const { process_start } = processIdentity(heartbeat.pid)
  return process_start !== '' && process_start === heartbeat.process_start ? 'alive' : 'gone'
}

/** How long a heartbeat counts, in milliseconds. */
const freshMs = 60_000
/** A silence this many times as long as the longest one before is none of the training's usual pauses. */
const silenceFactor = 5
/** A process that is seen alive is given this long: one step of a huge batch, a sleeping laptop. */
const freshWhenAliveMs = 600_000

/** Whether a heartbeat is recent enough to count at `now`, given whether its process is seen alive. */
export function isFresh(heartbeat: Heartbeat, now: Date, isSeenAlive: boolean): boolean {
  const age = Math.abs(now.getTime() - Date.parse(heartbeat.time))
  return age <= Math.max(isSeenAlive ? freshWhenAliveMs : freshMs, silenceFactor * heartbeat.longest_silence_ms)
}

/** Linux's answers from /proc; empty texts elsewhere and for processes that are gone or wait to be collected. */
function processIdentity(pid: number): { pid_space: string; process_start: string } {
  try {
    const boot = readRegularText('/proc/sys/kernel/random/boot_id').trim()
    const pid_space = `${boot} ${readlinkSync('/proc/self/ns/pid')}`
    return { pid_space, process_start: startTicks(pid) }
  } catch {
    return { pid_space: '', process_start: '' }
  }
}

/** Field 22 of /proc/PID/stat (proc(5)); fields are counted after the name, which may hold spaces and brackets. */
function startTicks(pid: number): string {
  try {
    const stat = readRegularText(`/proc/${pid}/stat`)
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const isEnded = fields[0] === 'Z' || fields[0] === 'X'
    return isEnded ? '' : (fields[19] ?? '')
  } catch {
    return ''
  }
}
