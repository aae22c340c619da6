// Exporting a model from a program, and proving the exported file.
import { defaultWorkdirs } from '../run/layout.ts'
import { boxOptionNames } from '../tasks/models/detector-options.ts'
import { exportModel as exportWeights, type ExportReport } from '../tasks/models/export.ts'
import { verifyModel, type VerifyReport } from '../tasks/models/verify.ts'
import type { DetectorSettings } from './detector.ts'
import { checkedSettings, type Progress, type RunsFolder, type Stoppable } from './options.ts'

/** What to export, and how. */
export interface ExportOptions extends RunsFolder, Stoppable {
  /** `starter`, a run (folder, id, name, `latest`) or a .pth file; `latest` unless given. */
  readonly model?: string
  /** Height and width of the input in pixels, multiples of 32 from 32 to 2048; those of the training unless given. */
  readonly size?: readonly [height: number, width: number]
  /** Leaves the number of images, height and width of the input free (any multiples of 32); false unless given. */
  readonly dynamic?: boolean
  /** Computes in 8 bits, calibrated on training images; false unless given. */
  readonly int8?: boolean
  /** Data set whose training images 8 bits are calibrated on; that of the run unless given. */
  readonly calibration?: string
  /** What replaces the model's own settings of boxes in the file. */
  readonly settings?: Omit<DetectorSettings, 'input_size' | 'resize' | 'short_side' | 'padding'>
  /** Folder of the file `model_HxW.onnx` or `model_dynamic.onnx`, with `_int8` before the ending for 8 bits; `outputs` unless given. */
  readonly out?: string
}

/**
 * Writes an ONNX file with standard operators only: input `images` (1, 3, H, W), float32, normalised as the file's metadata says; output
 * `pred` (1, 1, H, W), probabilities of text, 0 to 1.
 * @throws UserError `export-size`, `run-unknown`, `run-without-weights`, `pth-damaged`, `bad-config` and others; the signal's reason
 */
export async function exportModel(options: ExportOptions = {}): Promise<ExportReport> {
  const { model = 'latest', size, dynamic = false, int8, calibration, settings, out = 'outputs', signal } = options
  const { workdirs = defaultWorkdirs } = options
  signal?.throwIfAborted()
  const choices = checkedSettings(settings, boxOptionNames)
  const asked = { ...(size && { size }), dynamic, ...(int8 !== undefined && { int8 }), calibration }
  return exportWeights({ source: model, ...asked, options: choices, out, workdirs, signal })
}

/** What to prove, on which images. */
export interface VerifyOptions extends RunsFolder, Progress, Stoppable {
  /** Path of the exported .onnx file. The report is written beside it, as `<name>.verify.json`. */
  readonly model: string
  /** Data set folder, or its folder of test images. */
  readonly data: string
  /** The run that the file was exported from; taken from the file unless given. */
  readonly run?: string
}

/**
 * Proves an exported file on the test images: its F-score is the log's within 0.001, its probabilities are the checkpoint's within 0.001,
 * and its weights are those that were exported. `passed` says whether, `failures` why not.
 * @throws UserError `model-missing`, `onnx-invalid`, `test-list-missing`, `dataset-broken` and others; the signal's reason
 */
export async function verify(options: VerifyOptions): Promise<VerifyReport> {
  const { model, data, run, workdirs = defaultWorkdirs, onProgress, signal } = options
  signal?.throwIfAborted()
  const given = { ...(run !== undefined && { run }), ...(signal && { signal }) }
  return verifyModel({ onnxModel: model, testDir: data, workdirs, ...given }, onProgress)
}
