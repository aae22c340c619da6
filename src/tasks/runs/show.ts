// Everything about one run that a person wants to see after training it: settings, curves, checkpoints, findings.
import { existsSync } from 'node:fs'
import { type Diagnosis, diagnose } from '../../diagnose/diagnose.ts'
import type { Facts } from '../../run/config.ts'
import { type Curves, type XUnit, curvesOf } from '../../run/plot-data.ts'
import { summarizeRun } from '../../run/list/list.ts'
import type { RunSummary } from '../../run/list/summary.ts'
import type { CheckpointFile, Run } from '../../run/reader.ts'
import { resolveRun } from '../../run/resolve.ts'
import { subjectOfRun } from './diagnose/subject.ts'
import { type ShownSetting, settingsShown } from './settings-of.ts'

export interface ShowTask {
  /** A folder, an id, a name, or `latest`. */
  readonly run: string
  readonly workdirs: string
  readonly x?: XUnit
  readonly now?: Date
}

/** A checkpoint; the epoch is that of its name, or of the log's best and last evaluation. */
export interface ShownCheckpoint extends Omit<CheckpointFile, 'modified'> {
  /** ISO 8601. */
  readonly modified: string
}

export interface ShowReport {
  readonly run: RunSummary
  readonly settings: readonly ShownSetting[]
  /** What is wrong with config.yaml, where there is one. */
  readonly configError?: string
  readonly facts: Facts
  readonly x: XUnit
  readonly curves: Curves
  readonly checkpoints: readonly ShownCheckpoint[]
  readonly diagnosis: Diagnosis
}

/** Looks at one run, live or over, ours or the original system's. @throws UserError when there is no such run */
export function showRun({ run: reference, workdirs, x = 'epoch', now = new Date() }: ShowTask): ShowReport {
  const entry = resolveRun(reference, workdirs)
  const { subject, run } = subjectOfRun(entry.folder, now)
  return {
    run: summarizeRun(entry, now),
    settings: settingsShown(run),
    ...(run.configError !== undefined && existsSync(run.paths.config) && { configError: run.configError.render() }),
    facts: run.facts,
    x,
    curves: curvesOf(run.history, x),
    checkpoints: run.checkpoints.map((file) => withEpoch(file, run)),
    diagnosis: diagnose(subject),
  }
}

function withEpoch(file: CheckpointFile, { best, history }: Run): ShownCheckpoint {
  const { epoch: lastEpoch } = history.val.at(-1) ?? {}
  const reported = { best: best?.epoch, last: lastEpoch, epoch: undefined, backup: undefined, other: undefined }[
    file.kind
  ]
  const epoch = file.epoch ?? reported
  return { ...file, modified: file.modified.toISOString(), ...(epoch !== undefined && { epoch }) }
}
