// The jobs of this server: each runs in a worker process of its own, a few at a time; the others wait. A journal outlives the server.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { randomBytes } from 'node:crypto'
import { UserError } from '../../core/errors.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { Job as SentJob, JobRequest, JobResult } from '../contract/jobs.ts'
import { failureOf } from '../http/failure.ts'
import type { Progress } from '../work/protocol.ts'
import { WorkerProcess } from '../work/process.ts'
import { tell } from '../tell.ts'
import { interrupted, Journal, maxKept } from './journal.ts'

export type Job = DeepReadonly<SentJob>

/** Two: one long detection must not keep a check of the next data set waiting. Each uses all cores it is left. */
const atATime = 2
/** More waiting jobs are refused. */
const maxWaiting = 100
/** Parts that failed are counted in the result; so many are told one by one while the job runs. */
const maxSkipped = 200
/** A stopped job gets this long to end by itself, in milliseconds. */
const graceMs = 2000
/** Progress is told at most this often, in milliseconds. */
const tellMs = 200

/** What a job does in its worker. */
export type Doing = (
  worker: WorkerProcess,
  options: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
) => Promise<DeepReadonly<JobResult>>

export interface JobStart {
  readonly request: JobRequest
  readonly subject: string
  readonly doing: Doing
  /** Images in all, where it is known before. */
  readonly total?: number
}

interface Entry {
  job: Job
  readonly request: JobRequest
  /** Undefined for a job of an earlier server. */
  readonly doing: Doing | undefined
  readonly stop: AbortController
  startedAt: number
  toldAt: number
}

interface JobsOptions {
  readonly within: () => readonly string[]
  readonly out: string
}

export class Jobs {
  readonly #entries = new Map<string, Entry>()
  readonly #workers = new Set<WorkerProcess>()
  readonly #onChange: (job: Job) => void
  readonly #within: () => readonly string[]
  readonly #journal: Journal
  #isClosed = false

  /** @param within folders that no job reads outside of; `out`: the folder of results, where the journal is */
  constructor(onChange: (job: Job) => void, { within, out }: JobsOptions) {
    this.#onChange = onChange
    this.#within = within
    this.#journal = new Journal(out)
    for (const { job, request } of this.#journal.read()) this.#entries.set(job.id, entryOf(job, request))
  }

  /** The processes of running jobs, for tests and for those who look after the server. */
  get pids(): number[] {
    return [...this.#workers].flatMap(({ pid }) => pid ?? [])
  }

  /** Newest first. */
  list(): Job[] {
    return [...this.#entries.values()].map(({ job }) => job).toReversed()
  }

  get(id: string): Job {
    return this.#entry(id).job
  }

  /** @throws UserError too-many-jobs */
  start(start: JobStart): Job {
    return this.#begin(randomBytes(9).toString('base64url'), start)
  }

  /**
   * Starts an interrupted job again, under its id; any other stays as it is.
   * @param startOf what its request means now
   * @throws UserError too-many-jobs, not-found, and what `startOf` throws
   */
  restart(id: string, startOf: (request: JobRequest) => JobStart): Job {
    const { job, request } = this.#entry(id)
    return job.state === 'interrupted' ? this.#begin(id, startOf(request)) : job
  }

  #begin(id: string, { request, subject, doing, total = 0 }: JobStart): Job {
    const waiting = this.list().filter(({ state }) => state === 'waiting').length
    if (waiting >= maxWaiting)
      throw new UserError({
        code: 'too-many-jobs',
        message: say(errorDetails['too-many-jobs'].message),
        expected: say(errorDetails['too-many-jobs'].expected, { max: maxWaiting }),
        found: String(waiting),
        next: say(errorDetails['too-many-jobs'].next),
      })
    const createdAt = new Date().toISOString()
    const { kind } = request
    const job: Job = { id, kind, subject, state: 'waiting', done: 0, total, createdAt, skipped: [] }
    const entry = entryOf(job, request, doing)
    this.#entries.delete(id) // the newest is the last
    this.#entries.set(id, entry)
    this.#journal.write(entry)
    this.#tell(entry)
    this.#forgetOld()
    this.#startWaiting()
    return entry.job
  }

  /** Stops a job; one that has ended stays as it is, and an interrupted one is not offered again. */
  cancel(id: string): Job {
    const entry = this.#entry(id)
    if (entry.job.state === 'waiting' || entry.job.state === 'interrupted') this.#end(entry, { state: 'cancelled' })
    entry.stop.abort()
    return entry.job
  }

  /** Ends the server's part: what is open is interrupted, and stands so in the journal. */
  close(): void {
    this.#isClosed = true
    for (const entry of this.#entries.values()) {
      if (entry.job.endedAt !== undefined) continue
      entry.job = interrupted(entry.job, new Date().toISOString())
      this.#journal.write(entry)
    }
    for (const entry of this.#entries.values()) entry.stop.abort()
    for (const worker of this.#workers) worker.close()
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id)
    if (entry !== undefined) return entry
    throw new UserError({
      code: 'not-found',
      message: say(errorDetails['not-found'].messageJob),
      expected: say(errorDetails['not-found'].expectedJob),
      found: JSON.stringify(id.slice(0, 60)),
      next: say(errorDetails['not-found'].nextJob),
    })
  }

  #startWaiting(): void {
    const entries = [...this.#entries.values()]
    const running = entries.filter(({ job }) => job.state === 'running').length
    const next = entries.filter(({ job }) => job.state === 'waiting').slice(0, Math.max(0, atATime - running))
    for (const entry of next) void this.#run(entry)
  }

  async #run(entry: Entry): Promise<void> {
    const { doing } = entry
    if (doing === undefined) return
    entry.startedAt = performance.now()
    entry.job = { ...entry.job, state: 'running' }
    this.#tell(entry)
    const worker = new WorkerProcess({ polite: true, within: this.#within })
    this.#workers.add(worker)
    // Work that does not listen is ended with its process.
    entry.stop.signal.addEventListener('abort', () => setTimeout(() => worker.close(), graceMs).unref())
    try {
      const onProgress = (progress: Progress): void => this.#progress(entry, progress)
      const result = await doing(worker, { signal: entry.stop.signal, onProgress })
      this.#end(entry, { state: entry.stop.signal.aborted ? 'cancelled' : 'done', result })
    } catch (error) {
      const stopped = entry.stop.signal.aborted
      const failure = failureOf(error, (text) => stopped || tell(text))
      this.#end(entry, stopped ? { state: 'cancelled' } : { state: 'failed', failure })
    } finally {
      worker.close()
      this.#workers.delete(worker)
      this.#startWaiting()
    }
  }

  #progress(entry: Entry, { done, total, skipped }: Progress): void {
    const seconds = (performance.now() - entry.startedAt) / 1000
    const more = skipped === undefined ? entry.job.skipped : [...entry.job.skipped, skipped].slice(-maxSkipped)
    const etaSeconds = done > 0 && total > done ? (seconds / done) * (total - done) : undefined
    const { etaSeconds: _old, ...rest } = entry.job
    entry.job = { ...rest, done, total, skipped: more, ...(etaSeconds !== undefined && { etaSeconds }) }
    if (performance.now() - entry.toldAt > tellMs) this.#tell(entry)
  }

  #end(entry: Entry, outcome: Pick<Job, 'state' | 'result' | 'failure'>): void {
    if (this.#isClosed) return
    const { etaSeconds: _eta, ...rest } = entry.job
    entry.job = { ...rest, ...outcome, endedAt: new Date().toISOString() }
    this.#journal.write(entry)
    this.#tell(entry)
  }

  #tell(entry: Entry): void {
    entry.toldAt = performance.now()
    this.#onChange(entry.job)
  }

  #forgetOld(): void {
    const ended = [...this.#entries.values()].filter(({ job }) => job.endedAt !== undefined)
    for (const { job } of ended.slice(0, Math.max(0, ended.length - maxKept))) {
      this.#entries.delete(job.id)
      this.#journal.remove(job.id)
    }
  }
}

function entryOf(job: Job, request: JobRequest, doing?: Doing): Entry {
  return { job, request, doing, stop: new AbortController(), startedAt: 0, toldAt: 0 }
}
