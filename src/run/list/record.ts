// What the list of runs keeps of one run: everything that changes only when its files change, in plain JSON values.
import { medianOf } from '../../core/median.ts'
import { bestOf, type History, type ValPoint } from '../curves.ts'
import { type Heartbeat, readHeartbeat } from '../heartbeat.ts'
import { runPaths } from '../layout.ts'
import { readJob } from '../job.ts'
import { readNotes } from '../notes.ts'
import { type Membership, readMembership } from '../sweep/membership.ts'
import { diskUsage } from './disk-usage.ts'
import { type PlainConfig, readQuickConfig } from './quick-config.ts'
import { readThinLog } from './thin-log.ts'
import { trendOf, type Trend } from './trend.ts'

/** Scores of one evaluation, 0 to 1; those that the log does not tell are absent. */
export interface EpochScores {
  readonly epoch: number
  readonly fScore: number
  readonly precision?: number
  readonly recall?: number
  readonly valLoss?: number
}

/** One run as plain values; what depends on the present time (its state) is computed from it. */
export interface RunRecord {
  /** The settings that config.yaml holds, as it has them. */
  readonly config: PlainConfig
  readonly dataHash?: string
  /** As the log tells: the data set's path, the device, the number of images. */
  readonly dataset?: string
  readonly device?: string
  readonly samples?: { readonly train: number; readonly test: number }
  /** Epochs in all and iterations an epoch, 0 before the first [TRAIN] line. */
  readonly epochs: number
  readonly iters: number
  /** Iterations done, as far as the log tells. */
  readonly steps: number
  /** Of the last [TRAIN] line; the loss as text, as it may be `nan`. */
  readonly loss?: string
  readonly learningRate?: number
  /** Milliseconds a step takes, and seconds an evaluation takes, as the log tells. */
  readonly stepMs?: number
  readonly evaluationSeconds?: number
  /** Of a training that was never interrupted, the seconds that went into neither steps nor evaluations: checking images, building the network, saving. */
  readonly besidesSeconds?: number
  /** Of the initial weights, before the first epoch. */
  readonly initial?: EpochScores
  readonly best?: EpochScores
  readonly last?: EpochScores
  readonly trend: Trend
  /** The latest start's local time, the seconds that it worked as far as the log tells, and those of the starts before it. */
  readonly started?: { readonly at: string; readonly seconds: number; readonly before: number }
  readonly ended?: 'completed' | 'stopped'
  readonly fatal?: { readonly line: number; readonly text: string }
  readonly errors: number
  readonly warnings: number
  readonly heartbeat?: Heartbeat
  /** When the log last grew, in milliseconds since 1970. */
  readonly logTime?: number
  /** The number of the Slurm job that trains it. */
  readonly job?: string
  /** The sweep that it belongs to. */
  readonly sweep?: Membership
  /** On the disk, in whole blocks. */
  readonly bytes: number
  readonly note?: string
  readonly tags?: readonly string[]
}

/** Reads a run folder for the list of runs. Missing and broken parts are left out, never thrown. */
export function readRecord(folder: string): RunRecord {
  const paths = runPaths(folder)
  const { values: config, dataHash } = readQuickConfig(paths.config)
  const heartbeat = readHeartbeat(paths.heartbeat)
  const { note, tags } = readNotes(folder)
  const job = readJob(folder)
  const sweep = readMembership(folder)
  return {
    config,
    ...(dataHash !== undefined && { dataHash }),
    ...fromLog(paths.log),
    ...(heartbeat !== undefined && { heartbeat }),
    ...(job !== undefined && { job }),
    ...(sweep !== undefined && { sweep }),
    bytes: diskUsage(folder),
    ...(note !== '' && { note }),
    ...(tags.length > 0 && { tags }),
  }
}

type FromLog = Omit<RunRecord, 'config' | 'dataHash' | 'heartbeat' | 'job' | 'sweep' | 'bytes' | 'note' | 'tags'>

const noLog: FromLog = { epochs: 0, iters: 0, steps: 0, trend: trendOf([], []), errors: 0, warnings: 0 }

function fromLog(path: string): FromLog {
  try {
    const { history, ended, modified } = readThinLog(path)
    return { ...fromHistory(history), ...(ended !== undefined && { ended }), logTime: modified.getTime() }
  } catch {
    return noLog // none, a folder in its place, no permission: `show` says why
  }
}

function fromHistory(history: History): FromLog {
  const { train, val, epochs, iters, dataset, device, samples, fatal, errors, warnings } = history
  const best = bestOf(history)
  const initial = val.find(({ epoch }) => epoch === 0)
  const last = val.at(-1)
  const stepMs = stepTime(history)
  const evaluationSeconds = last?.elapsedSeconds
  const besidesSeconds = timeBesides(history, stepMs)
  return {
    ...(dataset !== undefined && { dataset }),
    ...(device !== undefined && { device }),
    ...(samples !== undefined && { samples }),
    epochs,
    iters,
    steps: train.step.length === 0 ? 0 : train.step[train.step.length - 1] + 1,
    ...(train.loss.length > 0 && { loss: String(train.loss.at(-1)), learningRate: train.learningRate.at(-1) ?? 0 }),
    ...(stepMs !== undefined && { stepMs }),
    ...(evaluationSeconds !== undefined && { evaluationSeconds }),
    ...(besidesSeconds !== undefined && { besidesSeconds }),
    ...(initial !== undefined && { initial: scoresOf(initial) }),
    ...(best !== undefined && { best: scoresOf(best) }),
    ...(last !== undefined && { last: scoresOf(last) }),
    trend: trendOf(
      val.filter(({ epoch }) => epoch > 0).map(({ fScore }) => fScore),
      train.loss,
    ),
    ...startedOf(history),
    ...(fatal !== undefined && { fatal }),
    errors: errors.length,
    warnings: warnings.length,
  }
}

function timeBesides({ train, val, starts, worked }: History, stepMs: number | undefined): number | undefined {
  const steps = train.step.at(-1)
  if (stepMs === undefined || steps === undefined || starts.length !== 1) return undefined
  const evaluating = val.reduce((sum, { elapsedSeconds = 0 }) => sum + elapsedSeconds, 0)
  const rest = worked[0] - ((steps + 1) * stepMs) / 1000 - evaluating
  return rest > 0 ? rest : undefined
}

function startedOf({ starts, worked }: History): Pick<RunRecord, 'started'> {
  const at = starts.at(-1)
  const before = worked.slice(0, -1).reduce((sum, seconds) => sum + seconds, 0)
  return at === undefined ? {} : { started: { at, seconds: worked.at(-1) ?? 0, before } }
}

function scoresOf({ epoch, fScore, precision, recall, valLoss }: ValPoint): EpochScores {
  return {
    epoch,
    fScore,
    ...(precision !== undefined && { precision }),
    ...(recall !== undefined && { recall }),
    ...(valLoss !== undefined && { valLoss }),
  }
}

/** The pace is that of the latest lines; the first steps of a process are slower. */
const paceLines = 5

/** The median of loading and computing over the latest lines that tell both, in milliseconds. */
function stepTime({ train: { extra } }: History): number | undefined {
  const data = extra.dataMs?.slice(-paceLines) ?? []
  const compute = extra.computeMs?.slice(-paceLines) ?? []
  const times = compute.map((time, index) => time + (data[index] || 0)).filter((time) => Number.isFinite(time))
  return medianOf(times)
}
