// Reads eval_results/ for the diagnosis: what it can make sense of, ours or the original system's, and nothing else.
import { readRegularText } from '../../../core/read-file.ts'

import type { EvaluatedImage } from '../../../diagnose/evaluated.ts'
import { errorKinds, errorsOf, type ErrorKind, type ImageErrors } from '../../../geometry/error-kinds.ts'
import { overlapsOf } from '../../../geometry/overlap.ts'
import type { Point, Polygon } from '../../../geometry/points.ts'
import type { EvalPaths } from '../../../run/layout.ts'

/** A box as the files tell it: the kind of its error is undefined where they do not. */
type Told<Box> = Omit<Box, 'error'> & { readonly error: ErrorKind | undefined }
type PredictionTold = Told<EvaluatedImage['predictions'][number]>
type GroundTruthTold = Told<EvaluatedImage['groundTruths'][number]>

/** What eval_results/ holds. */
export interface EvaluatedRun {
  /** Images that both files name. */
  readonly images: readonly EvaluatedImage[]
  /** Names that only one of the files has. */
  readonly differing: readonly string[]
}

/** Undefined when a file is missing or is not of a kind that is known. */
export function readEvaluated(paths: EvalPaths): EvaluatedRun | undefined {
  const predicted = readImages(paths.predictions)
  const groundTruths = readImages(paths.groundTruth)
  if (predicted === undefined || groundTruths === undefined) return undefined
  const names = new Set([...predicted.keys(), ...groundTruths.keys()])
  const images: EvaluatedImage[] = []
  const differing: string[] = []
  for (const image of names) {
    const [found, real] = [predicted.get(image), groundTruths.get(image)]
    if (found === undefined || real === undefined) differing.push(image)
    else images.push({ image, ...sizeOf(real), ...withErrors(groundTruthsOf(real), predictionsOf(found)) })
  }
  return { images, differing }
}

type Fields = Readonly<Record<string, unknown>>

/** The images of a file by name: `{"images": [{"image": ...}]}`, or a list of such at the top. */
function readImages(path: string): Map<string, Fields> | undefined {
  const parsed = readJson(path)
  const list = Array.isArray(parsed) ? parsed : isFields(parsed) ? parsed['images'] : undefined
  if (!Array.isArray(list)) return undefined
  const images = new Map<string, Fields>()
  for (const entry of list) {
    if (!isFields(entry)) continue
    const name = entry['image'] ?? entry['image_path'] ?? entry['filename']
    if (typeof name === 'string') images.set(name, entry)
  }
  return images
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readRegularText(path))
  } catch {
    return undefined // missing, cut short, or replaced at this instant by a training that runs
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name]
  return Array.isArray(value) ? value : []
}

function sizeOf(fields: Fields): Pick<EvaluatedImage, 'size'> {
  const [width, height] = listOf(fields, 'size')
  return typeof width === 'number' && typeof height === 'number' ? { size: [width, height] } : {}
}

/**
 * The boxes with the kinds of their errors, as the files tell them. Those of older versions and of the original system do not:
 * then what follows from the boxes alone, so that none is too small.
 */
function withErrors(
  groundTruths: readonly GroundTruthTold[],
  predictions: readonly PredictionTold[],
): Pick<EvaluatedImage, 'groundTruths' | 'predictions'> {
  const wrong = [...groundTruths, ...predictions].filter(({ state }) => state === 'missed' || state === 'false')
  const derived = wrong.some(({ error }) => error === undefined) ? derive(groundTruths, predictions) : undefined
  return {
    groundTruths: groundTruths.map((groundTruth, index) => ({
      ...groundTruth,
      error: derived?.groundTruths[index] ?? groundTruth.error ?? null,
    })),
    predictions: predictions.map((one, index) => ({ ...one, error: derived?.detections[index] ?? one.error ?? null })),
  }
}

function derive(groundTruths: readonly GroundTruthTold[], predictions: readonly PredictionTold[]): ImageErrors {
  const match = {
    groundTruthStates: groundTruths.map(({ state }) => state),
    detectionStates: predictions.map(({ state }) => state),
  }
  const polygons = (boxes: readonly { readonly box: readonly number[] }[]): { polygon: Polygon }[] =>
    boxes.map(({ box }) => ({ polygon: polygonOfBox(box) }))
  return errorsOf({ match, overlaps: overlapsOf(polygons(groundTruths), polygons(predictions)) })
}

/** A kind that a file names, where it is one. */
function errorOf(value: unknown): ErrorKind | undefined {
  return errorKinds.find((kind) => kind === value)
}

/** The corners of a box `x1,y1,...,xn,yn`. */
export function polygonOfBox(box: readonly number[]): Polygon {
  return Array.from({ length: box.length / 2 }, (_, index): Point => [box[2 * index], box[2 * index + 1]])
}

function predictionsOf(fields: Fields): PredictionTold[] {
  const [scores, states, errors] = [listOf(fields, 'scores'), listOf(fields, 'states'), listOf(fields, 'errors')]
  const texts = listOf(fields, 'texts')
  return listOf(fields, 'boxes').flatMap((box, index) => {
    const corners = cornersOf(box)
    const score = scores[index]
    const state = states[index]
    if (corners === undefined || typeof score !== 'number') return []
    const settled = state === 'matched' || state === 'ignored' ? state : 'false'
    const text = textOf(texts[index])
    return [{ box: corners, score, state: settled, error: errorOf(errors[index]), ...(text && { text }) }]
  })
}

function groundTruthsOf(fields: Fields): GroundTruthTold[] {
  const [states, texts, errors] = [listOf(fields, 'states'), listOf(fields, 'texts'), listOf(fields, 'errors')]
  const reads = listOf(fields, 'read')
  return listOf(fields, 'boxes').flatMap((box, index) => {
    const corners = cornersOf(box)
    const state = states[index]
    const [text, read] = [textOf(texts[index]), textOf(reads[index])]
    if (corners === undefined) return []
    const settled = state === 'matched' || state === 'ignored' ? state : 'missed'
    const error = errorOf(errors[index])
    return [
      { box: corners, state: settled, error, ...(text !== undefined && { text }), ...(read !== undefined && { read }) },
    ]
  })
}

/** The text of a box, alone or in a list. */
function textOf(value: unknown): string | undefined {
  const text: unknown = [value].flat()[0]
  return typeof text === 'string' ? text : undefined
}

/** Four corners or more, all of them numbers. */
function cornersOf(box: unknown): number[] | undefined {
  if (!Array.isArray(box)) return undefined
  const numbers = box.flat().filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
  return numbers.length >= 8 && numbers.length % 2 === 0 ? numbers : undefined
}
