// Finds the model a person means (a run, a .pth or an .onnx file) and opens it as a detector.
import { errorDetails } from '../../core/error-details.ts'
import type { InBoth } from '../../core/language.ts'
import { between, joined, say } from '../../core/say.ts'
import { existsSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { readCheckpoint } from '../../checkpoint/read.ts'
import { weightsForUse, type Checkpoint } from '../../checkpoint/checkpoint.ts'
import { readStarter } from '../../checkpoint/starter.ts'
import { commandLine } from '../../core/command-line.ts'
import { partsOf, UserError } from '../../core/errors.ts'
import { notice } from '../../core/notices.ts'
import type { TensorMap } from '../../core/tensor.ts'
import { Detector } from '../../detect/detector.ts'
import { defaultDetectorSettings, type DetectorSettings } from '../../detect/settings.ts'
import { openOnnx } from '../../export/open.ts'
import { starterName } from '../../core/starter-name.ts'
import { epochName } from '../../run/initial-weights.ts'
import { runPaths } from '../../run/layout.ts'
import { flagOf } from '../../run/settings/flags.ts'
import { closest } from '../../run/suggest.ts'
import { listCheckpoints, readRun } from '../../run/reader.ts'
import { latestOf } from '../../run/latest.ts'
import { listRuns, resolveRun, weightFilesOf, weightsOfRun } from '../../run/resolve.ts'
import type { RunEntry } from '../../run/run-entry.ts'
import type { Provider } from '../../graph/session.ts'
import { adjustSettings, checkOptions, type DetectorOptions } from './detector-options.ts'
import { reasonOf } from '../../run/state.ts'
import { isGoingOn } from '../../run/state-names.ts'

/** Weights that were found for a run or a file. */
export interface FoundWeights {
  readonly path: string
  readonly checkpoint: Checkpoint
  /** Every parameter and running statistic, as it is to be used: the mean of the training's weights where one was kept. */
  readonly weights: TensorMap
  readonly settings: DetectorSettings
  /** Smaller texts, in network pixels, were not learnt; undefined where nothing tells. */
  readonly minTextSize: number | undefined
  /** For messages: `exp_20260105_143022 (best_model.pth, epoch 5)`, `starter v1`. */
  readonly label: string
  /** What finds them again: the word `starter`, the run's id, or the path. */
  readonly reference: string
  /** The run they belong to, where they were found through one. */
  readonly run: { readonly id: string; readonly folder: string; readonly dataHash: string | undefined } | undefined
}

/**
 * The weights of the starter, of a run (the first whole one of its best model, the last one and the others, newest first) or of a .pth file.
 * @param reference `starter`, the path of a .pth file, or a run: folder, id, name, or `latest`
 */
export async function findWeights(reference: string, workdirs: string): Promise<FoundWeights> {
  if (reference === starterName) {
    const { path, version, checkpoint } = await readStarter()
    return found({ path, checkpoint, label: `${starterName} v${version}`, reference: starterName })
  }
  const { path, run, content: checkpoint } = await readWeightsFile(reference, workdirs, readCheckpoint)
  if (run === undefined) return found({ path, checkpoint, label: basename(path), reference })
  const { id, folder } = run
  const { facts, config } = readRun(folder)
  const dataHash = typeof facts['data_hash'] === 'string' ? facts['data_hash'] : undefined
  const epoch = checkpoint.position === undefined ? '' : `, ${epochName(checkpoint.position.epoch)}`
  const label = `${id} (${basename(path)}${epoch})`
  const weights = found({ path, checkpoint, label, reference: id }, { id, folder, dataHash })
  return { ...weights, minTextSize: weights.minTextSize ?? config?.min_text_size }
}

/** A file of weights, and the run that it was found through. */
interface WeightsFile<T> {
  readonly path: string
  readonly run: { readonly id: string; readonly folder: string } | undefined
  readonly content: T
}

/**
 * Reads the file of weights that is meant by anything but `starter`: of a run, the first one that is whole.
 * @throws UserError `run-without-weights`, also where none of a run can be used, those of `resolveRun`, and what `read` throws of a file that is named
 */
export async function readWeightsFile<T>(
  reference: string,
  workdirs: string,
  read: (path: string) => Promise<T>,
): Promise<WeightsFile<T>> {
  if (isFile(reference, '.pth') || isFile(reference, '.pt'))
    return { path: reference, run: undefined, content: await read(reference) }
  const { id, folder } = runMeant(reference, workdirs)
  const passedOver: InBoth<string>[] = bestIsGone(folder) ? [say(errorDetails['run-without-weights'].foundGone)] : []
  for (const path of weightFilesOf(folder)) {
    try {
      const content = await read(path)
      if (passedOver.length > 0)
        notice(
          `note: the weights of ${id} are ${basename(path)}, as these cannot be used: ${joined(passedOver, between.semicolons).en}`,
        )
      return { path, run: { id, folder }, content }
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      passedOver.push(whyPassedOver(path, error))
    }
  }
  throw withoutWeights(folder, passedOver)
}

/** The run whose weights are meant. @throws UserError those of `resolveRun`, which knows nothing of the starter and of files */
function runMeant(reference: string, workdirs: string): Pick<RunEntry, 'id' | 'folder'> {
  if (isFile(reference, '.onnx') && existsSync(reference)) throw exportedFile(reference)
  const entry = reference === 'latest' ? latestWithWeights(workdirs) : undefined
  try {
    return entry ?? resolveRun(reference, workdirs)
  } catch (error) {
    if (!(error instanceof UserError) || !['run-unknown', 'run-none'].includes(error.code)) throw error
    const isStarter = closest(reference, [starterName]).length > 0
    throw new UserError({
      ...partsOf(error),
      expected: say(errorDetails['run-unknown'].expectedWeights),
      ...(isStarter && { next: say(errorDetails['run-unknown'].nextStarter, { starter: starterName }) }),
    })
  }
}

function exportedFile(path: string): UserError {
  return new UserError({
    code: 'run-not-one',
    message: say(errorDetails['run-not-one'].messageExported, { path }),
    expected: say(errorDetails['run-not-one'].expectedWeights),
    found: say(errorDetails['run-not-one'].foundExported),
    where: path,
    next: say(errorDetails['run-not-one'].nextExported),
  })
}

/** The log, which may be long, is read only where there is no best model. */
function bestIsGone(folder: string): boolean {
  if (listCheckpoints(runPaths(folder).checkpoints).some(({ kind }) => kind === 'best')) return false
  return readRun(folder).history.quotable['best-save'] !== undefined
}

/** `best_model.pth (This checkpoint is damaged: a ZIP archive that is cut short)` */
export function whyPassedOver(path: string, error: UserError): InBoth<string> {
  const { message, found } = partsOf(error)
  const words = errorDetails['run-without-weights']
  return say(words.foundUnusable, { file: basename(path), message, ...(found !== undefined && { found }) })
}

/** The newest run with weights; undefined where none has any. */
function latestWithWeights(workdirs: string): RunEntry | undefined {
  const runs = listRuns(workdirs)
  const lacks = ({ folder }: RunEntry) => (weightsOfRun(folder) === undefined ? 'it has no weights' : undefined)
  const entry = runs.length === 0 ? undefined : latestOf(runs, lacks)
  return entry === undefined || lacks(entry) !== undefined ? undefined : entry
}

function lackOf(isRunning: boolean, areThere: boolean) {
  const words = errorDetails['run-without-weights']
  if (areThere) return isRunning ? words.messageUnusableYet : words.messageUnusable
  return isRunning ? words.messageYet : words.message
}

function withoutWeights(folder: string, passedOver: readonly InBoth<string>[]): UserError {
  const { id, state, paths } = readRun(folder)
  const isRunning = isGoingOn(state)
  return new UserError({
    code: 'run-without-weights',
    message: say(lackOf(isRunning, passedOver.length > 0), { id }),
    expected: say(errorDetails['run-without-weights'].expected),
    found: passedOver.length > 0 ? joined(passedOver, between.semicolons) : (state.error ?? reasonOf(state)),
    where: folder,
    next: isRunning
      ? say(errorDetails['run-without-weights'].nextRunning)
      : existsSync(paths.config)
        ? say(errorDetails['run-without-weights'].next, {
            command: commandLine('ocrdet', 'train', '--config', paths.config),
          })
        : say(errorDetails['run-without-weights'].nextOther),
  })
}

function found(
  parts: Pick<FoundWeights, 'path' | 'checkpoint' | 'label' | 'reference'>,
  run?: FoundWeights['run'],
): FoundWeights {
  const { checkpoint } = parts
  const settings = checkpoint.settings ?? defaultDetectorSettings
  const least = checkpoint.config?.['min_text_size']
  const minTextSize = typeof least === 'number' ? least : undefined
  return { ...parts, weights: weightsForUse(checkpoint), settings, minTextSize, run }
}

/** What is used where no model is named: the latest run with weights, else the starter. */
export function defaultModel(workdirs: string): string {
  return latestWithWeights(workdirs)?.id ?? starterName
}

/** A path to an existing file with this ending, or a path that can only be meant as one. */
export function isFile(reference: string, ending: string): boolean {
  return extname(reference).toLowerCase() === ending
}

export interface OpenedDetector {
  readonly detector: Detector
  /** For messages: `exp_20260105_143022 (best_model.pth, epoch 5)`. */
  readonly label: string
  /** Smaller texts, in network pixels, were not learnt; undefined where nothing tells. */
  readonly minTextSize: number | undefined
}

export interface OpenOptions {
  readonly workdirs: string
  /** What replaces the model's own settings. */
  readonly options?: DetectorOptions | undefined
  /** Where the network is computed; the processor by default. */
  readonly device?: Provider | undefined
  /** What scores are to be those of its log is looked at as the model's training did; otherwise nothing but the padding that is needed is added. */
  readonly asTrained?: boolean
}

/**
 * Opens a run, a .pth or an .onnx file, with `options` in the place of its own settings.
 * @throws UserError `model-size-fixed` when a file with a fixed input shall take another, `bad-flag` for choices without effect
 */
export async function openDetector(
  reference: string,
  { workdirs, options = {}, device = 'cpu', asTrained = false }: OpenOptions,
): Promise<OpenedDetector> {
  checkOptions(options)
  if (isFile(reference, '.onnx')) {
    const { detector, size, provenance, intact } = await openOnnx(reference, { provider: device })
    if (intact === false) notice(changedWeights(reference))
    const isAsIs = size !== undefined || asTrained
    const settings = adjustSettings(detector.settings, isAsIs ? options : withLeastPadding(options))
    if (size !== undefined) checkFixedSize(reference, size, settings)
    return {
      detector: detector.withSettings(settings),
      label: basename(reference),
      minTextSize: provenance?.minTextSize,
    }
  }
  const { weights, settings, label, minTextSize } = await findWeights(reference, workdirs)
  // The starter has no log here that its scores should be those of.
  const isAsIs = asTrained && reference !== starterName
  const adjusted = adjustSettings(settings, isAsIs ? options : withLeastPadding(options))
  return { detector: await Detector.fromParameters(weights, adjusted, device), label, minTextSize }
}

/** Not refused: a person may have made the file smaller or faster with another tool. */
function changedWeights(path: string): string {
  return `warning: The weights in ${path} are not those that were exported: damaged, or changed by another tool; export it again, or see with ocrdet verify what it finds`
}

function withLeastPadding(options: DetectorOptions): DetectorOptions {
  return { ...options, padding: options.padding ?? 'minimal' }
}

/** A file with a fixed input takes no other. @throws UserError `model-size-fixed` */
function checkFixedSize(path: string, size: readonly [number, number], { preprocessing }: DetectorSettings): void {
  const { resize, size: chosen, shortSide, padding } = preprocessing
  const isSize = resize === 'fit' && chosen.join() === size.join()
  if (isSize && padding === 'full') return
  throw new UserError({
    code: 'model-size-fixed',
    message: say(errorDetails['model-size-fixed'].message),
    expected: say(errorDetails['model-size-fixed'].expected, { size: size.join('x') }),
    found: isSize ? `${flagOf('padding')} ${padding}` : resize === 'fit' ? chosen.join('x') : `${resize} ${shortSide}`,
    where: path,
    next: say(errorDetails['model-size-fixed'].next),
  })
}
