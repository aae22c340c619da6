// The run folder's names: every path inside it, its id from the start time, and how a new one is made.
import { mkdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { systemCode } from '../core/errors.ts'
import { explaining, makeFolder } from '../core/files.ts'

/** Where runs go when nobody says otherwise. */
export const defaultWorkdirs = 'workdirs'

/** The files that a run writes into `checkpoints/`. */
export type CheckpointName = 'best_model.pth' | 'last_model.pth' | `epoch_${number}.pth` | `backup_epoch_${number}.pth`

/** Absolute paths of everything inside a run folder. */
export interface RunPaths extends EvalPaths {
  readonly folder: string
  readonly config: string
  readonly log: string
  readonly checkpoints: string
  readonly bestModel: string
  readonly lastModel: string
  readonly tensorboard: string
  readonly heartbeat: string
  readonly dataFiles: string
}

/** Absolute paths of everything that one evaluation writes, in `eval_results/` of a run or in a folder of its own. */
export interface EvalPaths {
  readonly evalResults: string
  readonly predictions: string
  readonly groundTruth: string
  readonly errors: string
  readonly metricsPerImage: string
  readonly confusionMatrix: string
  readonly worstImages: string
}

/** The paths of an evaluation inside `folder`; touches no disk. */
export function evalPaths(folder: string): EvalPaths {
  const at = (...names: string[]): string => resolve(folder, ...names)
  return {
    evalResults: at(),
    predictions: at('predictions.json'),
    groundTruth: at('ground_truth.json'),
    errors: at('errors.json'),
    metricsPerImage: at('metrics_per_image'),
    confusionMatrix: at('confusion_matrix.png'),
    worstImages: at('worst_images.png'),
  }
}

/** The paths inside the run folder `folder`; touches no disk. */
export function runPaths(folder: string): RunPaths {
  const at = (...names: string[]): string => resolve(folder, ...names)
  return {
    folder: at(),
    config: at('config.yaml'),
    log: at('log.txt'),
    checkpoints: at('checkpoints'),
    bestModel: at('checkpoints', 'best_model.pth'),
    lastModel: at('checkpoints', 'last_model.pth'),
    ...evalPaths(at('eval_results')),
    tensorboard: at('tensorboard'),
    heartbeat: at('heartbeat.json'),
    dataFiles: at('data_files.json'),
  }
}

/** A checkpoint's path as the log shows it, relative to the run folder, always with `/`. */
export function checkpointInLog(name: CheckpointName): string {
  return `checkpoints/${name}`
}

/** `exp_20260105_143022`: the local time at which a run starts. */
export function runIdOf(now: Date): string {
  const [date, time] = localTime(now).split(' ')
  return `exp_${date.replaceAll('-', '')}_${time.replaceAll(':', '')}`
}

/** `2026-01-05 14:30:22`, local time, as the log's first line shows it. */
export function localTime(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const date = [String(now.getFullYear()).padStart(4, '0'), two(now.getMonth() + 1), two(now.getDate())]
  return `${date.join('-')} ${[two(now.getHours()), two(now.getMinutes()), two(now.getSeconds())].join(':')}`
}

/** The parts of a run id: its start as sortable text `20260105_143022`, and the count within that second (1 for the first). */
export function parseRunId(id: string): { readonly stamp: string; readonly count: number } | undefined {
  const match = /^exp_(\d{8}_\d{6})(?:_([1-9]\d*))?$/.exec(id)
  return match === null ? undefined : { stamp: match[1], count: Number(match[2] ?? 1) }
}

/** The local start time that an id tells, or undefined for another name. */
export function startOfRunId(id: string): Date | undefined {
  const stamp = parseRunId(id)?.stamp
  if (stamp === undefined) return undefined
  const at = (from: number, to: number): number => Number(stamp.slice(from, to))
  return new Date(at(0, 4), at(4, 6) - 1, at(6, 8), at(9, 11), at(11, 13), at(13, 15))
}

/**
 * Makes a new, empty run folder with its sub folders and returns its absolute path.
 * The name is claimed by mkdir alone, so of any number of starts in one second each gets its own (`_2`, `_3`, ...).
 */
export function createRunFolder(workdirs: string, now: Date): string {
  makeFolder(workdirs)
  const folder = claimFolder(resolve(workdirs), runIdOf(now))
  const paths = runPaths(folder)
  for (const path of [paths.checkpoints, paths.evalResults, paths.tensorboard]) makeFolder(path)
  return folder
}

function claimFolder(workdirs: string, id: string): string {
  for (let count = 1; ; count++) {
    const folder = join(workdirs, count === 1 ? id : `${id}_${count}`)
    const claimed = explaining(folder, 'make the run folder', () => mkdirUnlessThere(folder))
    if (claimed) return folder
  }
}

function mkdirUnlessThere(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  }
}

/** The id of a run folder: its name. */
export function idOfFolder(folder: string): string {
  return basename(resolve(folder))
}
