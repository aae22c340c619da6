// Reading a run from a program: its settings, curves, evaluations, checkpoints and state, live or over.
import type { UserError } from '../core/errors.ts'
import type { DiagnosisContext } from '../diagnose/context.ts'
import type { Facts } from '../run/config.ts'
import type { LogMessage, TrainColumns, ValPoint } from '../run/curves.ts'
import { defaultWorkdirs } from '../run/layout.ts'
import { type CheckpointFile, readRun as readFolder } from '../run/reader.ts'
import { resolveRun } from '../run/resolve.ts'
import type { RunState } from '../run/state.ts'
import type { RunsFolder, Stoppable } from './options.ts'
import type { TrainSettings } from './settings.ts'

/** Every setting of a run with its value, as its config.yaml says. */
export type RunSettings = Required<TrainSettings> & {
  /** Data set folder. */
  readonly train_data_dir: string
}

/** What a run, or a log alone, says. */
export interface RunContent {
  /** How it stands, concluded from the log and the heartbeat, and why. */
  readonly state: RunState
  /** Undefined for a log alone, and where config.yaml is missing or wrong: `settingsError` then says how. */
  readonly settings: RunSettings | undefined
  readonly settingsError: UserError | undefined
  /** What the run recorded about itself: hash of the data set, device, environment. */
  readonly recorded: Facts
  /** The [TRAIN] lines of the log as columns of equal length; NaN where a line lacks a value. */
  readonly training: TrainColumns
  /** The [VAL] lines: one evaluation each, epoch 0 (the initial weights) included. Scores from 0 to 1. */
  readonly evaluations: readonly ValPoint[]
  /** Images of both splits, where the log says. */
  readonly samples: { readonly train: number; readonly test: number } | undefined
  /** The [ERROR] and [WARN] lines of the log, the first 10,000 each. */
  readonly errors: readonly LogMessage[]
  readonly warnings: readonly LogMessage[]
  /** Undefined for a log alone. */
  readonly checkpoints: readonly CheckpointFile[] | undefined
}

/** A run folder. */
export interface RunReport extends RunContent {
  /** `exp_20260105_143022`. */
  readonly id: string
  /** Absolute path. */
  readonly folder: string
  /** By the id; undefined for a folder that is called otherwise. */
  readonly startedAt: Date | undefined
  /** The evaluation with the highest F-score whose weights were kept. */
  readonly best: ValPoint | undefined
  /** The latest evaluation. */
  readonly last: ValPoint | undefined
  readonly checkpoints: readonly CheckpointFile[]
}

/** Where to look for a run. */
export interface ReadRunOptions extends RunsFolder, Stoppable {}

/**
 * Reads a run as it stands now; nothing is changed. Missing or damaged parts are reported in the result.
 * @param run a folder, an id, a name, or `latest` (unless given)
 * @throws UserError `run-unknown`, `run-none`, `run-archived` when there is no such run; the signal's reason
 */
export async function readRun(run = 'latest', options: ReadRunOptions = {}): Promise<RunReport> {
  const { workdirs = defaultWorkdirs, signal } = options
  signal?.throwIfAborted()
  const found = readFolder(resolveRun(run, workdirs).folder)
  const { id, folder, startedAt, best, last, checkpoints, facts } = found
  return { ...contentOf({ ...found, runFacts: facts }), id, folder, startedAt, best, last, checkpoints }
}

/** The part of a diagnosis' context that the API shows. */
export function contentOf(
  context: Pick<DiagnosisContext, 'state' | 'config' | 'configError' | 'runFacts' | 'history' | 'checkpoints'>,
): RunContent {
  const { state, config, configError, runFacts, history, checkpoints } = context
  const { train, val, samples, errors, warnings } = history
  return {
    state,
    settings: config,
    settingsError: configError,
    recorded: runFacts,
    training: train,
    evaluations: val,
    samples,
    errors,
    warnings,
    checkpoints,
  }
}
