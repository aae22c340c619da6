// Exports a run or a checkpoint as an ONNX file.
import { existsSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { makeFolder, writeFileAtomic } from '../../core/files.ts'
import { say } from '../../core/say.ts'
import { proofPath } from '../../export/verify.ts'
import type { PostProcessing } from '../../geometry/boxes.ts'
import type { Int8Facts } from '../../export/int8/facts.ts'
import { exportInt8, type Int8Export, type Int8Options } from '../../export/int8/int8.ts'
import { checkExportSize, exportOnnx, type ExportOptions, type Provenance } from '../../export/onnx.ts'
import { readRun } from '../../run/reader.ts'
import { loadDataset } from '../data/load-data.ts'
import { adjustSettings, type DetectorOptions } from './detector-options.ts'
import { findWeights, type FoundWeights } from './models.ts'

export interface ExportTask {
  /** A run or a .pth file. */
  readonly source: string
  /** [height, width]; the size of the training when not given. */
  readonly size?: readonly [number, number]
  readonly dynamic: boolean
  /** Computes in 8 bits, calibrated on training images; false by default. */
  readonly int8?: boolean
  /** Data set whose training images it is calibrated on; that of the run by default. */
  readonly calibration?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** What replaces the model's own settings in the file. */
  readonly options?: DetectorOptions
  /** Folder of the result. */
  readonly out: string
  /** The file is called so, with the size behind it: `model_800x800.onnx` by default. */
  readonly stem?: string
  /** What becomes of an earlier file of that name: it is replaced by default; `rename` numbers the new one. */
  readonly existing?: 'refuse' | 'replace' | 'rename'
  readonly workdirs: string
}

/** What was exported. */
export interface ExportReport {
  readonly path: string
  readonly bytes: number
  readonly size: readonly [number, number]
  /** [height, width] that the weights were trained and scored at. */
  readonly trained: readonly [number, number]
  readonly dynamic: boolean
  /** How it was made 8 bits; undefined for a file in float. */
  readonly int8?: Int8Facts | undefined
  readonly weights: string
  /** Thresholds as written into the file. */
  readonly postProcessing: PostProcessing
  /** Whether an earlier file of that name was replaced; its proof went with it. */
  readonly replaced: boolean
  readonly provenance: Provenance
}

/** @throws UserError `export-size`, `data-unknown` where nothing tells on which images 8 bits are to be calibrated, those of weights and data sets */
export async function exportModel(
  task: ExportTask,
  onProgress?: (done: number, total: number) => void,
): Promise<ExportReport> {
  const { source, size, dynamic, options = {}, out, workdirs } = task
  const weights = await findWeights(source, workdirs)
  const trained = weights.settings.preprocessing.size
  const chosen = size ?? trained
  const provenance = provenanceOf(weights)
  const settings = adjustSettings(weights.settings, options)
  checkExportSize(chosen)
  const path = pathFor(task, chosen)
  const what = { values: weights.weights, settings, size: chosen, dynamic, provenance }
  const made = task.int8 === true ? await inInt8(what, weights, { ...task, onProgress }) : { bytes: exportOnnx(what) }
  const { bytes } = made
  makeFolder(out)
  const replaced = existsSync(path)
  writeFileAtomic(path, bytes)
  rmSync(proofPath(path), { force: true }) // The proof of another file.
  const { postProcessing } = settings
  return {
    path,
    bytes: bytes.length,
    size: chosen,
    trained,
    dynamic,
    ...('facts' in made && { int8: made.facts }),
    weights: weights.path,
    postProcessing,
    replaced,
    provenance,
  }
}

async function inInt8(
  what: ExportOptions,
  { run }: FoundWeights,
  { calibration, signal, onProgress }: Pick<ExportTask, 'calibration'> & Pick<Int8Options, 'signal' | 'onProgress'>,
): Promise<Int8Export> {
  const data = calibration ?? (run && readRun(run.folder).config?.train_data_dir)
  if (data === undefined)
    throw new UserError({
      code: 'data-unknown',
      message: say(errorDetails['data-unknown'].messageCalibration),
      expected: say(errorDetails['data-unknown'].expectedCalibration),
      next: say(errorDetails['data-unknown'].nextCalibration),
    })
  const { train } = await loadDataset(data, ['train'])
  return exportInt8({ ...what, samples: train, signal, onProgress })
}

/** Where the file goes. @throws UserError target-not-empty where one is there that must stay */
function pathFor(
  { out, stem = 'model', dynamic, int8 = false, existing = 'replace' }: ExportTask,
  size: readonly number[],
): string {
  const name = `${stem}_${dynamic ? 'dynamic' : size.join('x')}${int8 ? '_int8' : ''}`
  const path = join(out, `${name}.onnx`)
  if (existing === 'replace' || !existsSync(path)) return path
  if (existing === 'rename')
    for (let count = 2; ; count++) {
      const other = join(out, `${name}_${count}.onnx`)
      if (!existsSync(other)) return other
    }
  throw new UserError({
    code: 'target-not-empty',
    message: say(errorDetails['target-not-empty'].messageFile),
    expected: say(errorDetails['target-not-empty'].expectedFile),
    found: basename(path),
    where: path,
    next: say(errorDetails['target-not-empty'].nextFile),
  })
}

function provenanceOf({ checkpoint, run, reference, settings, minTextSize }: FoundWeights): Provenance {
  const fScore = checkpoint.fScore ?? (run && readRun(run.folder).best?.fScore)
  return {
    source: reference,
    ...(run && { run: run.folder }),
    ...(checkpoint.position && { epoch: checkpoint.position.epoch }),
    ...(fScore !== undefined && { fScore, scoredPadding: settings.preprocessing.padding }),
    ...(run?.dataHash !== undefined && { dataHash: run.dataHash }),
    ...(minTextSize !== undefined && { minTextSize }),
  }
}
