// Scores a model on a data set, by the ICDAR2015 protocol.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder, removeMadeFolders, writeFileAtomic } from '../../core/files.ts'
import { thenRelease } from '../../core/then-release.ts'
import type { RgbImage } from '../../data/types.ts'
import { evaluate as evaluateDetector, type Evaluation } from '../../detect/evaluate.ts'
import { errorShares, type ErrorShare } from '../../detect/errors.ts'
import { Sweep, sweeping, type SweepReport } from '../../detect/sweep.ts'
import type { DetectorSettings } from '../../detect/settings.ts'
import type { TileChoice } from '../../detect/tiles.ts'
import { imageScores, type Scores } from '../../geometry/icdar.ts'
import { writeEvalImages, writeEvalResults } from '../../run/eval-results.ts'
import { evalPaths } from '../../run/layout.ts'
import { openRecognizer } from '../../recognize/open.ts'
import type { Provider } from '../../graph/session.ts'
import type { DetectorOptions } from './detector-options.ts'
import { imagesOf, resultsOf } from './evaluation-files.ts'
import {
  type EvaluationReading,
  readingAlong,
  type ReadImage,
  type ReadingReport,
  reportReading,
} from './evaluation-reading.ts'
import type { Dataset } from '../../data/dataset.ts'
import { loadDataset } from '../data/load-data.ts'
import { refuseDatasetAsOut } from '../data/out-folder.ts'
import { type EvaluationWarning, warningsOf } from './evaluation-warnings.ts'
import { openDetector } from './models.ts'
import { csvChunks } from '../runs/results.ts'

export interface EvaluateTask {
  /** A run, a .pth or an .onnx file. */
  readonly model: string
  readonly data: string
  readonly split: 'train' | 'test'
  readonly workdirs: string
  /** What replaces the model's own settings. */
  readonly options?: DetectorOptions
  /** Where the network is computed; the processor by default. */
  readonly device?: Provider | undefined
  /** In tiles or whole; `off`, the protocol of training, by default. */
  readonly tile?: TileChoice
  /** Folder for the boxes and what became of them, as in eval_results/ of a run; nothing is written without it. */
  readonly out?: string
  /** Scores a grid of thresholds as well, from the same maps. */
  readonly sweep?: boolean
  /** What reads the texts, to be compared with the transcripts (`openRecognizer` says which there are); nothing is read without it. */
  readonly recognizer?: string | undefined
  readonly signal?: AbortSignal
}

export interface EvaluateReport {
  readonly model: string
  readonly data: string
  readonly split: 'train' | 'test'
  /** What the scores hold for. */
  readonly settings: DetectorSettings
  readonly tile: TileChoice
  readonly scores: Scores
  /** Worst first. */
  readonly images: readonly ({ readonly image: string } & Scores)[]
  /** The errors by kind: every missed text and every false box has one. */
  readonly errors: readonly ErrorShare[]
  /** What makes the scores other than they seem: labels outside their images, a limit that was reached. */
  readonly warnings: readonly EvaluationWarning[]
  readonly seconds: number
  /** Absolute path of the folder with the results, where they were written. */
  readonly results: string | undefined
  /** Scores over a grid of thresholds, where they were asked for; in `sweep.csv` of the results as well. */
  readonly sweep: SweepReport | undefined
  /** How well texts are read, where it was asked for; in predictions.json of the results as well. */
  readonly reading: ReadingReport | undefined
}

/**
 * @throws UserError those of the data set and the model, and `recognizer-missing`, `recognizer-invalid`; the signal's reason
 */
export async function evaluateModel(
  task: EvaluateTask,
  onProgress?: (done: number, total: number) => void,
): Promise<EvaluateReport> {
  const { data, split, out } = task
  if (out !== undefined) refuseDatasetAsOut(out)
  const dataset = await loadDataset(data, [split])
  const target = out === undefined ? undefined : evalPaths(out).metricsPerImage
  const made = target && makeFolder(target) // What cannot be written is told before an hour of work.
  try {
    return await evaluateOn(dataset, task, onProgress)
  } catch (error) {
    if (target !== undefined) removeMadeFolders(target, made)
    throw error
  }
}

async function evaluateOn(
  dataset: Dataset,
  task: EvaluateTask,
  onProgress?: (done: number, total: number) => void,
): Promise<EvaluateReport> {
  const { model, split, workdirs, options = {}, tile = 'off', out, signal } = task
  const recognizer = task.recognizer === undefined ? undefined : await openRecognizer(task.recognizer)
  const opening = { workdirs, options, device: task.device, asTrained: true }
  const { detector, label, minTextSize } = await openDetector(model, opening)
  const started = performance.now()
  const { settings } = detector
  const swept = task.sweep === true ? new Sweep(settings.postProcessing) : undefined
  const plain = {
    settings,
    atOnce: detector.atOnce,
    find: (image: RgbImage) => detector.detect(image, { tile, signal }),
  }
  const finder = { ...(swept === undefined ? plain : sweeping(detector, swept, { tile, signal })), minTextSize }
  const along = recognizer && readingAlong(finder, recognizer, signal)
  const release = () => Promise.all([detector.release(), recognizer?.release()])
  const evaluating = evaluateDetector(along?.finder ?? finder, dataset[split], {
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  })
  const evaluation = await thenRelease(evaluating, release)
  const place = { data: dataset.root, split, tile, settings, label, out }
  return reportEvaluation(evaluation, { ...place, along, sweep: swept?.report(), started })
}

/** What an evaluation was, and what came of it beside the scores. */
export interface Evaluated extends Pick<EvaluateReport, 'data' | 'split' | 'tile' | 'settings' | 'sweep'> {
  readonly label: string
  readonly out: string | undefined
  readonly along: { readonly recognizer: string; readonly images: readonly ReadImage[] } | undefined
  /** When it began, by `performance.now()`. */
  readonly started: number
}

/** The report of an evaluation; its results are kept where there is a folder for them. */
export async function reportEvaluation(
  evaluation: Evaluation,
  { label, out, along, started, sweep, ...place }: Evaluated,
): Promise<EvaluateReport> {
  const seconds = (performance.now() - started) / 1000
  const reading = along && { images: along.images, report: reportReading(evaluation.images, along) }
  const results = out === undefined ? undefined : await keepResults(evaluation, { out, label, reading })
  if (results !== undefined) keepSweep(join(results, 'sweep.csv'), sweep)
  return {
    model: label,
    ...place,
    scores: evaluation.scores,
    images: byScore(evaluation),
    errors: errorShares(evaluation),
    warnings: warningsOf(evaluation),
    seconds,
    results,
    sweep,
    reading: reading?.report,
  }
}

interface Kept {
  readonly out: string
  readonly label: string
  readonly reading: EvaluationReading | undefined
}

async function keepResults(evaluation: Evaluation, { out, label, reading }: Kept): Promise<string> {
  const paths = evalPaths(out)
  writeEvalResults(paths, resultsOf(evaluation, { reading }))
  writeEvalImages(paths, await imagesOf(evaluation, label))
  return paths.evalResults
}

/** Every cell as a row; the table of an earlier sweep goes where there is none now. */
function keepSweep(path: string, sweep: SweepReport | undefined): void {
  if (sweep === undefined) return rmSync(path, { force: true })
  const rows = sweep.cells.map((cell) => ({
    binary_threshold: cell.binaryThreshold,
    box_threshold: cell.boxThreshold,
    unclip_ratio: cell.unclipRatio,
    f_score: cell.fScore,
    precision: cell.precision,
    recall: cell.recall,
    matched: cell.matched,
    texts: cell.groundTruths,
    detections: cell.detections,
    capped_images: cell.capped,
  }))
  writeFileAtomic(path, csvChunks({ columns: Object.keys(rows[0]), rows }))
}

function byScore({ images }: Evaluation): EvaluateReport['images'] {
  return images
    .map(({ sample, match }) => ({ image: sample.name, ...imageScores(match) }))
    .sort((a, b) => a.fScore - b.fScore)
}
