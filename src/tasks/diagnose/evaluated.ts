// Reads eval_results/ for the diagnosis: what it can make sense of, ours or the original system's, and nothing else.
import { readFileSync } from 'node:fs'
import type { EvaluatedPicture } from '../../diagnose/evaluated.ts'
import type { EvalPaths } from '../../run/layout.ts'

type Prediction = EvaluatedPicture['predictions'][number]
type Truth = EvaluatedPicture['truths'][number]

/** What eval_results/ holds. */
export interface EvaluatedRun {
  /** Pictures that both files name. */
  readonly pictures: readonly EvaluatedPicture[]
  /** Names that only one of the files has. */
  readonly differing: readonly string[]
}

/** Undefined when a file is missing or is not of a kind that is known. */
export function readEvaluated(paths: EvalPaths): EvaluatedRun | undefined {
  const predicted = readImages(paths.predictions)
  const truths = readImages(paths.groundTruth)
  if (predicted === undefined || truths === undefined) return undefined
  const names = new Set([...predicted.keys(), ...truths.keys()])
  const pictures: EvaluatedPicture[] = []
  const differing: string[] = []
  for (const image of names) {
    const [found, real] = [predicted.get(image), truths.get(image)]
    if (found === undefined || real === undefined) differing.push(image)
    else pictures.push({ image, ...sizeOf(real), predictions: predictionsOf(found), truths: truthsOf(real) })
  }
  return { pictures, differing }
}

type Fields = Readonly<Record<string, unknown>>

/** The pictures of a file by name: `{"images": [{"image": ...}]}`, or a list of such at the top. */
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
    return JSON.parse(readFileSync(path, 'utf8'))
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

function sizeOf(fields: Fields): Pick<EvaluatedPicture, 'size'> {
  const [width, height] = listOf(fields, 'size')
  return typeof width === 'number' && typeof height === 'number' ? { size: [width, height] } : {}
}

function predictionsOf(fields: Fields): Prediction[] {
  const [scores, states] = [listOf(fields, 'scores'), listOf(fields, 'states')]
  return listOf(fields, 'boxes').flatMap((box, index) => {
    const corners = cornersOf(box)
    const score = scores[index]
    const state = states[index]
    if (corners === undefined || typeof score !== 'number') return []
    return [{ box: corners, score, state: state === 'matched' || state === 'ignored' ? state : 'false' }]
  })
}

function truthsOf(fields: Fields): Truth[] {
  const [states, texts] = [listOf(fields, 'states'), listOf(fields, 'texts')]
  return listOf(fields, 'boxes').flatMap((box, index) => {
    const corners = cornersOf(box)
    const state = states[index]
    const text: unknown = [texts[index]].flat()[0]
    if (corners === undefined) return []
    const settled = state === 'matched' || state === 'ignored' ? state : 'missed'
    return [{ box: corners, state: settled, ...(typeof text === 'string' && { text }) }]
  })
}

/** Four corners or more, all of them numbers. */
function cornersOf(box: unknown): number[] | undefined {
  if (!Array.isArray(box)) return undefined
  const numbers = box.flat().filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
  return numbers.length >= 8 && numbers.length % 2 === 0 ? numbers : undefined
}
