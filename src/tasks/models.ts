// Finds the model a person means (a run, a .pth or an .onnx file) and opens it as a detector.
import { existsSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { readCheckpoint } from '../checkpoint/read.ts'
import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import { UserError } from '../core/errors.ts'
import { Detector } from '../detect/detector.ts'
import { defaultDetectorSettings, type DetectorSettings } from '../detect/settings.ts'
import { openOnnx } from '../export/open.ts'
import { runPaths } from '../run/layout.ts'
import { readRun } from '../run/reader.ts'
import { resolveRun } from '../run/resolve.ts'

/** Weights that were found for a run or a file. */
export interface FoundWeights {
  readonly path: string
  readonly checkpoint: Checkpoint
  readonly settings: DetectorSettings
  /** The run they belong to, where they were found through one. */
  readonly run: { readonly id: string; readonly folder: string; readonly dataHash: string | undefined } | undefined
}

/** The weights of a run (its best model, or the last one where no best was saved) or of a .pth file. */
export async function findWeights(reference: string, workdirs: string): Promise<FoundWeights> {
  if (isFile(reference, '.pth') || isFile(reference, '.pt')) {
    const checkpoint = await readCheckpoint(reference)
    return { path: reference, checkpoint, settings: checkpoint.settings ?? defaultDetectorSettings, run: undefined }
  }
  const { id, folder } = resolveRun(reference, workdirs)
  const { bestModel, lastModel } = runPaths(folder)
  const path = [bestModel, lastModel].find((candidate) => existsSync(candidate))
  if (path === undefined)
    throw new UserError({
      code: 'run-without-weights',
      message: `The run ${id} has no weights yet`,
      expected: 'checkpoints/best_model.pth or checkpoints/last_model.pth',
      where: folder,
      next: 'wait for its first epoch, or choose another run',
    })
  const checkpoint = await readCheckpoint(path)
  const { facts } = readRun(folder)
  const dataHash = typeof facts['data_hash'] === 'string' ? facts['data_hash'] : undefined
  return { path, checkpoint, settings: checkpoint.settings ?? defaultDetectorSettings, run: { id, folder, dataHash } }
}

/** A path to an existing file with this ending, or a path that can only be meant as one. */
export function isFile(reference: string, ending: string): boolean {
  return extname(reference).toLowerCase() === ending
}

export interface OpenedDetector {
  readonly detector: Detector
  /** For messages: `exp_20260105_143022 (best_model.pth, epoch 5)`. */
  readonly label: string
}

/** Opens a run, a .pth or an .onnx file; `adjust` changes the settings before the detector is made. */
export async function openDetector(
  reference: string,
  {
    workdirs,
    adjust = (settings) => settings,
  }: { workdirs: string; adjust?: (settings: DetectorSettings) => DetectorSettings },
): Promise<OpenedDetector> {
  if (isFile(reference, '.onnx')) {
    const { detector } = await openOnnx(reference)
    return { detector: detector.withSettings(adjust(detector.settings)), label: basename(reference) }
  }
  const { path, checkpoint, settings, run } = await findWeights(reference, workdirs)
  const detector = await Detector.fromParameters(checkpoint.parameters, adjust(settings))
  const epoch = checkpoint.position === undefined ? '' : `, epoch ${checkpoint.position.epoch}`
  return { detector, label: run === undefined ? basename(path) : `${run.id} (${basename(path)}${epoch})` }
}
