// Other thresholds for a whole test set, for a screen: every probability map is computed once and kept, so that what thresholds make
// of them is told while a person moves them.
import { must } from '../../core/assert.ts'
import { evenly } from '../../core/evenly.ts'
import { randomBytes } from 'node:crypto'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { BoundedMap } from '../../core/bounded-map.ts'
import type { RgbImage, Sample } from '../../data/types.ts'
import { textsOf, type Detector } from '../../detect/detector.ts'
import type { ProbabilityMap } from '../../detect/probability-map.ts'
import { errorShares, type ErrorShare } from '../../detect/errors.ts'
import { howToLook, judge, lookedAt, type EvaluatedImage, type SampleImage } from '../../detect/evaluate.ts'
import type { PostProcessing } from '../../geometry/boxes.ts'
import { imageScores, poolScores, type Scores } from '../../geometry/icdar.ts'
import { loadDataset } from '../data/load-data.ts'
import type { Provider } from '../../graph/session.ts'
import { mapImage } from './map-image.ts'
import { openDetector } from './models.ts'
import { differenceOf, type Difference } from './tune-difference.ts'

export interface TuneTask {
  /** `starter`, a run, a .pth or an .onnx file. */
  readonly model: string
  readonly data: string
  readonly workdirs: string
  /** Where the network is computed; the processor by default. */
  readonly device?: Provider | undefined
}

/** What can be moved. Those left out are the model's own. */
export interface Tunables {
  readonly binaryThreshold?: number | undefined
  readonly boxThreshold?: number | undefined
  readonly unclipRatio?: number | undefined
}

export interface Tuning {
  /** For the other functions; kept while it is the last one that was started. */
  readonly id: string
  readonly model: string
  /** What the model was made with. */
  readonly own: Pick<PostProcessing, 'binaryThreshold' | 'boxThreshold' | 'unclipRatio'>
  /** Images that are looked at, and how many the test set has: a large one is taken in even steps. */
  readonly images: number
  readonly available: number
}

/** What thresholds make of the images that were looked at so far. */
export interface TuningReport {
  readonly done: number
  readonly images: number
  readonly scores: Scores
  /** With the model's own thresholds, on the same images. */
  readonly ownScores: Scores
  /** What the difference between the two is worth. */
  readonly difference: Difference
  /** Worst first. `index` for `tunedImage`. */
  readonly perImage: readonly ({ readonly index: number; readonly image: string } & Scores)[]
  readonly errors: readonly ErrorShare[]
}

/** Maps of one session take no more; two bytes a pixel of the network's input. */
const maxBytes = 256e6
/** Nobody looks any more after this long without a question: the rest waits for the next one. In milliseconds. */
const patienceMs = 60_000
/** What so many combinations of thresholds made of each image is remembered. */
const mostCombinations = 4

interface Kept {
  readonly sample: Sample
  readonly size: Pick<RgbImage, 'width' | 'height'>
  readonly map: Omit<ProbabilityMap, 'data'>
  /** Probabilities in 65535ths: half the memory, and far finer than any threshold. */
  readonly data: Uint16Array
}

interface Session {
  readonly tuning: Tuning
  readonly detector: Detector
  readonly minTextSize: number | undefined
  readonly samples: readonly Sample[]
  readonly kept: Kept[]
  /** By thresholds: one element an image that was looked at. */
  readonly judged: BoundedMap<string, EvaluatedImage[]>
  working: Promise<void> | undefined
  failure: unknown
  askedAt: number
  closed: boolean
}

let current: Session | undefined

/** Opens the model and begins to look at the test images; an earlier session is given up. */
export async function startTuning({ model, data, ...place }: TuneTask): Promise<Tuning> {
  const { test } = await loadDataset(data, ['test'])
  const { detector, label, minTextSize } = await openDetector(model, { ...place, asTrained: true })
  await close()
  const { binaryThreshold, boxThreshold, unclipRatio } = detector.settings.postProcessing
  const samples = evenly(test, Math.floor(maxBytes / bytesOfMap(detector)))
  const session: Session = {
    tuning: {
      id: randomBytes(9).toString('base64url'),
      model: label,
      own: { binaryThreshold, boxThreshold, unclipRatio },
      images: samples.length,
      available: test.length,
    },
    detector,
    minTextSize,
    samples,
    kept: [],
    judged: new BoundedMap(mostCombinations),
    working: undefined,
    failure: undefined,
    askedAt: performance.now(),
    closed: false,
  }
  current = session
  goOn(session)
  return session.tuning
}

/** What these thresholds make of the images so far. @throws UserError detection-gone; whatever stopped the work */
export function tuningReport(id: string, tunables: Tunables): TuningReport {
  const session = get(id)
  const judged = judgedWith(session, tunables)
  const own = judgedWith(session, {})
  const scores = poolScores(judged.map(({ match }) => match))
  const perImage = judged.map(({ sample, match }, index) => ({ index, image: sample.name, ...imageScores(match) }))
  const mistakes = ({ groundTruths, detections, matched }: Scores): number => groundTruths + detections - 2 * matched
  return {
    done: judged.length,
    images: session.samples.length,
    scores,
    ownScores: poolScores(own.map(({ match }) => match)),
    difference: differenceOf(own, judged),
    perImage: perImage.sort((a, b) => a.fScore - b.fScore || mistakes(b) - mistakes(a)),
    errors: errorShares({ scores, images: judged }),
  }
}

/** One image with what these thresholds find on it. @throws UserError detection-gone, not-found */
export function tunedImage(id: string, index: number, tunables: Tunables): EvaluatedImage {
  const image = judgedWith(get(id), tunables).at(index)
  if (image !== undefined && index >= 0) return image
  throw new UserError({
    code: 'not-found',
    message: say(errorDetails['not-found'].messageEvaluation),
    found: String(index),
  })
}

/** The probability map of one image, white for 1, as a PNG. @throws UserError detection-gone, not-found */
export async function tunedMap(id: string, index: number): Promise<Uint8Array> {
  tunedImage(id, index, {})
  const { map, data, size } = must(get(id).kept[index], 'a judged image has a map')
  return mapImage({ ...map, data: Float32Array.from(data, toProbability) }, size)
}

/** Looks at the images that are left, as long as somebody asks. */
function goOn(session: Session): void {
  session.askedAt = performance.now()
  if (session.closed || session.working !== undefined || session.kept.length === session.samples.length) return
  session.working = lookAtRest(session)
    .catch((error: unknown) => {
      session.failure = error
    })
    .finally(() => {
      session.working = undefined
    })
}

async function lookAtRest(session: Session): Promise<void> {
  const { detector, samples, kept } = session
  const look = ({ image }: SampleImage) => detector.probability(image)
  const looked = lookedAt(samples.slice(kept.length), { look, ...howToLook(detector) })
  for await (const [{ sample, image }, { data, ...map }] of looked) {
    if (session.closed || performance.now() - session.askedAt > patienceMs) return
    const { width, height } = image
    kept.push({ sample, size: { width, height }, map, data: Uint16Array.from(data, toWhole) })
  }
}

const scale = 65_535
const toWhole = (probability: number): number => Math.round(probability * scale)

/** All images that were looked at, judged with these thresholds; known ones are not judged again. */
function judgedWith(session: Session, tunables: Tunables): readonly EvaluatedImage[] {
  const { detector, minTextSize, kept, judged } = session
  const settings = { ...detector.settings, postProcessing: withTunables(detector.settings.postProcessing, tunables) }
  const { binaryThreshold, boxThreshold, unclipRatio } = settings.postProcessing
  const key = [binaryThreshold, boxThreshold, unclipRatio].join(' ')
  const images = judged.get(key) ?? []
  judged.set(key, images)
  for (const { sample, size, map, data } of kept.slice(images.length)) {
    const texts = textsOf({ ...map, data: Float32Array.from(data, toProbability) }, size, settings.postProcessing)
    images.push(judge({ sample, image: size, texts }, { settings, minTextSize }))
  }
  return images
}

const toProbability = (whole: number): number => whole / scale

/** Polygons grow by a ratio of their own: it keeps its proportion. */
function withTunables(own: PostProcessing, { binaryThreshold, boxThreshold, unclipRatio }: Tunables): PostProcessing {
  const grown = unclipRatio ?? own.unclipRatio
  return {
    ...own,
    binaryThreshold: binaryThreshold ?? own.binaryThreshold,
    boxThreshold: boxThreshold ?? own.boxThreshold,
    unclipRatio: grown,
    polygonUnclipRatio: own.polygonUnclipRatio * (grown / own.unclipRatio),
  }
}

function get(id: string): Session {
  if (current === undefined || current.tuning.id !== id)
    throw new UserError({
      code: 'detection-gone',
      message: say(errorDetails['detection-gone'].messageMaps),
      expected: say(errorDetails['detection-gone'].expectedSession),
      next: say(errorDetails['detection-gone'].nextSession),
    })
  if (current.failure !== undefined) throw current.failure
  goOn(current)
  return current
}

async function close(): Promise<void> {
  const session = current
  current = undefined
  if (session === undefined) return
  session.closed = true
  await session.working
  await session.detector.release()
}

function bytesOfMap({ settings: { preprocessing } }: Detector): number {
  const { resize, size, shortSide } = preprocessing
  // The long side is not known before; few images are longer than twice their short side.
  const pixels = resize === 'fit' ? size[0] * size[1] : 2 * shortSide ** 2
  return pixels * Uint16Array.BYTES_PER_ELEMENT
}
