// A lock for the milliseconds in which a small file is read, changed and written: who comes meanwhile waits.
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { systemCode } from './errors.ts'
import { explaining, hostInFileName, processExists } from './files.ts'
import { readRegularText } from './read-file.ts'

/** Nobody changes a small file for so long: an older lock is that of a process that was killed. */
const staleMs = 10_000
const lookMs = 10
/** Longer than a stale lock lasts; beyond it the clocks of two machines differ, and the lock is named. */
const patienceMs = 15_000

/** The file that is there while another one is changed: it names the machine and the process that change it. */
export function lockOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.lock`)
}

/**
 * Changes a file while no other call and no other process does. The lock of a process that is gone is taken over at once.
 * @param inUse the error for a lock that cannot be had, from what the lock says of its owner; what the system says by default
 * @throws what `change` throws; UserError when the lock cannot be had
 */
export function withLock<T>(path: string, change: () => T, inUse?: (owner: string) => Error): T {
  const lock = lockOf(path)
  const refused = (error: unknown): never => {
    throw inUse?.(ownerOf(lock).join(', ')) ?? error
  }
  const until = Date.now() + patienceMs
  explaining(lock, 'make the lock', () => {
    while (!tryToLock(lock, Date.now() > until ? refused : undefined))
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lookMs)
  })
  try {
    return change()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** False while another has it. @param refused ends the last try */
function tryToLock(lock: string, refused: ((error: unknown) => never) | undefined): boolean {
  try {
    const descriptor = openSync(lock, 'wx')
    try {
      writeSync(descriptor, `${hostInFileName()} ${process.pid}`)
    } finally {
      closeSync(descriptor)
    }
    return true
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
    refused?.(error)
    if (isAbandoned(lock)) rmSync(lock, { force: true })
    return false
  }
}

function isAbandoned(lock: string): boolean {
  const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
  if (Date.now() - since > staleMs) return true
  const [host, pid] = ownerOf(lock)
  return host === hostInFileName() && Number(pid) > 0 && !processExists(Number(pid))
}

/** Machine and process; empty where the lock is gone or says nothing. */
function ownerOf(lock: string): string[] {
  try {
    return readRegularText(lock).split(' ')
  } catch {
    return []
  }
}
