// Whether files are still the ones that were read: their identity, sizes and times as one key.
import { statSync } from 'node:fs'

/** Files younger than this when they were read may change again without a new time stamp; what they gave is not kept. */
const settledMs = 100

/** A key that changes when one of the files (or folders) does, or comes, or goes; undefined when one changed a moment ago. */
export function versionOf(paths: readonly string[], now: number = Date.now()): string | undefined {
  const { version, newest } = stampOf(paths)
  return Math.abs(now - newest) < settledMs ? undefined : version
}

/** The same key whenever they changed, and when the last of them did, in milliseconds since 1970. */
export function stampOf(paths: readonly string[]): { readonly version: string; readonly newest: number } {
  let newest = 0
  const parts = paths.map((path) => {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat === undefined) return '-'
    newest = Math.max(newest, stat.mtimeMs)
    return `${stat.ino}:${stat.size}:${stat.mtimeMs}`
  })
  return { version: parts.join(' '), newest }
}
