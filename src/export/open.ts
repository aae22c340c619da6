// Opens an exported file as a detector, with the settings and the origin written inside.
import { atFixedSize } from '../data/preprocess.ts'
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import { UserError } from '../core/errors.ts'
import { readRegularAsync } from '../core/read-file.ts'
import { Detector, type DetectorNetwork } from '../detect/detector.ts'
import { defaultDetectorSettings, SETTINGS_KEY, settingsFromText, type DetectorSettings } from '../detect/settings.ts'
import { checkFinite } from '../formats/onnx/constants.ts'
import type { OnnxModel } from '../formats/onnx/model.ts'
import { decodeModel } from '../formats/onnx/read.ts'
import { encodeModel } from '../formats/onnx/write.ts'
import { Batched } from '../graph/batched.ts'
import { forProcessor } from '../graph/constant-weights.ts'
import { Session, type Provider } from '../graph/session.ts'
import { refuseGrowth } from './growth.ts'
import { int8FactsOf, type Int8Facts } from './int8/facts.ts'
import { pixelsTogether } from './int8/pixels-together.ts'
import { inputSize, takesBatches } from './model-shape.ts'
import { METADATA, weightsHash, type Provenance } from './onnx.ts'

export interface OpenedModel {
  readonly detector: Detector
  /** What the file says of its origin; undefined for a file of another tool. */
  readonly provenance: Provenance | undefined
  /** Whether the weights are those that were exported; undefined when the file does not say. */
  readonly intact: boolean | undefined
  /** Input (height, width); undefined where the file leaves them free. */
  readonly size: readonly [number, number] | undefined
  /** How it was made 8 bits; undefined for one in float. */
  readonly int8: Int8Facts | undefined
}

/** How a file is opened. */
export interface OnnxOptions {
  readonly provider?: Provider | undefined
  /** Runs what the file says, as other readers do. Otherwise a processor gets the same network as it computes it fastest. */
  readonly asWritten?: boolean
}

/**
 * Reads an .onnx file. One of our network without settings gets the defaults, at the size of its input.
 * @throws UserError `model-missing`, `onnx-invalid`, `model-not-a-detector`, `settings-invalid`, `weights-not-finite`, `model-not-loadable`
 */
export async function openOnnx(
  path: string,
  { provider = 'cpu', asWritten = false }: OnnxOptions = {},
): Promise<OpenedModel> {
  const bytes = await readRegularAsync(path).catch((cause: unknown) => {
    if (cause instanceof UserError) throw cause
    throw new UserError({
      code: 'model-missing',
      message: say(errorDetails['model-missing'].message),
      expected: say(errorDetails['model-missing'].expected),
      where: path,
      next: say(errorDetails['model-missing'].next),
      cause,
    })
  })
  const model = decodeModel(bytes, path)
  const size = inputSize(model, path)
  refuseGrowth(model, path)
  checkFinite(model, path)
  const settings = settingsOf(model, path, size)
  const recorded = model.metadata[METADATA.weightsHash]
  const int8 = int8FactsOf(model.metadata)
  const fastest = asWritten || provider !== 'cpu' ? model : asComputedFastest(model, int8 !== undefined)
  const runnable = fastest === model ? bytes : encodeModel(fastest)
  return {
    detector: new Detector(
      await networkOf(runnable, { file: path, provider, takesBatches: takesBatches(model) }),
      settings,
    ),
    provenance: provenanceOf(model),
    intact: recorded === undefined ? undefined : recorded === weightsHash(model),
    size,
    int8,
  }
}

/** Files of other tools may say what our model of a file leaves out; they stay as they are. */
function asComputedFastest(model: OnnxModel, isInt8: boolean): OnnxModel {
  if (isInt8) return pixelsTogether(model)
  return model.metadata[METADATA.source] === undefined ? model : forProcessor(model)
}

interface HowToRun {
  /** Path of the file. */
  readonly file: string
  readonly provider: Provider
  /** Whether it takes several images at once. */
  readonly takesBatches: boolean
}

/** On a card images go in batches where the file takes them; on a CPU one image keeps all cores busy. */
async function networkOf(
  bytes: Uint8Array,
  { file, provider, takesBatches: inBatches }: HowToRun,
): Promise<DetectorNetwork> {
  const session = await Session.load(bytes, { provider })
  const names = { input: session.inputNames[0], output: session.outputNames[0], file }
  return { session: inBatches && provider !== 'cpu' ? new Batched(session, names.input) : session, ...names }
}

function settingsOf(model: OnnxModel, path: string, size?: readonly [number, number]): DetectorSettings {
  const text = model.metadata[SETTINGS_KEY]
  const settings = text === undefined ? defaultDetectorSettings : settingsFromText(text, path)
  return size === undefined ? settings : { ...settings, preprocessing: atFixedSize(settings.preprocessing, size) }
}

/** Where a file says that its weights come from; undefined for a file of another tool. */
export function provenanceOf({ metadata }: Pick<OnnxModel, 'metadata'>): Provenance | undefined {
  const source = metadata[METADATA.source]
  if (source === undefined) return undefined
  const {
    run: runKey,
    epoch: epochKey,
    fScore: fScoreKey,
    dataHash: dataHashKey,
    minTextSize: minTextSizeKey,
  } = METADATA
  const [run, epoch, fScore, dataHash, minTextSize] = [runKey, epochKey, fScoreKey, dataHashKey, minTextSizeKey].map(
    (key): string | undefined => metadata[key],
  )
  return {
    source,
    ...(run !== undefined && { run }),
    ...(epoch !== undefined && { epoch: Number(epoch) }),
    ...(fScore !== undefined && { fScore: Number(fScore) }),
    ...(metadata[METADATA.scoredPadding] === 'minimal' && { scoredPadding: 'minimal' }),
    ...(dataHash !== undefined && { dataHash }),
    ...(minTextSize !== undefined && { minTextSize: Number(minTextSize) }),
  }
}
