// Probability maps of evaluated images: no evaluation keeps any, so the run's weights are run once more on the one image that is looked at.
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { BoundedMap } from '../../core/bounded-map.ts'
import { UserError } from '../../core/errors.ts'
import { versionOf } from '../../core/file-version.ts'
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
}

/** A map has some ten kilobytes. */
const maxMaps = 60
/** Two runs are compared at a time. */
const maxOpened = 2

const maps = new BoundedMap<string, EvaluationMap>(maxMaps)
const opened = new Map<string, Promise<Opened>>()

/**
 * The map of one image at the size of the run's validation: by the weights of the evaluated epoch where they are kept.
 * @throws UserError run-without-weights
 */
export async function evaluationMap({ run, epoch, image, ...place }: EvaluationMapTask): Promise<EvaluationMap> {
  const weights = weightsOfEpoch(run, epoch) ?? run.folder
  // What changed a moment ago may change again unseen: that is computed each time.
  const settled = versionOf([...run.checkpoints.map(({ path }) => path), image])
  const version = settled ?? String(performance.now())
  const key = createHash('sha256')
    .update(JSON.stringify([weights, epoch, image, version]))
    .digest('base64url')
    .slice(0, 16)
  const known = maps.get(key)
  if (known !== undefined) return known
  const { detector, ...told } = await open(`${weights} ${version}`, () => load(weights, run.folder, place))
  const decoded = await decodeImage(image)
  const made = { ...told, key, png: await mapImage(await detector.probability(decoded), decoded) }
  if (settled !== undefined) maps.set(key, made)
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
  return { detector, weights: basename(found.path), epoch: found.checkpoint.position?.epoch }
}

/** The last few models stay open; one that fails is forgotten. */
async function open(key: string, load: () => Promise<Opened>): Promise<Opened> {
  const known = opened.get(key) ?? load()
  opened.delete(key)
  opened.set(key, known)
  const [oldest, first] = [...opened][0] ?? []
  if (opened.size > maxOpened && oldest !== undefined) {
    opened.delete(oldest)
    void first?.then(({ detector }) => detector.release()).catch(() => undefined)
  }
  try {
    return await known
  } catch (error) {
    opened.delete(key)
    throw error
  }
}
