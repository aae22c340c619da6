// Probability maps of evaluated images: no evaluation keeps any, so the run's weights are run once more on the one image that is looked at.
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { BoundedMap } from '../../core/bounded-map.ts'
import { UserError } from '../../core/errors.ts'
import { versionOf } from '../../core/file-version.ts'
import { KeptOpen } from '../../core/kept-open.ts'
import { decodeImage } from '../../data/image.ts'
import { Detector } from '../../detect/detector.ts'
import type { Provider } from '../../graph/session.ts'
import { mapImage } from './map-image.ts'
import { findWeights } from './models.ts'
import type { Run } from '../../run/reader.ts'

export interface EvaluationMapTask {
  readonly run: Pick<Run, 'folder' | 'best' | 'checkpoints'>
  /** Of the evaluation. */
  readonly epoch: number
  /** Path of the image. */
  readonly image: string
  readonly workdirs: string
  /** Where the network is computed; the processor by default. */
  readonly device?: Provider | undefined
}

/** A map, and what it was computed with. */
export interface EvaluationMap {
  /** The file of weights: `best_model.pth`. */
  readonly weights: string
  /** Their epoch; undefined where the file does not say. */
  readonly epoch: number | undefined
  /** Changes with the weights and with the image. */
  readonly key: string
  /** White for 1. */
  readonly png: Uint8Array
}

interface Opened {
  readonly detector: Detector
  readonly weights: string
  readonly epoch: number | undefined
  readonly release: () => Promise<void>
}

/** A map has some ten kilobytes. */
const maxMaps = 60
/** Two runs are compared at a time. */
const maxOpened = 2

const maps = new BoundedMap<string, EvaluationMap>(maxMaps)
const opened = new KeptOpen<Opened>(maxOpened)

/**
 * The map of one image at the size of the run's validation: by the weights of the evaluated epoch where they are kept.
 * @throws UserError run-without-weights
 */
export async function evaluationMap({ run, epoch, image, ...place }: EvaluationMapTask): Promise<EvaluationMap> {
  const weights = weightsOfEpoch(run, epoch) ?? run.folder
  // What changed a moment ago may change again unseen: that is computed each time.
  const settled = [versionOf(run.checkpoints.map(({ path }) => path)), versionOf([image])]
  const [ofWeights, ofImage] = settled.map((version) => version ?? String(performance.now()))
  const key = createHash('sha256')
    .update(JSON.stringify([weights, epoch, image, ofWeights, ofImage]))
    .digest('base64url')
    .slice(0, 16)
  const known = maps.get(key)
  if (known !== undefined) return known
  // The image first: an open detector may be released for another one while something else is waited for.
  const decoded = await decodeImage(image)
  const model = await opened.get(`${weights} ${ofWeights}`, () => load(weights, run.folder, place))
  const probability = await model.detector.probability(decoded)
  const made = { weights: model.weights, epoch: model.epoch, key, png: await mapImage(probability, decoded) }
  if (!settled.includes(undefined)) maps.set(key, made)
  return made
}

/** The file whose weights were evaluated, or come next to them. */
function weightsOfEpoch({ best, checkpoints }: EvaluationMapTask['run'], epoch: number): string | undefined {
  const kept = checkpoints.find((file) => file.kind === 'epoch' && file.epoch === epoch)
  const other = checkpoints.find(({ kind }) => kind === (best?.epoch === epoch ? 'best' : 'last'))
  return (kept ?? other)?.path
}

async function load(
  weights: string,
  folder: string,
  { workdirs, device = 'cpu' }: Pick<EvaluationMapTask, 'workdirs' | 'device'>,
): Promise<Opened> {
  const found = await findWeights(weights, workdirs).catch((error: unknown) => {
    // That file is damaged: the run may have another one that is whole.
    if (weights !== folder && error instanceof UserError) return findWeights(folder, workdirs)
    throw error
  })
  const detector = await Detector.fromParameters(found.weights, found.settings, device)
  return {
    detector,
    weights: basename(found.path),
    epoch: found.checkpoint.position?.epoch,
    release: () => detector.release(),
  }
}
