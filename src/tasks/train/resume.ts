// Goes on with a training exactly where its last checkpoint stands.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { resolve } from 'node:path'
import { must } from '../../core/assert.ts'
import { commandLine } from '../../core/command-line.ts'
import type { Ranks } from '../../cluster/ranks.ts'
import { UserError } from '../../core/errors.ts'
import { batchesPerEpoch } from '../../data/batches/plan.ts'
import { claimRun, holderOf, type RunClaim } from '../../run/claim.ts'
import { localTime } from '../../run/layout.ts'
import { readRun, type Run } from '../../run/reader.ts'
import type { Config } from '../../run/settings/table.ts'
import { changedSettings, positionFor, stateFor } from './changed-settings.ts'
import type { TrainingEvent, TrainingSummary } from './events.ts'
import { factsOf, prepareData, prepareMemory, type Listener } from './prepare.ts'
import { findResumePoint, resumeTarget, type ResumePoint } from './resume-point.ts'
import { changeOfRanks, describePlaces, dividedAgain, deviceOfRank, type Division } from './ranks.ts'
import { resumedSettings } from './settings.ts'
import { TrainingSession } from './session.ts'
import { beginPrepared, inRunFolder } from './start.ts'
import { isOwnJob, readJob, unmarkStopped } from '../../run/job.ts'
import { reasonOf } from '../../run/state.ts'
import { isGoingOn } from '../../run/state-names.ts'

export interface ResumeTask {
  /** A run (folder, id, name, or `latest`), or the path of a checkpoint in a run folder. */
  readonly run: string
  readonly workdirs: string
  /** More epochs than the run was started with, to extend it. */
  readonly numEpochs?: number
  /** Computes batches that no longer fit into the memory in parts, as the setting `auto_batch` does. */
  readonly autoBatch?: boolean
  /** Where the data set lies now, when it was moved. */
  readonly data?: string
  /** Begins the training of the run's configuration where there is no checkpoint to go on from. */
  readonly orBegin?: boolean
  readonly stop: AbortSignal
  /** The processes that train together, of which this is the first. */
  readonly ranks?: Ranks | undefined
}

/**
 * Goes on in the same run folder. The weights come out as if there had been no break; where that cannot be, the log says why.
 * A run whose epochs are all done but that was ended before its closing line is completed.
 * @throws UserError `run-running`, `run-finished`, `run-not-resumable`, and those of a training
 */
export async function resume(task: ResumeTask, listen: (event: TrainingEvent) => void): Promise<TrainingSummary> {
  const { folder, path } = resumeTarget(task.run, task.workdirs)
  refuseRunning(readRun(folder))
  const claim = claimRun(folder)
  try {
    return await resumeClaimed({ task, folder, path, claim }, listen)
  } finally {
    claim.release()
  }
}

interface Claimed {
  readonly task: ResumeTask
  readonly folder: string
  /** The checkpoint that was named. */
  readonly path: string | undefined
  readonly claim: RunClaim
}

async function resumeClaimed(
  { task, folder, path, claim }: Claimed,
  listen: (event: TrainingEvent) => void,
): Promise<TrainingSummary> {
  const run = readRun(folder) // once more, as another process may have gone on until the claim was made
  unmarkStopped(folder)
  const { ranks, stop, workdirs } = task
  if (task.orBegin === true && path === undefined && !isBegun(run)) {
    const config = configOf(run, task)
    return beginPrepared({ config, workdirs, stop, ranks }, { listen, folderFor: () => ({ folder, claim }) })
  }
  const size = ranks?.size ?? 1
  const places = await describePlaces(ranks)
  const asked = dividedAgain(configOf(run, task), size)
  const point = await findResumePoint(run.paths, path)
  if (point.position.epoch >= asked.num_epochs && run.state.name === 'finished') throw alreadyDone(run, asked)
  const device = await deviceOfRank(asked, ranks)

  return inRunFolder({ folder, listen, claim }, async (writer, line) => {
    line(resumeLine(point))
    for (const message of [...notSeen(claim), ...point.notes]) line({ kind: 'warn', message })
    line({ kind: 'device', device: device.name, reason: device.reason })
    for (const message of places) line({ kind: 'config', message })
    const config = prepareMemory(asked, { line, ranks })
    const { dataset, hash, samples } = await prepareData(config, { line, listen })
    sayChanges({ config, point, line, hash, run, size })
    const several = (size > 1 || run.facts['ranks'] !== undefined) && { ranks: size }
    const facts = { ...run.facts, ...factsOf(hash, dataset), ...several, device: device.name }
    writer.writeConfig(config, facts)
    writer.writeDataFiles(samples)
    const { parameters, average, fScore, settings, config: before } = point.checkpoint
    const iterations = batchesPerEpoch({ sampleCount: dataset.train.length, batchSize: config.batch_size })
    const position = positionFor(point.position, { before: before?.['batch_size'], now: config.batch_size, iterations })
    const isComplete = position.epoch >= config.num_epochs
    return new TrainingSession({
      config,
      facts,
      dataset,
      device,
      parameters,
      detector: resumedSettings(config, settings),
      average,
      position,
      training: stateFor(config, point.training),
      // Only the end is missing then: the last evaluation is done again, so that all its files are there.
      fScore: isComplete ? undefined : fScore,
      writer,
      listen,
      stop,
      ranks,
    }).run()
  })
}

function resumeLine({ inLog, position }: ResumePoint) {
  const { epoch, iteration } = position
  return {
    kind: 'resume',
    at: localTime(new Date()),
    checkpoint: inLog,
    epoch,
    ...(iteration > 0 && { iter: iteration }),
  } as const
}

/** Whoever wrote before on another machine may still be there. */
function notSeen({ assumedEnded }: RunClaim): string[] {
  if (assumedEnded === undefined) return []
  return [
    `Whether ${assumedEnded} has ended cannot be seen from here; it gave no sign of life for a while, so it is assumed`,
  ]
}

interface Changes extends Pick<Listener, 'line'> {
  readonly config: Config
  readonly point: ResumePoint
  readonly run: Run
  /** Of the data set as it is now. */
  readonly hash: string
  /** Processes that train together now. */
  readonly size: number
}

function sayChanges({ config, point, line, hash, run, size }: Changes): void {
  const divided = changeOfRanks(
    divisionOf(run.config ?? config, Number(run.facts['ranks'] ?? 1)),
    divisionOf(config, size),
  )
  if (divided !== undefined) line({ kind: 'warn', message: divided })
  const before = run.facts['data_hash']
  if (before !== undefined && before !== hash)
    line({ kind: 'warn', message: 'The data set changed since the run was started: going on is no longer exact' })
  const changed = changedSettings(config, point.checkpoint)
  if (changed.length > 0)
    line({
      kind: 'warn',
      message: `Settings differ from those of ${point.inLog}, so the result is another one than without the break: ${changed.join(', ')}`,
    })
  if (point.training.optimizerName !== config.optimizer)
    line({
      kind: 'warn',
      message: `The state of ${point.training.optimizerName} means nothing to ${config.optimizer}, which starts without one`,
    })
}

/** Whether a checkpoint holds steps to go on from. */
function isBegun({ checkpoints }: Run): boolean {
  return checkpoints.some(({ kind }) => kind === 'last' || kind === 'epoch' || kind === 'backup')
}

function divisionOf({ batch_size: batch, micro_batch }: Config, ranks: number): Division {
  return { ranks, batch, micro: micro_batch === 'auto' ? batch / ranks : micro_batch }
}

function configOf({ config, configError, id }: Run, { numEpochs, autoBatch, data }: ResumeTask): Config {
  if (configError !== undefined) throw configError
  const found = must(config, `the run ${id} has a configuration or an error`)
  return {
    ...found,
    ...(numEpochs !== undefined && { num_epochs: numEpochs }),
    ...(autoBatch && { auto_batch: true }),
    ...(data !== undefined && { train_data_dir: resolve(data) }),
  }
}

/** @throws UserError `run-running` for a run that goes on, or whose job waits */
export function refuseRunning({ id, state, folder }: Run): void {
  if (!isGoingOn(state)) return
  // Slurm starts a job anew only when it has ended everywhere, whatever the last sign of life says.
  const job = readJob(folder)
  if (job !== undefined && isOwnJob(job) && holderOf(folder) === undefined) return
  throw new UserError({
    code: 'run-running',
    message: say(errorDetails['run-running'].message, { id }),
    found: reasonOf(state),
    where: folder,
    next: say(errorDetails['run-running'].next),
  })
}

function alreadyDone({ id, folder }: Run, { num_epochs }: Config): UserError {
  return new UserError({
    code: 'run-finished',
    message: say(errorDetails['run-finished'].message, { id, epochs: num_epochs }),
    next: say(errorDetails['run-finished'].next, {
      command: commandLine('ocrdet', 'resume', folder, '--num-epochs', String(num_epochs * 2)),
    }),
  })
}
