// Goes on with a training exactly where its last checkpoint stands.
import { existsSync } from 'node:fs'
import { must } from '../../core/assert.ts'
import { UserError } from '../../core/errors.ts'
import { readCheckpoint } from '../../checkpoint/read.ts'
import { checkpointInLog, localTime, runPaths } from '../../run/layout.ts'
import { readRun, type Run } from '../../run/reader.ts'
import { resolveRun } from '../../run/resolve.ts'
import type { Config } from '../../run/settings/table.ts'
import { chooseDevice } from './device.ts'
import type { TrainingEvent, TrainingSummary } from './events.ts'
import { factsOf, prepareData, prepareMemory } from './prepare.ts'
import { detectorSettings } from './settings.ts'
import { TrainingSession } from './session.ts'
import { inRunFolder } from './start.ts'

export interface ResumeTask {
  /** A run: folder, id, name, or `latest`. */
  readonly run: string
  readonly workdirs: string
  /** More epochs than the run was started with, to extend it. */
  readonly numEpochs?: number
  /** Computes batches that no longer fit into the memory in parts, as the setting `auto_batch` does. */
  readonly autoBatch?: boolean
  readonly stop: AbortSignal
}

/** Goes on in the same run folder. The weights come out as if there had been no break. */
export async function resume(task: ResumeTask, listen: (event: TrainingEvent) => void): Promise<TrainingSummary> {
  const { folder } = resolveRun(task.run, task.workdirs)
  const run = readRun(folder)
  const asked = configOf(run, task)
  const { lastModel } = runPaths(folder)
  refuseUnfit(run, lastModel)
  const checkpoint = await readCheckpoint(lastModel)
  const training = checkpoint.training
  const position = checkpoint.position
  if (training === undefined || position === undefined) throw notResumable(lastModel, 'no optimiser state')
  if (position.epoch >= asked.num_epochs) throw alreadyDone(run, asked)
  const device = await chooseDevice(asked.device, asked.num_threads)

  return inRunFolder({ folder, listen }, async (writer, line) => {
    line({
      kind: 'resume',
      at: localTime(new Date()),
      checkpoint: checkpointInLog('last_model.pth'),
      epoch: position.epoch,
      ...(position.iteration > 0 && { iter: position.iteration }),
    })
    line({ kind: 'device', device: device.name, reason: device.reason })
    const config = prepareMemory(asked, { line })
    const { dataset, hash, samples } = await prepareData(config, { line, listen })
    if (run.facts['data_hash'] !== undefined && run.facts['data_hash'] !== hash)
      line({ kind: 'warn', message: 'The data set changed since the run was started: going on is no longer exact' })
    const facts = { ...run.facts, ...factsOf(hash, dataset), device: device.name }
    writer.writeConfig(config, facts)
    writer.writeDataFiles(samples)
    const { parameters, average, fScore } = checkpoint
    const detector = detectorSettings(config, checkpoint.settings)
    const start = {
      config,
      facts,
      dataset,
      device,
      parameters,
      detector,
      average,
      position,
      writer,
      listen,
      stop: task.stop,
    }
    return new TrainingSession({ ...start, training, fScore }).run()
  })
}

function configOf({ config, configError, id }: Run, { numEpochs, autoBatch }: ResumeTask): Config {
  if (configError !== undefined) throw configError
  const found = must(config, `the run ${id} has a configuration or an error`)
  return { ...found, ...(numEpochs !== undefined && { num_epochs: numEpochs }), ...(autoBatch && { auto_batch: true }) }
}

function refuseUnfit({ id, state, folder }: Run, lastModel: string): void {
  if (state.name === 'running')
    throw new UserError({
      code: 'run-running',
      message: `The run ${id} is still running`,
      found: state.reason,
      where: folder,
      next: 'stop it first (Ctrl-C in its terminal), or wait for its end',
    })
  if (!existsSync(lastModel))
    throw notResumable(lastModel, 'no such file: the run ended before its first epoch was done')
}

function notResumable(where: string, found: string): UserError {
  return new UserError({
    code: 'run-not-resumable',
    message: 'There is nothing to go on from',
    expected: 'a last_model.pth written by ocrdet train',
    found,
    where,
    next: 'start anew, from its weights if you like: ocrdet train <dir> --init <run>',
  })
}

function alreadyDone({ id }: Run, { num_epochs }: Config): UserError {
  return new UserError({
    code: 'run-finished',
    message: `The run ${id} has done all its ${num_epochs} epochs`,
    next: `extend it: ocrdet resume ${id} --num-epochs ${num_epochs * 2}`,
  })
}
