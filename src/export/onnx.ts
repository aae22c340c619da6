// From trained weights to an ONNX file that says by itself how images go in and how boxes come out.
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import { createHash } from 'node:crypto'
import { UserError } from '../core/errors.ts'
import { inputSizes } from '../core/input-size.ts'
import type { TensorMap } from '../core/tensor.ts'
import { atFixedSize, type Preprocessing } from '../data/preprocess.ts'
import { freeBatchShapes, OUTPUT_NAME } from '../detect/detector.ts'
import { SETTINGS_KEY, settingsToText, type DetectorSettings } from '../detect/settings.ts'
import type { OnnxModel } from '../formats/onnx/model.ts'
import { encodeModel } from '../formats/onnx/write.ts'
import { emit } from '../graph/lowering/emit.ts'
import { inferenceGraph } from '../model/dbnet.ts'

/** Where the weights come from: written into the file, so that verification finds its way back. */
export interface Provenance {
  /** Id of the run, or the name of the weights' file. */
  readonly source: string
  /** Path of the run folder at the time of the export. */
  readonly run?: string
  readonly epoch?: number
  /** The F-score that the run's log gives for these weights. */
  readonly fScore?: number
  /** How images were padded when it was measured; `full` where the file does not say. */
  readonly scoredPadding?: Preprocessing['padding']
  readonly dataHash?: string
  /** Smaller texts, in network pixels, were not learnt. */
  readonly minTextSize?: number
}

export interface ExportOptions {
  readonly values: TensorMap
  readonly settings: DetectorSettings
  /** [height, width] of the input. */
  readonly size: readonly [number, number]
  /** Leaves the number of images, height and width free: any multiples of 32. */
  readonly dynamic: boolean
  readonly provenance: Provenance
}

/** Keys in the file's `metadata_props`, besides the settings. */
export const METADATA = {
  source: 'ocrdet.source',
  run: 'ocrdet.run',
  epoch: 'ocrdet.epoch',
  fScore: 'ocrdet.f_score',
  scoredPadding: 'ocrdet.f_score_padding',
  dataHash: 'ocrdet.data_hash',
  minTextSize: 'ocrdet.min_text_size',
  weightsHash: 'ocrdet.weights_sha256',
  /** `true` where height and width are free as well as the number of images. */
  dynamic: 'ocrdet.dynamic',
  /** How the file was made 8 bits, as JSON; absent for one in float. */
  int8: 'ocrdet.int8',
  /** What `verify` proved of the file, as JSON. */
  proof: 'ocrdet.proof',
} as const

/** @throws UserError `export-size` when an extent is out of range or no multiple of 32 */
export function checkExportSize(size: readonly [number, number]): void {
  const { min, max, multipleOf: step } = inputSizes
  if (size.every((extent) => Number.isInteger(extent) && extent >= min && extent <= max && extent % step === 0)) return
  const nearest = size.map((extent) => Math.min(max, Math.max(min, Math.round(extent / step) * step)))
  throw new UserError({
    code: 'export-size',
    message: say(errorDetails['export-size'].message),
    expected: say(errorDetails['export-size'].expected, { min, max, step }),
    found: size.join('x'),
    next: say(errorDetails['export-size'].next, { size: nearest.join('x') }),
  })
}

/** The model as bytes of an .onnx file: input `images` (N, 3, H, W), output `pred` (N, 1, H, W), N = 1 unless `dynamic`; standard operators only. */
export function exportOnnx(options: ExportOptions): Uint8Array {
  return withOrigin(exportedModel(options), options)
}

/** The network as it is exported, without what the file says of itself. @throws UserError `export-size` */
export function exportedModel({ values, size, dynamic }: ExportOptions): OnnxModel {
  checkExportSize(size)
  return emit(
    { [OUTPUT_NAME]: inferenceGraph(values, [1, 3, ...size]) },
    { target: 'portable', ...(dynamic && { shapes: freeBatchShapes }) },
  )
}

/** The settings for the input of the file: a fixed one is padded to its size, whatever the run did. */
export function sizedSettings({ settings, size, dynamic }: ExportOptions): DetectorSettings {
  const { preprocessing } = settings
  return {
    ...settings,
    preprocessing: dynamic ? { ...preprocessing, size } : atFixedSize(preprocessing, size),
  }
}

/** The file's bytes: the model with its settings, its origin, and what else it says of itself. */
export function withOrigin(
  model: OnnxModel,
  options: ExportOptions,
  more: Readonly<Record<string, string>> = {},
): Uint8Array {
  const metadata = {
    ...metadataOf(model, sizedSettings(options), options.provenance),
    ...(options.dynamic && { [METADATA.dynamic]: 'true' }),
    ...more,
  }
  return encodeModel({ ...model, metadata })
}

function metadataOf(model: OnnxModel, settings: DetectorSettings, provenance: Provenance): Record<string, string> {
  const { source, run, epoch, fScore, scoredPadding, dataHash, minTextSize } = provenance
  return {
    [SETTINGS_KEY]: settingsToText(settings),
    [METADATA.source]: source,
    ...(run !== undefined && { [METADATA.run]: run }),
    ...(epoch !== undefined && { [METADATA.epoch]: String(epoch) }),
    ...(fScore !== undefined && { [METADATA.fScore]: String(fScore) }),
    ...(scoredPadding !== undefined && { [METADATA.scoredPadding]: scoredPadding }),
    ...(dataHash !== undefined && { [METADATA.dataHash]: dataHash }),
    ...(minTextSize !== undefined && { [METADATA.minTextSize]: String(minTextSize) }),
    [METADATA.weightsHash]: weightsHash(model),
  }
}

/** A hash over names and bytes of all constants of a model: changes with any weight. */
export function weightsHash({ initializers }: Pick<OnnxModel, 'initializers'>): string {
  const hash = createHash('sha256')
  for (const { name, data } of [...initializers].sort((a, b) => (a.name < b.name ? -1 : 1)))
    hash.update(name).update(data)
  return hash.digest('hex')
}
