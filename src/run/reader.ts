// Reads a run folder, live, finished or foreign: settings, history, checkpoints and state. Writes nothing.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../core/errors.ts'
import { versionOf } from '../core/file-version.ts'
import { isAside } from '../core/files.ts'
import { BoundedMap } from '../core/bounded-map.ts'
import { type Facts, loadConfigFile } from './config.ts'
import { type History, type ValPoint, bestOf, initHistory, updateHistory } from './curves.ts'
import { queuedJobs, readJob } from './job.ts'
import { readHeartbeat } from './heartbeat.ts'
import { type RunPaths, idOfFolder, runPaths, startOfRunId } from './layout.ts'
import { parseLogLine } from './log-line.ts'
import { type LogPosition, logStart, visitLog } from './log-reader.ts'
import type { Config } from './settings/table.ts'
import { type RunState, stateOf } from './state.ts'

/** A file in checkpoints/. */
export interface CheckpointFile {
  readonly name: string
  readonly path: string
  readonly bytes: number
  readonly modified: Date
  readonly kind: 'best' | 'last' | 'epoch' | 'backup' | 'other'
  /** Of `epoch_3.pth` and `backup_epoch_5.pth`. */
  readonly epoch?: number
}

/** How the log was read. */
export interface LogSummary {
  /** How far; the next `readRun` goes on from there. */
  readonly position: LogPosition
  /** An unfinished last line. */
  readonly tail: string
  /** Lines that were not UTF-8. */
  readonly legacyLines: number
  /** Lines with NUL bytes. */
  readonly nulLines: number
  readonly bytes: number
  /** When it last grew; undefined when there is no log. */
  readonly modified: Date | undefined
}

/** Everything that a run folder tells. */
export interface Run {
  readonly id: string
  readonly folder: string
  readonly paths: RunPaths
  /** Local start time from the id; undefined for folders that are called otherwise. */
  readonly startedAt: Date | undefined
  /** Undefined when config.yaml is missing or wrong; `configError` then says how. */
  readonly config: Config | undefined
  readonly configError: UserError | undefined
  readonly facts: Facts
  readonly history: History
  readonly log: LogSummary
  readonly checkpoints: readonly CheckpointFile[]
  readonly state: RunState
  /** The evaluation with the highest F-score after training began. */
  readonly best: ValPoint | undefined
  /** The latest evaluation. */
  readonly last: ValPoint | undefined
}

/** Options of `readRun`. */
export interface ReadRunOptions {
  /** For the state; the present by default. */
  readonly now?: Date
  /** An earlier reading of the same run: only what the log gained is read, and its history is carried on (so drop it). */
  readonly previous?: Run
}

/** Reads a run folder. Missing parts are told, not thrown; a folder that cannot be read at all throws a UserError. */
export function readRun(folder: string, options: ReadRunOptions = {}): Run {
  const { now = new Date(), previous } = options
  const paths = runPaths(folder)
  const { history, log } = readHistory(paths.log, previous)
  const tail = parseLogLine(log.tail).kind
  const ended = tail === 'completed' || tail === 'stopped' ? tail : history.ended
  const { fatal, starts } = history
  const heartbeat = readHeartbeat(paths.heartbeat)
  const id = idOfFolder(folder)
  const jobId = readJob(paths.folder)
  // A run that is complete needs no word of the queue.
  const job = jobId === undefined || ended === 'completed' ? undefined : queuedJobs([jobId]).get(jobId)
  return {
    id,
    folder: paths.folder,
    paths,
    startedAt: startOfRunId(id),
    ...readRunConfig(paths.config),
    history,
    log,
    checkpoints: listCheckpoints(paths.checkpoints),
    state: stateOf({
      history: { ended, fatal, starts },
      heartbeat,
      logTime: log.modified,
      now,
      jobId,
      job,
    }),
    best: bestOf(history),
    last: history.val.at(-1),
  }
}

function readHistory(path: string, previous: Run | undefined): { history: History; log: LogSummary } {
  if (!existsSync(path)) {
    const log = { position: logStart, tail: '', legacyLines: 0, nulLines: 0, bytes: 0, modified: undefined }
    return { history: initHistory(), log }
  }
  const history = previous?.history ?? initHistory()
  const reading = visitLog(path, (entry) => updateHistory(history, entry), previous?.log.position)
  if (reading.restarted) return readHistory(path, undefined)
  const { size, mtime } = statSync(path)
  const { position, tail } = reading
  const legacyLines = reading.legacyLines + (previous?.log.legacyLines ?? 0)
  const nulLines = reading.nulLines + (previous?.log.nulLines ?? 0)
  return { history, log: { position, tail, legacyLines, nulLines, bytes: size, modified: mtime } }
}

/** The settings of a run and what it recorded about itself; a missing or wrong config.yaml is told, not thrown. */
export function readRunConfig(path: string): RunConfig {
  const version = versionOf([path])
  const before = configs.get(path)
  if (version !== undefined && before?.version === version) return before.read
  const read = parseRunConfig(path)
  if (version !== undefined) configs.set(path, { version, read })
  return read
}

type RunConfig = Pick<Run, 'config' | 'configError' | 'facts'>

/** Who watches a run asks for its settings again and again, and YAML takes milliseconds. */
const configs = new BoundedMap<string, { readonly version: string; readonly read: RunConfig }>(32)

function parseRunConfig(path: string): RunConfig {
  try {
    return { ...loadConfigFile(path), configError: undefined }
  } catch (error) {
    if (error instanceof UserError) return { config: undefined, configError: error, facts: {} }
    throw error
  }
}

/** The checkpoints of a run: best, last, then by epoch. Unfinished writes are left out. */
export function listCheckpoints(folder: string): CheckpointFile[] {
  if (!existsSync(folder)) return []
  const files: CheckpointFile[] = []
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const stat = statSync(path, { throwIfNoEntry: false })
    if (isAside(name) || !name.endsWith('.pth') || stat === undefined || !stat.isFile()) continue
    files.push({ name, path, bytes: stat.size, modified: stat.mtime, ...kindOf(name) })
  }
  return files.sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || (a.epoch ?? 0) - (b.epoch ?? 0))
}

const kindOrder: readonly CheckpointFile['kind'][] = ['best', 'last', 'epoch', 'backup', 'other']

function kindOf(name: string): Pick<CheckpointFile, 'kind' | 'epoch'> {
  if (name === 'best_model.pth') return { kind: 'best' }
  if (name === 'last_model.pth') return { kind: 'last' }
  const match = /^(backup_)?epoch_(\d+)\.pth$/.exec(name)
  if (match === null) return { kind: 'other' }
  return { kind: match[1] === undefined ? 'epoch' : 'backup', epoch: Number(match[2]) }
}
