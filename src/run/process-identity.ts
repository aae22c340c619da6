// Which process it was, so that it can be told from another one with the same id, and whether it still lives.
import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { processExists } from '../core/files.ts'
import { readRegularText } from '../core/read-file.ts'
import type { InBoth } from '../core/language.ts'

/** What tells a process from all others. */
export interface ProcessIdentity {
  readonly pid: number
  readonly host: string
  /**
   * Where process ids mean the same processes: boot and process namespace on Linux, so that a container's id is never
   * looked up outside it. Empty elsewhere.
   */
  readonly pid_space: string
  /** When the process started, in clock ticks since boot (Linux), so that a reused id is told apart. Empty elsewhere. */
  readonly process_start: string
}

/**
 * `alive`: it is there (`isSuspended`: but stopped by Ctrl-Z or SIGSTOP); `likely`: a process of its id is there, and this system does
 * not tell whether it is the same one; `gone`; `unknown`: it cannot be seen from here (another machine or container).
 */
export type ProcessLife = 'alive' | 'likely' | 'gone' | 'unknown'

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, host: hostname(), ...here() }
}

let known: ReturnType<typeof placeAndStart> | undefined

/** Of this process, for which neither changes. */
function here(): ReturnType<typeof placeAndStart> {
  known ??= placeAndStart(process.pid)
  return known
}

/** Whether the four fields are there and of the right types. */
export function isProcessIdentity(value: unknown): value is ProcessIdentity {
  if (typeof value !== 'object' || value === null) return false
  const { pid, ...texts } = value as Record<string, unknown>
  return (
    ['host', 'pid_space', 'process_start'].every((name) => typeof texts[name] === 'string') &&
    Number.isInteger(pid) &&
    Number(pid) > 0
  )
}

/** Whether a process lives, as far as it can be seen from here. */
export function processOf(identity: ProcessIdentity): ProcessLife {
  const { pid_space } = here()
  if (identity.host !== hostname() || identity.pid_space !== pid_space) return 'unknown'
  if (!processExists(identity.pid)) return 'gone'
  if (pid_space === '') return 'likely'
  const start = statOf(identity.pid)?.start
  return start !== undefined && start === identity.process_start ? 'alive' : 'gone'
}

/** Whether a process that is alive here is stopped by Ctrl-Z or SIGSTOP, and can go on at any time. */
export function isSuspended({ pid }: ProcessIdentity): boolean {
  return statOf(pid)?.letter === 'T'
}

/** `process 4711 on myhost`, for messages. */
export function nameOf({ pid, host }: ProcessIdentity): InBoth<string> {
  return { en: `process ${pid} on ${host}`, zh: `${host} 上的进程 ${pid}` }
}

/** Linux's answers from /proc; empty texts elsewhere and for processes that are gone or wait to be collected. */
function placeAndStart(pid: number): Pick<ProcessIdentity, 'pid_space' | 'process_start'> {
  try {
    const boot = readRegularText('/proc/sys/kernel/random/boot_id').trim()
    const pid_space = `${boot} ${readlinkSync('/proc/self/ns/pid')}`
    return { pid_space, process_start: statOf(pid)?.start ?? '' }
  } catch {
    return { pid_space: '', process_start: '' }
  }
}

/** Fields 3 and 22 of /proc/PID/stat (proc(5)); they are counted after the name, which may hold spaces and brackets. */
function statOf(pid: number): { readonly letter: string; readonly start: string } | undefined {
  try {
    const stat = readRegularText(`/proc/${pid}/stat`)
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [letter, start] = [fields[0], fields[19]]
    return letter === 'Z' || letter === 'X' ? undefined : { letter, start }
  } catch {
    return undefined
  }
}
