// A lock for the milliseconds in which a small file is read, changed and written: who comes meanwhile waits.
import { closeSync, openSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { systemCode } from './errors.ts'
import { explaining } from './files.ts'

/** Nobody changes a small file for so long: an older lock is that of a process that was killed. */
const staleMs = 10_000
const lookMs = 10
/** Longer than a stale lock lasts; beyond it the clocks of two machines differ, and the lock is named. */
const patienceMs = 15_000

/** Changes a file while no other call and no other process does. @throws what `change` throws; UserError when the lock cannot be had */
export function withLock<T>(path: string, change: () => T): T {
  const lock = join(dirname(path), `.${basename(path)}.lock`)
  const until = Date.now() + patienceMs
  explaining(lock, 'make the lock', () => {
    while (!tryToLock(lock, Date.now() > until)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lookMs)
  })
  try {
    return change()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** False while another has it. @param isLast throws instead of answering false */
function tryToLock(lock: string, isLast: boolean): boolean {
  try {
    closeSync(openSync(lock, 'wx'))
    return true
  } catch (error) {
    if (systemCode(error) !== 'EEXIST' || isLast) throw error
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - since > staleMs) rmSync(lock, { force: true })
    return false
  }
}
