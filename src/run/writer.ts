// Writes one run folder: the only way in which a training leaves anything behind.
import { type FileContent, makeFolder, removeLeftovers, writeFileAtomic } from '../core/files.ts'
import { join } from 'node:path'
import type { TfSummary } from '../formats/tfevents.ts'
import { type Facts, renderConfigYaml } from './config.ts'
import { type DataFile, dataFileChunks } from './data-files.ts'
import { type EvalImages, type EvalResults, writeEvalImages, writeEvalResults } from './eval-results.ts'
import { EventLog, type ScalarRecord } from './event-log.ts'
import { claimRun, type RunClaim } from './claim.ts'
import { HeartbeatWriter } from './heartbeat.ts'
import { type CheckpointName, type RunPaths, checkpointInLog, runPaths } from './layout.ts'
import { appendLogLine } from './log-writer.ts'
import type { LogLine } from './log-line.ts'
import type { Config } from './settings/table.ts'

/** A checkpoint that was written. */
export interface SavedCheckpoint {
  readonly path: string
  /** As [SAVE] lines show it: `checkpoints/best_model.pth`. */
  readonly inLog: string
  readonly bytes: number
}

/** Options of `RunWriter`. */
export interface RunWriterOptions {
  /** The clock, for tests. */
  readonly clock?: () => Date
  /** The claim on the run, where it was made before; a writer without one claims the run for itself. */
  readonly claim?: RunClaim
}

/**
 * The writer of one run folder, new (from `createRunFolder`) or resumed. Everything is in its file when a method returns,
 * and a crash at any instant leaves each file whole, old or new; log and event files may end in the middle of a record,
 * which the next append or the next file takes care of. All methods throw a UserError when the disk refuses.
 * Only one process writes into a run at a time: a second writer throws `run-running`, and so does this one when a process of another
 * machine took the run over because this one seemed to have ended.
 */
export class RunWriter {
  readonly paths: RunPaths
  readonly #clock: () => Date
  readonly #claim: RunClaim
  readonly #heartbeat: HeartbeatWriter
  readonly #events: EventLog
  readonly #openedAt: Date

  constructor(folder: string, { clock = () => new Date(), claim }: RunWriterOptions = {}) {
    makeFolder(folder)
    this.#claim = claim ?? claimRun(folder)
    this.paths = runPaths(folder)
    this.#clock = clock
    this.#openedAt = clock()
    const { checkpoints, evalResults, tensorboard, metricsPerImage } = this.paths
    for (const path of [checkpoints, metricsPerImage, tensorboard]) makeFolder(path)
    for (const path of [folder, checkpoints, evalResults, metricsPerImage]) removeLeftovers(path)
    this.#heartbeat = new HeartbeatWriter(this.paths.heartbeat)
    this.#events = new EventLog(tensorboard)
    this.heartbeat()
  }

  /** Since this writer was made, which is when the log says that the training started or went on. */
  get elapsedSeconds(): number {
    return (this.#clock().getTime() - this.#openedAt.getTime()) / 1000
  }

  /** Appends a line to log.txt; a message of several lines becomes several. */
  append(line: LogLine): void {
    this.#claim.check()
    appendLogLine(this.paths.log, line)
    this.heartbeat()
  }

  /** Writes config.yaml: the settings, and what the run records about itself. */
  writeConfig(config: Config, facts: Facts): void {
    this.#claim.check()
    writeFileAtomic(this.paths.config, renderConfigYaml(config, facts))
  }

  /** Writes data_files.json: what the run was trained on, file by file. */
  writeDataFiles(files: readonly DataFile[]): void {
    writeFileAtomic(this.paths.dataFiles, dataFileChunks(files))
  }

  /** Writes a checkpoint; the one of that name before stays until the new one is whole and flushed. */
  saveCheckpoint(name: CheckpointName, content: FileContent): SavedCheckpoint {
    this.#claim.check()
    const path = join(this.paths.checkpoints, name)
    const bytes = writeFileAtomic(path, content)
    this.heartbeat()
    return { path, inLog: checkpointInLog(name), bytes }
  }

  /** Appends numbers to the event file for TensorBoard, at a global step. */
  scalars(step: number, record: ScalarRecord): void {
    this.#events.scalars(step, record, this.#clock())
  }

  /** Appends summaries of any kind (images) to the event file, at a global step. */
  summaries(step: number, summaries: readonly TfSummary[]): void {
    this.#events.summaries(step, summaries, this.#clock())
  }

  /** Tells TensorBoard that the training begins again at this global step: what earlier files hold from there on is dropped. */
  restartEvents(step: number): void {
    this.#events.restart(step, this.#clock())
  }

  /** Writes eval_results/ anew. */
  evalResults(results: EvalResults): void {
    writeEvalResults(this.paths, results)
    this.heartbeat()
  }

  /** Writes the images of eval_results/ anew. */
  evalImages(images: EvalImages): void {
    writeEvalImages(this.paths, images)
    this.heartbeat()
  }

  /** Says that the training is alive; call it at every step and every evaluated image. Cheap, and never throws. */
  heartbeat(): void {
    this.#heartbeat.beat(this.#clock())
  }

  /** Says that this process has done with the run; what the log says then decides the run's state. */
  close(): void {
    this.#heartbeat.close(this.#clock())
    this.#claim.release()
  }
}
