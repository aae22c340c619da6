// One writer at a time: a file that exists only while an edit is written, by whichever process of this or another machine.
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { errorDetails } from '../core/error-details.ts'
import { systemCode, UserError } from '../core/errors.ts'
import { explaining, hostInFileName, processExists } from '../core/files.ts'
import { readRegularText } from '../core/read-file.ts'
import { say } from '../core/say.ts'

/** An edit takes milliseconds; a lock that is older was left by a process that was killed, or by a machine that went down. */
const abandonedMs = 30_000
/** How long a writer waits for another one. */
const patienceMs = 3000
const pauseMs = 10

/**
 * Does something while no other process does.
 * @param path of the lock file; its folder exists
 * @throws UserError set-in-use
 */
export function whileLocked<T>(path: string, action: () => T): T {
  const until = Date.now() + patienceMs
  while (!taken(path)) {
    if (isAbandoned(path)) rmSync(path, { force: true })
    else if (Date.now() > until) throw inUse(path)
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs)
  }
  try {
    return action()
  } finally {
    rmSync(path, { force: true })
  }
}

function taken(path: string): boolean {
  try {
    const descriptor = openSync(path, 'wx')
    try {
      writeSync(descriptor, `${hostInFileName()} ${process.pid}`)
    } finally {
      closeSync(descriptor)
    }
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    return explaining(path, 'write', () => {
      throw error
    })
  }
}

function isAbandoned(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return false
  if (Date.now() - stat.mtimeMs > abandonedMs) return true
  const [host, pid] = ownerOf(path)
  return host === hostInFileName() && Number(pid) !== process.pid && Number(pid) > 0 && !processExists(Number(pid))
}

function ownerOf(path: string): string[] {
  try {
    return readRegularText(path).split(' ')
  } catch {
    return [] // it is gone
  }
}

function inUse(path: string): UserError {
  return new UserError({
    code: 'set-in-use',
    message: say(errorDetails['set-in-use'].message),
    expected: say(errorDetails['set-in-use'].expected),
    found: ownerOf(path).join(', '),
    where: path,
    next: say(errorDetails['set-in-use'].next),
  })
}
