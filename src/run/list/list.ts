// All runs of a workdirs folder as rows, from the cache where nothing changed and from the run folders where it did.
import { realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { defaultWorkdirs } from '../layout.ts'
import { listRuns } from '../resolve.ts'
import type { RunEntry } from '../run-entry.ts'
import { type CachedRecord, loadCache, recordKey, saveCache } from './cache.ts'
import { readRecord } from './record.ts'
import { queueOf, type RunSummary, summaryOf } from './summary.ts'

/** Options of `summarizeRuns`. */
export interface SummarizeOptions {
  /** For states and time left; the present by default. */
  readonly now?: Date
  /** `false` reads every run and keeps nothing. */
  readonly cache?: boolean
  /** Only the newest so many; the others are not even looked at. */
  readonly limit?: number
}

/** All runs of a folder, newest first. Runs that cannot be read are there too, with what is known of them. */
export function summarizeRuns(workdirs: string = defaultWorkdirs, options: SummarizeOptions = {}): RunSummary[] {
  return summarizeEntries(listRuns(workdirs), workdirs, options)
}

/** Like `summarizeRuns`, for `entries` that were listed already: all of the folder, newest first. */
export function summarizeEntries(
  entries: readonly RunEntry[],
  workdirs: string,
  { now = new Date(), cache = true, limit = Infinity }: SummarizeOptions = {},
): RunSummary[] {
  if (entries.length === 0) return []
  const root = cache ? realpathSync(workdirs) : ''
  const part = limit < entries.length ? 'newest' : 'all'
  const known = cache ? loadCache(root, part) : new Map<string, CachedRecord>()
  const kept = new Map<string, CachedRecord>()
  let changed = false
  const read = entries.slice(0, limit).map((entry) => {
    const key = cache ? recordKey(entry.folder) : undefined
    const found = known.get(entry.id)
    const isKnown = found !== undefined && found.key === key
    const record = isKnown ? found.record : readRecord(entry.folder)
    if (key === undefined) return { entry, record } // it changes at this very moment
    kept.set(entry.id, { key, record })
    changed ||= !isKnown
    return { entry, record }
  })
  if (cache && (changed || kept.size !== known.size)) saveCache(root, part, kept)
  const queue = queueOf(read.map(({ record }) => record))
  return read.map(({ entry, record }) => summaryOf(entry, record, now, queue))
}

/** One run as a row, read anew. */
export function summarizeRun(entry: RunEntry, now: Date = new Date()): RunSummary {
  return summaryOf(entry, readRecord(entry.folder), now)
}

/** The workdirs folder that a run lies in. */
export function workdirsOf({ folder }: RunEntry): string {
  return dirname(folder)
}
