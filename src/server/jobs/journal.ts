// The journal of jobs beside their results: a file a job, so that a server that is started anew shows those of before, and starts interrupted ones again.
import { existsSync, lstatSync, readdirSync, rmSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { makeFolder, removeLeftovers, writeFileAtomic } from '../../core/files.ts'
import { readRegularText } from '../../core/read-file.ts'
import { z } from '../../core/schema.ts'
import { isProcessIdentity, ownIdentity, processOf, type ProcessIdentity } from '../../run/process-identity.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import { job as jobSchema, jobRequest, jobResult, type Job, type JobRequest } from '../contract/jobs.ts'
import { tell } from '../tell.ts'

/** Ended jobs that are remembered, by a server and in the journal: the newest ones. */
export const maxKept = 100
/** A job whose file would be larger is kept without its result, which only checks and evaluations of huge sets have; a larger file is none of ours. */
const maxBytes = 16e6
/** An open job of a process that cannot be seen from here counts as interrupted when its file is this old, in milliseconds. */
const abandonedMs = 24 * 3_600_000

const filePattern = /^job-[\w-]{12}\.json$/

/** A job with what it was asked to do. */
export interface JournalEntry {
  readonly job: DeepReadonly<Job>
  readonly request: JobRequest
}

/** A result of another version is left out. */
const keptJob = jobSchema.extend({ result: jobResult.optional().catch(undefined) })
const entrySchema = z.object({ job: keptJob, request: jobRequest, server: z.unknown() })

export class Journal {
  readonly #folder: string
  #hasFailed = false

  /** @param out the folder of results */
  constructor(out: string) {
    this.#folder = join(out, '.jobs')
  }

  /** Writes a job as it is now. A disk that takes nothing costs the journal, not the job. */
  write({ job, request }: JournalEntry): void {
    try {
      makeFolder(this.#folder, 0o700)
      const { result: _result, ...rest } = job
      const server = ownIdentity()
      const whole = `${JSON.stringify({ job, request, server })}\n`
      const text = whole.length <= maxBytes ? whole : `${JSON.stringify({ job: rest, request, server })}\n`
      writeFileAtomic(join(this.#folder, `job-${job.id}.json`), text, { flush: false })
      this.#hasFailed = false
    } catch (error) {
      if (!this.#hasFailed) tell(`The journal of jobs in ${this.#folder} cannot be written: ${String(error)}`)
      this.#hasFailed = true
    }
  }

  /**
   * The jobs of servers that have ended, the oldest first; those that were open are `interrupted`. What is no journal of ours or is
   * damaged is removed, and so are files beyond the newest.
   */
  read(): JournalEntry[] {
    try {
      return existsSync(this.#folder) ? this.#read() : []
    } catch (error) {
      tell(`The journal of jobs in ${this.#folder} cannot be read: ${String(error)}`)
      return []
    }
  }

  /** Forgets a job. */
  remove(id: string): void {
    rmSync(join(this.#folder, `job-${id}.json`), { force: true })
  }

  #read(): JournalEntry[] {
    removeLeftovers(this.#folder)
    const found = this.#files().map(({ path, stat }) => ({ path, ...readEntry(path, stat) }))
    const known = found
      .flatMap(({ path, entry }) => (entry === undefined ? [] : [{ path, entry }]))
      .sort((a, b) => a.entry.job.createdAt.localeCompare(b.entry.job.createdAt))
    const kept = known.slice(-maxKept)
    const paths = new Set(kept.map(({ path }) => path))
    const damaged = found.filter(({ entry, isOthers }) => entry === undefined && isOthers !== true)
    if (damaged.length > 0) tell(`Damaged files of jobs were removed: ${damaged.map(({ path }) => path).join(', ')}`)
    for (const { path, isOthers } of found) if (!paths.has(path) && isOthers !== true) rmSync(path, { force: true })
    return kept.map(({ entry }) => entry)
  }

  #files(): { readonly path: string; readonly stat: Stats }[] {
    return readdirSync(this.#folder)
      .filter((name) => filePattern.test(name))
      .map((name) => join(this.#folder, name))
      .flatMap((path) => {
        const stat = lstatSync(path, { throwIfNoEntry: false })
        return stat?.isFile() === true ? [{ path, stat }] : []
      })
  }
}

interface Found {
  readonly entry?: JournalEntry
  /** A server that lives works on it. */
  readonly isOthers?: boolean
}

function readEntry(path: string, { mtime, size }: Stats): Found {
  try {
    if (size > maxBytes) return {}
    const { job, request, server } = entrySchema.parse(JSON.parse(readRegularText(path)))
    if (job.endedAt !== undefined) return { entry: { job, request } }
    if (isProcessIdentity(server) && isAtWork(server, mtime)) return { isOthers: true }
    return { entry: { job: interrupted(job, mtime.toISOString()), request } }
  } catch {
    return {}
  }
}

function isAtWork(server: ProcessIdentity, written: Date): boolean {
  const life = processOf(server)
  return life === 'unknown' ? Date.now() - written.getTime() < abandonedMs : life !== 'gone'
}

/** An open job as its server left it. */
export function interrupted<Open extends DeepReadonly<Job>>({ etaSeconds: _eta, ...job }: Open, endedAt: string) {
  return { ...job, state: 'interrupted', endedAt } as const
}
