// Folders that are being made: what ends the process takes them away first, so that nothing half-written stays.
import { rmSync } from 'node:fs'

const unfinished = new Set<string>()
const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Does work in a new folder that goes when a signal ends the process meanwhile. A signal that the process listens to already is left to
 * its listener; without work in progress every signal does what it always does.
 * @param path absolute path of the folder
 */
export async function whileUnfinished<T>(path: string, work: () => Promise<T>): Promise<T> {
  const free = unfinished.size === 0 ? signals.filter((name) => process.listenerCount(name) === 0) : []
  unfinished.add(path)
  free.forEach((name) => process.on(name, endBy))
  try {
    return await work()
  } finally {
    unfinished.delete(path)
    if (unfinished.size === 0) signals.forEach((name) => process.off(name, endBy))
  }
}

/** Removes what is unfinished, then ends as the signal does by itself, so that a shell sees the same. */
function endBy(name: NodeJS.Signals): void {
  try {
    for (const path of unfinished) rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  } finally {
    signals.forEach((each) => process.off(each, endBy))
    process.kill(process.pid, name)
  }
}
