// Detection on single images for a screen: the model stays loaded, and the last few probability maps stay at hand, so that other
// thresholds need no network.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { UserError } from '../../core/errors.ts'
import { BoundedMap } from '../../core/bounded-map.ts'
import { decodeImage, encodeJpeg } from '../../data/image.ts'
import type { RgbImage } from '../../data/types.ts'
import { answerOf } from '../../detect/detector.ts'
import type { ProbabilityMap } from '../../detect/probability-map.ts'
import { drawOutlines, outlineColors } from '../../detect/draw.ts'
import type { DetectorSettings } from '../../detect/settings.ts'
import type { DetectedText } from '../../geometry/boxes.ts'
import { type ReadText, unread } from '../../recognize/recognizer.ts'
import { runPaths } from '../../run/layout.ts'
import { resultOf, type DetectionResult } from './detection-result.ts'
import { adjustSettings } from './detector-options.ts'
import type { Provider } from '../../graph/session.ts'
import { mapImage } from './map-image.ts'
import { openDetector, type OpenedDetector } from './models.ts'
import { openReader, type Reader } from './reader.ts'

export interface DetectOnceTask {
  readonly path: string
  /** As the person calls the image. */
  readonly name: string
  /** A run, a .pth or an .onnx file. */
  readonly model: string
  readonly workdirs: string
  /** Where the network is computed; the processor by default. */
  readonly device?: Provider | undefined
  readonly threshold?: number | undefined
}

export interface Thresholds {
  readonly threshold?: number | undefined
  readonly boxThreshold?: number | undefined
}

/** A map of 800x800 has 2.6 MB and its image 36 MB at 12 megapixels. */
const maxKept = 6

interface Kept {
  readonly name: string
  readonly image: RgbImage
  readonly map: ProbabilityMap
  readonly settings: DetectorSettings
  readonly seconds: number
  /** What was read so far, by the corners of its text. */
  readonly read: Map<string, ReadText>
}

const kept = new BoundedMap<string, Kept>(maxKept)
let reader: Promise<Reader> | undefined
let opened: { readonly key: string; readonly detector: OpenedDetector } | undefined

/** Finds the texts of one image, and keeps what is needed to find them again with other thresholds. */
export async function detectOnce({ path, name, model, threshold, ...place }: DetectOnceTask) {
  const started = performance.now()
  const { detector, label } = await open(model, place)
  const opening = performance.now()
  const image = await decodeImage(path)
  const decoded = performance.now()
  const { map, prepareMs, networkMs } = await detector.look(image, { tile: 'auto' })
  const computed = performance.now()
  const id = randomBytes(9).toString('base64url')
  const seconds = (computed - opening) / 1000
  kept.set(id, { name, image, map, settings: detector.settings, seconds, read: new Map() })
  const { texts, thresholds, boxesMs, json } = refilter(id, { threshold })
  const { width, height } = image
  const times = {
    openMs: opening - started,
    decodeMs: decoded - opening,
    prepareMs,
    networkMs,
    boxesMs,
  }
  return { id, name, model: label, width, height, texts, thresholds, times, json }
}

/** The texts of a kept detection by other thresholds; the network does not run. @throws UserError detection-gone */
export function refilter(id: string, { threshold, boxThreshold }: Thresholds) {
  const started = performance.now()
  const { name, seconds, settings } = get(id)
  const answer = answerAt(id, { threshold, boxThreshold })
  return {
    texts: answer.texts.map(({ polygon, score }) => ({
      box: polygon.flat().map((value) => Math.round(value * 10) / 10),
      score,
    })),
    thresholds: {
      threshold: threshold ?? settings.postProcessing.binaryThreshold,
      boxThreshold: boxThreshold ?? settings.postProcessing.boxThreshold,
    },
    boxesMs: performance.now() - started,
    json: resultOf(name, answer, seconds) satisfies DetectionResult,
  }
}

/** What is written in the texts of a kept detection, in the order of `refilter`; what was read before is not read again. */
export async function readDetection(id: string, thresholds: Thresholds) {
  const { name, image, seconds, read } = get(id)
  const answer = answerAt(id, thresholds)
  reader ??= openReader()
  const { name: recognizer, problem, ...open } = await reader
  const fresh = answer.texts.filter((text) => !read.has(keyOf(text)))
  const found = await open.read(image, fresh)
  for (const [index, text] of fresh.entries()) if (found !== undefined) read.set(keyOf(text), found[index])
  const texts = answer.texts.map((text) => read.get(keyOf(text)) ?? unread)
  const json = resultOf(name, { ...answer, read: recognizer === undefined ? undefined : texts }, seconds)
  return { ...(recognizer !== undefined && { recognizer }), ...(problem !== undefined && { problem }), texts, json }
}

const keyOf = ({ polygon }: Pick<DetectedText, 'polygon'>): string => polygon.flat().join(' ')

export async function imageOfDetection(id: string, side: number): Promise<Uint8Array> {
  return encodeJpeg(get(id).image, side)
}

/** The probability map over the area of the image, white for 1, as a PNG. */
export async function mapOfDetection(id: string): Promise<Uint8Array> {
  const { map, image } = get(id)
  return mapImage(map, image)
}

/** The image with numbered boxes, as a PNG. */
export function drawingOfDetection(id: string, thresholds: Thresholds): Promise<Uint8Array> {
  const outlines = answerAt(id, thresholds).texts.map(({ polygon }, index) => ({
    polygon,
    color: outlineColors.found,
    label: String(index + 1),
  }))
  return drawOutlines(get(id).image, outlines)
}

function answerAt(id: string, { threshold, boxThreshold }: Thresholds) {
  const { map, image, settings } = get(id)
  return answerOf(map, image, adjustSettings(settings, { binary_threshold: threshold, box_threshold: boxThreshold }))
}

function get(id: string): Kept {
  const detection = kept.get(id)
  if (detection !== undefined) return detection
  throw new UserError({
    code: 'detection-gone',
    message: say(errorDetails['detection-gone'].message),
    expected: say(errorDetails['detection-gone'].expected, { max: maxKept }),
    next: say(errorDetails['detection-gone'].next),
  })
}

/** The model of the last detection, or another one; weights that changed on the disk are loaded anew. */
async function open(model: string, place: Pick<DetectOnceTask, 'workdirs' | 'device'>): Promise<OpenedDetector> {
  const { bestModel, lastModel } = runPaths(model)
  const isRun = statSync(model, { throwIfNoEntry: false })?.isDirectory() ?? false
  // Inside of a file nothing can be looked for, not even in vain.
  const files = isRun ? [model, bestModel, lastModel] : [model]
  const changed = files.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)
  const key = [model, ...changed].join(':')
  if (opened?.key === key) return opened.detector
  await opened?.detector.detector.release()
  opened = undefined
  opened = { key, detector: await openDetector(model, place) }
  return opened.detector
}
