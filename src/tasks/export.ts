// Exports a run or a checkpoint as an ONNX file.
import { join } from 'node:path'
import { makeFolder, writeFileAtomic } from '../core/files.ts'
import { EXPORT_SIZES, exportOnnx, type Provenance } from '../export/onnx.ts'
import { readRun } from '../run/reader.ts'
import { findWeights, type FoundWeights } from './models.ts'

export interface ExportTask {
  /** A run or a .pth file. */
  readonly source: string
  /** [height, width]; the size of the training where it is possible, else 800x800. */
  readonly size?: readonly [number, number]
  readonly dynamic: boolean
  /** Folder of the result. */
  readonly out: string
  readonly workdirs: string
}

export interface ExportReport {
  readonly path: string
  readonly bytes: number
  readonly size: readonly [number, number]
  readonly dynamic: boolean
  readonly weights: string
  readonly provenance: Provenance
}

const STANDARD_SIZE = [800, 800] as const

export async function exportModel({ source, size, dynamic, out, workdirs }: ExportTask): Promise<ExportReport> {
  const weights = await findWeights(source, workdirs)
  const trained = weights.settings.preprocessing.size
  const chosen = size ?? (isExportable(trained) ? trained : STANDARD_SIZE)
  const provenance = provenanceOf(weights)
  const bytes = exportOnnx({ values: weights.weights, settings: weights.settings, size: chosen, dynamic, provenance })
  makeFolder(out)
  const path = join(out, `model_${dynamic ? 'dynamic' : chosen.join('x')}.onnx`)
  writeFileAtomic(path, bytes)
  return { path, bytes: bytes.length, size: chosen, dynamic, weights: weights.path, provenance }
}

function isExportable(size: readonly [number, number]): boolean {
  return size.every((extent) => extent >= EXPORT_SIZES.min && extent <= EXPORT_SIZES.max)
}

function provenanceOf({ checkpoint, run, reference }: FoundWeights): Provenance {
  const fScore = checkpoint.fScore ?? (run && readRun(run.folder).best?.fScore)
  return {
    source: reference,
    ...(run && { run: run.folder }),
    ...(checkpoint.position && { epoch: checkpoint.position.epoch }),
    ...(fScore !== undefined && { fScore }),
    ...(run?.dataHash !== undefined && { dataHash: run.dataHash }),
  }
}
