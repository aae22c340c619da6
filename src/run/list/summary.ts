// A run as the list of runs shows it: its record, and what follows from the present time (state, time left).
import type { QueuedJob } from '../../cluster/slurm.ts'
import { queuedJobs } from '../job.ts'
import { parseNumber } from '../log-fields.ts'
import { startOfRunId } from '../layout.ts'
import type { RunEntry } from '../run-entry.ts'
import { timeInLog } from '../started-at.ts'
import { type RunState, stateOf } from '../state.ts'
import type { Membership } from '../sweep/membership.ts'
import type { EpochScores, RunRecord } from './record.ts'
import type { PlainConfig } from './quick-config.ts'
import type { Trend } from './trend.ts'

/** One row of the list of runs. Absent is what neither config.yaml nor the log tells. */
export interface RunSummary {
  readonly id: string
  /** Absolute. */
  readonly folder: string
  readonly names: readonly string[]
  /** ISO 8601. */
  readonly startedAt: string
  readonly state: RunState
  /** Of a running training, evaluations included. */
  readonly etaSeconds?: number
  /** Share of the steps that are done, 0 to 1; absent before the first. */
  readonly progress?: number
  /** Whole epochs that are done, and how many there will be (0 when unknown). */
  readonly epochsDone: number
  readonly epochs: number
  /** Of the initial weights, before the first epoch. */
  readonly initial?: EpochScores
  readonly best?: EpochScores
  readonly last?: EpochScores
  /** Of the last [TRAIN] line. */
  readonly loss?: number
  readonly learningRate?: number
  /** Path of the data set, and the content hash recorded at the start. */
  readonly dataset?: string
  readonly dataHash?: string
  readonly samples?: { readonly train: number; readonly test: number }
  readonly device?: string
  /** The Slurm job that trains it; its place in the queue, the nodes and how often it was requeued while it is there. */
  readonly job?: { readonly id: string } & Partial<Pick<QueuedJob, 'state' | 'nodes' | 'restarts'>>
  /** The sweep that it belongs to. */
  readonly sweep?: Membership
  /** From each start to its last sign of life; breaks between a stop and going on are left out. */
  readonly durationSeconds?: number
  /** The last sign of life, ISO 8601. */
  readonly endedAt?: string
  readonly bytes: number
  readonly trend: Trend
  readonly errors: number
  readonly warnings: number
  readonly note: string
  readonly tags: readonly string[]
  /** The settings that config.yaml holds. */
  readonly config: PlainConfig
  /** Where it lies, when it is archived. */
  readonly archive?: { readonly path: string; readonly bytes: number; readonly archivedAt: string }
}

/** The jobs that are in Slurm's queue, by number. */
export type Queue = ReadonlyMap<string, QueuedJob>

/** What the queue says of the jobs of some runs; where no run has one, Slurm is not asked. */
export function queueOf(records: readonly RunRecord[]): Queue {
  return queuedJobs(records.flatMap(({ job, ended }) => (ended === 'completed' ? [] : (job ?? []))))
}

/** The row of a run at a time. */
export function summaryOf(entry: RunEntry, record: RunRecord, now: Date, queue: Queue = queueOf([record])): RunSummary {
  const { ended, fatal, heartbeat, logTime, epochs, iters, steps, best, last, loss, learningRate } = record
  const queued = record.job === undefined ? undefined : queue.get(record.job)
  const state = stateOf({
    history: { ended, fatal, starts: [] },
    heartbeat,
    logTime: logTime === undefined ? undefined : new Date(logTime),
    now,
    job: queued,
    jobId: record.job,
  })
  const eta = state.name === 'running' ? secondsLeft(record) : undefined
  const duration = durationOf(entry, record)
  const end = endOf(entry, record)
  const dataset = datasetOf(record)
  return {
    id: entry.id,
    folder: entry.folder,
    names: entry.names,
    startedAt: entry.startedAt.toISOString(),
    state,
    ...(eta !== undefined && { etaSeconds: eta }),
    ...progressOf(record, state.name),
    epochsDone: Math.max(iters === 0 ? 0 : Math.floor(steps / iters), last?.epoch ?? 0),
    epochs: epochs === 0 ? numberOf(record.config['num_epochs']) : epochs,
    ...(record.initial !== undefined && { initial: record.initial }),
    ...(best !== undefined && { best }),
    ...(last !== undefined && { last }),
    ...(loss !== undefined && { loss: parseNumber(loss) ?? Number.NaN }),
    ...(learningRate !== undefined && { learningRate }),
    ...(dataset !== undefined && { dataset }),
    ...(record.dataHash !== undefined && { dataHash: record.dataHash }),
    ...(record.samples !== undefined && { samples: record.samples }),
    ...(record.device !== undefined && { device: record.device }),
    ...jobOf(record, queued),
    ...(record.sweep !== undefined && { sweep: record.sweep }),
    ...(duration !== undefined && { durationSeconds: duration }),
    ...(end !== undefined && { endedAt: new Date(end).toISOString() }),
    bytes: record.bytes,
    trend: record.trend,
    errors: record.errors,
    warnings: record.warnings,
    note: record.note ?? '',
    tags: record.tags ?? [],
    config: record.config,
  }
}

function jobOf({ job: id }: RunRecord, queued: QueuedJob | undefined): Pick<RunSummary, 'job'> {
  if (id === undefined) return {}
  if (queued === undefined) return { job: { id } }
  const { state, nodes, restarts } = queued
  return { job: { id, state, nodes, restarts } }
}

function progressOf({ epochs, iters, steps }: RunRecord, state: RunState['name']): { readonly progress?: number } {
  if (state === 'finished') return { progress: 1 }
  return epochs * iters === 0 ? {} : { progress: Math.min(1, steps / (epochs * iters)) }
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0
}

function datasetOf({ dataset, config }: RunRecord): string | undefined {
  const configured = config['train_data_dir']
  return dataset ?? (typeof configured === 'string' ? configured : undefined)
}

/** Steps still to do at the pace of the latest ones, and their evaluations. */
function secondsLeft({ epochs, iters, steps, stepMs, evaluationSeconds, config }: RunRecord): number | undefined {
  if (stepMs === undefined || iters === 0) return undefined
  const left = Math.max(0, epochs * iters - steps)
  const interval = Math.max(1, numberOf(config['eval_interval']))
  const evaluations = Math.ceil(left / iters / interval)
  return (left * stepMs) / 1000 + evaluations * (evaluationSeconds ?? 0)
}

/** When a run gave its last sign of life, in milliseconds since 1970. Times of files count only where the log tells none: copying changes them. */
function endOf(entry: RunEntry, { heartbeat, logTime, started }: RunRecord): number | undefined {
  if (heartbeat !== undefined) return Date.parse(heartbeat.time)
  const at = started === undefined ? entry.startedAt : timeInLog(started.at)
  if (started !== undefined && started.seconds > 0 && at !== undefined) return at.getTime() + started.seconds * 1000
  return logTime
}

/** Seconds that a run worked, breaks between a stop and going on left out; undefined where nothing tells. */
function durationOf(entry: RunEntry, record: RunRecord): number | undefined {
  const { heartbeat, started } = record
  const start = started === undefined ? startOfRunId(entry.id) : timeInLog(started.at)
  const end = endOf(entry, record)
  const before = started?.before ?? 0
  if (heartbeat === undefined && (started?.seconds ?? 0) === 0) return before > 0 ? before : undefined
  if (start === undefined || end === undefined || !(end >= start.getTime())) return before > 0 ? before : undefined
  return before + (end - start.getTime()) / 1000
}
