// Starts a training: makes its run folder, prepares data and weights, and runs it.
import { rmSync, statSync } from 'node:fs'
import type { Ranks } from '../../cluster/ranks.ts'
import { writeFileAtomic } from '../../core/files.ts'
import { renderConfigYaml } from '../../run/config.ts'
import { UserError } from '../../core/errors.ts'
import type { RunClaim } from '../../run/claim.ts'
import { createRunFolder, idOfFolder, localTime, runPaths } from '../../run/layout.ts'
import { readDataset } from '../../data/dataset.ts'
import type { LogLine } from '../../run/log-line.ts'
import { isSettingName, settingNames, type Config } from '../../run/settings/table.ts'
import { readMembership } from '../../run/sweep/membership.ts'
import { describeValues } from '../../run/sweep/parameters.ts'
import { RunWriter } from '../../run/writer.ts'
import { DatasetError } from '../data/load-data.ts'
import type { TrainingEvent, TrainingSummary } from './events.ts'
import { carrySettings } from './carry-settings.ts'
import { initialWeights } from './initial-weights.ts'
import { describePlaces, dividedAmong, deviceOfRank } from './ranks.ts'
import { errorLine, factsOf, prepareData, prepareMemory } from './prepare.ts'
import { TrainingSession, type SessionEnd } from './session.ts'
import { detectorSettings } from './settings.ts'

export interface TrainTask {
  readonly config: Config
  /** Names of the settings that a person chose; the others that belong to weights come from the initial ones. All when not given. */
  readonly given?: ReadonlySet<string>
  readonly workdirs: string
  readonly stop: AbortSignal
  /** The processes that train together, of which this is the first. */
  readonly ranks?: Ranks | undefined
  /** The run whose training this one repeats, and what is not as it was then. */
  readonly repeats?: { readonly id: string; readonly changes: readonly string[] }
}

/**
 * Trains from a configuration. Everything is kept in a new run folder; nothing is made when the data set's folder is missing,
 * the device is not there or the initial weights cannot be read.
 * @throws UserError for everything a person can repair; the log then ends with it
 */
export function train(task: TrainTask, listen: (event: TrainingEvent) => void): Promise<TrainingSummary> {
  return beginTraining(task, { listen, folderFor: () => ({ folder: createRunFolder(task.workdirs, new Date()) }) })
}

export interface Beginning {
  readonly listen: (event: TrainingEvent) => void
  /** The run folder, once nothing speaks against the training any more; with the claim on it where it was there before. */
  readonly folderFor: () => { readonly folder: string; readonly claim?: RunClaim }
}

/** Trains from the first step on, into a run folder that is new or was only prepared. */
export async function beginTraining(task: TrainTask, { listen, folderFor }: Beginning): Promise<TrainingSummary> {
  const { stop, repeats, ranks } = task
  const size = ranks?.size ?? 1
  const places = await describePlaces(ranks)
  await refuseMissingFolder(task.config.train_data_dir)
  const device = await deviceOfRank(task.config, ranks)
  const { parameters, origin, settings, facts: ofWeights, config: planned, taken, differing } = await withWeights(task)
  const asked = dividedAmong(planned, size)
  const place = folderFor()
  return inRunFolder({ ...place, listen }, async (writer, line) => {
    writer.writeConfig(asked, {})
    line({ kind: 'start', at: localTime(new Date()) })
    line({ kind: 'device', device: device.name, reason: device.reason })
    for (const message of [...places, ...placeInSweep(place.folder, asked)]) line({ kind: 'config', message })
    if (repeats !== undefined) line({ kind: 'config', message: `Repeats the training of ${repeats.id}` })
    for (const message of repeats?.changes ?? []) line({ kind: 'warn', message })
    const config = prepareMemory(asked, { line, ranks })
    line({ kind: 'config', message: `Initial weights: ${origin}` })
    if (taken.length > 0) line({ kind: 'config', message: `Settings of the initial weights: ${taken.join(', ')}` })
    for (const message of differing)
      line({ kind: 'warn', message: `Other settings than the initial weights: ${message}` })
    const { dataset, hash, samples } = await prepareData(config, { line, listen })
    const facts = {
      ...factsOf(hash, dataset),
      ...(size > 1 && { ranks: size }),
      device: device.name,
      ...ofWeights,
      ...(repeats !== undefined && { repeats: repeats.id }),
    }
    writer.writeConfig(config, facts)
    writer.writeDataFiles(samples)
    const position = { epoch: 0, iteration: 0 }
    const detector = detectorSettings(config, settings)
    const start = { config, facts, dataset, device, parameters, detector, position, writer, listen, stop, ranks }
    return new TrainingSession({ ...start, training: undefined, fScore: undefined }).run()
  })
}

/**
 * Trains into a folder that was prepared, perhaps on another machine: its log is the only place where whoever prepared it looks, so it
 * has the error of a training that is refused before its first line.
 */
export async function beginPrepared(task: TrainTask, beginning: Beginning): Promise<TrainingSummary> {
  const { folder, claim } = beginning.folderFor()
  const logged = (): number => statSync(runPaths(folder).log, { throwIfNoEntry: false })?.size ?? 0
  const before = logged()
  try {
    return await beginTraining(task, beginning)
  } catch (error) {
    if (logged() === before) {
      const writer = new RunWriter(folder, { ...(claim && { claim }) })
      keepLastWords(writer, error)
      writer.close()
    }
    throw error
  }
}

/** `Trial 3 of the sweep rates: learning_rate 0.001, batch_size 4` */
function placeInSweep(folder: string, config: Config): string[] {
  const place = readMembership(folder)
  if (place === undefined) return []
  const values = place.varied.flatMap((name) => (isSettingName(name) ? [[name, config[name]] as const] : []))
  return [`Trial ${place.trial} of the sweep ${place.name}: ${describeValues(Object.fromEntries(values))}`]
}

/** What a training will be, whoever begins it. */
export type PlannedTraining = Pick<TrainTask, 'config' | 'given' | 'workdirs'>

/** The initial weights, and the configuration with what belongs to them. */
async function withWeights({ config, workdirs, given = new Set(settingNames) }: PlannedTraining) {
  const { init, ...weights } = await initialWeights(config, workdirs)
  const { config: carried, taken, differing } = carrySettings(config, weights.settings, given)
  // `latest` means another run tomorrow: what is recorded is the file it meant.
  return { ...weights, config: { ...carried, init }, taken, differing }
}

/**
 * A run folder with the configuration of a training that begins later; what `train` refuses before it makes one, this does too.
 * @param make fills it with what else is needed; where that fails, the folder goes
 */
export async function prepareRun(task: PlannedTraining, make: (folder: string) => void): Promise<string> {
  await refuseMissingFolder(task.config.train_data_dir)
  const { config } = await withWeights(task)
  const folder = createRunFolder(task.workdirs, new Date())
  try {
    writeFileAtomic(runPaths(folder).config, renderConfigYaml(config))
    make(folder)
    return folder
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

async function refuseMissingFolder(root: string): Promise<void> {
  const { problems } = await readDataset(root, { splits: [] })
  if (problems.length > 0) throw new DatasetError(root, problems)
}

type Body = (writer: RunWriter, line: (line: LogLine) => void) => Promise<SessionEnd>

/** Runs `body` on a run folder: its log ends with what went wrong, and its heartbeat with the process. */
export async function inRunFolder(
  { folder, listen, claim }: { folder: string; listen: (event: TrainingEvent) => void; claim?: RunClaim },
  body: Body,
): Promise<TrainingSummary> {
  const started = performance.now()
  const id = idOfFolder(folder)
  const writer = new RunWriter(folder, { ...(claim && { claim }) })
  listen({ type: 'run', id, folder })
  try {
    const { ended, best, initial, isScored } = await body(writer, (line) => {
      writer.append(line)
      listen({ type: 'line', line })
    })
    return { id, folder, ended, best, initial, isScored, seconds: (performance.now() - started) / 1000 }
  } catch (error) {
    keepLastWords(writer, error)
    throw error
  } finally {
    writer.close()
  }
}

/** The error goes to the log too, unless the log is what cannot be written. */
function keepLastWords(writer: RunWriter, error: unknown): void {
  try {
    // The problems of a data set stand in the log already, one line each.
    if (error instanceof DatasetError)
      writer.append({
        kind: 'error',
        code: error.code,
        message: 'The training did not start: the data set has errors',
      })
    else writer.append(errorLine(error))
  } catch (second) {
    if (!(second instanceof UserError)) throw second
  }
}
