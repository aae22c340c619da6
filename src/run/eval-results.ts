// eval_results/: every predicted and true box with what became of it, the errors by kind, each image's scores, and two images.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { assert } from '../core/assert.ts'
import { makeFolder, writeFileAtomic } from '../core/files.ts'
import type { InBoth } from '../core/language.ts'
import type { EvalPaths } from './layout.ts'

/** Corners `x1,y1,...,xn,yn` in original pixels, clockwise from top-left; four corners or more. */
export type FlatBox = readonly number[]

/** What the network found in one image. All lists have one element a box. */
export interface PredictedImage {
  /** As the test list names it. */
  readonly image: string
  /** What was read in each box, in a list; `[""]` where nothing was read. */
  readonly texts: readonly (readonly string[])[]
  readonly boxes: readonly FlatBox[]
  readonly scores: readonly number[]
  /** `ignored`: lies in a do-not-care region and counts for nothing. */
  readonly states: readonly ('matched' | 'false' | 'ignored')[]
  /** The kind of error of a false box (`low-overlap`, ...), null for all others. */
  readonly errors: readonly (string | null)[]
}

/** What is really in one image. All lists have one element a box. */
export interface TrueImage {
  readonly image: string
  /** Width and height in pixels; the boxes are in these. */
  readonly size?: readonly [width: number, height: number]
  /** The transcript of each box, in a list. */
  readonly texts: readonly (readonly string[])[]
  /** What was read in each box, in a list; only where texts were read. */
  readonly read?: readonly (readonly string[])[]
  readonly boxes: readonly FlatBox[]
  /** `ignored`: marked `###`, do not care. */
  readonly states: readonly ('matched' | 'missed' | 'ignored')[]
  /** The kind of error of a missed text (`too-small`, ...), null for all others. */
  readonly errors: readonly (string | null)[]
}

/** All errors of one kind. */
export interface ErrorKindResult {
  readonly kind: string
  readonly name: InBoth<string>
  readonly meaning: InBoth<string>
  readonly missed: number
  readonly false: number
  /** The F-score if none of these errors were there, and by how much that is more. */
  readonly f_score_without: number
  readonly gain: number
  /** The images with most of them, worst first. */
  readonly worst: readonly { readonly image: string; readonly errors: number }[]
  readonly remedy: InBoth<string>
}

/** One image's scores, 0 to 1, with the counts behind them; do-not-care boxes are in none of the counts. */
export interface ImageScores {
  readonly image: string
  readonly precision: number
  readonly recall: number
  readonly matched: number
  readonly detections: number
  readonly groundTruths: number
}

/** How well lines were read; missed lines are wrong, and texts read in false boxes are errors too. */
export interface ReadingResult {
  readonly lines: number
  readonly line_accuracy: number
  readonly word_accuracy: number
  readonly character_error_rate: number
}

/** The outcome of one evaluation. */
export interface EvalResults {
  /** Finished epochs in a training, 0 for the initial weights; absent when a model was evaluated by itself. */
  readonly epoch?: number
  /** Scores over all images, 0 to 1. */
  readonly scores: { readonly f_score: number; readonly precision: number; readonly recall: number }
  /** Only where texts were read. */
  readonly reading?: {
    readonly recognizer: string
    readonly normalization: string
    readonly ground_truth_boxes: ReadingResult
    readonly detected_boxes: ReadingResult
  }
  readonly predictions: readonly PredictedImage[]
  readonly groundTruth: readonly TrueImage[]
  readonly perImage: readonly ImageScores[]
  /** Every kind of error, also those that do not come. */
  readonly errors: readonly ErrorKindResult[]
}

/**
 * Writes eval_results/ anew. Each file is replaced whole; predictions.json comes last and names its epoch, so after a crash
 * between two files it tells which evaluation is complete. Other files in the folder stay.
 */
export function writeEvalResults(paths: EvalPaths, results: EvalResults): void {
  const { epoch, scores, reading, predictions, groundTruth, perImage, errors } = results
  for (const { image, boxes, ...lists } of predictions)
    assert(
      [lists.texts, lists.scores, lists.states, lists.errors].every((list) => list.length === boxes.length),
      `predictions of ${image} have one text, score, state and error a box`,
    )
  makeFolder(paths.metricsPerImage)
  writePerImage(paths.metricsPerImage, perImage)
  const head = { ...(epoch !== undefined && { epoch }), ...scores }
  writeFileAtomic(paths.errors, jsonChunks(head, { name: 'kinds', items: errors }))
  writeFileAtomic(paths.groundTruth, jsonChunks({}, { name: 'images', items: groundTruth }))
  const predictionsHead = { ...head, ...(reading !== undefined && { reading }) }
  writeFileAtomic(paths.predictions, jsonChunks(predictionsHead, { name: 'images', items: predictions }))
}

/** The images of an evaluation, as PNG files. */
export interface EvalImages {
  readonly confusionMatrix: Uint8Array
  /** The images with most missed and false boxes; undefined when there is none: the sheet of an earlier evaluation goes then. */
  readonly worstImages: Uint8Array | undefined
}

/** Writes the images into eval_results/ anew, each replaced whole. */
export function writeEvalImages(paths: EvalPaths, { confusionMatrix, worstImages }: EvalImages): void {
  makeFolder(paths.evalResults)
  writeFileAtomic(paths.confusionMatrix, confusionMatrix, { flush: false })
  if (worstImages === undefined) rmSync(paths.worstImages, { force: true })
  else writeFileAtomic(paths.worstImages, worstImages, { flush: false })
}

/** `{"epoch":3,...,"images":[` and one item a line, so that ten thousand of them neither fill the memory nor one line. */
function* jsonChunks(
  head: Readonly<Record<string, unknown>>,
  { name, items }: { readonly name: string; readonly items: readonly object[] },
): Iterable<Uint8Array> {
  const fields = Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)},`)
  yield Buffer.from(`{${fields.join('')}${JSON.stringify(name)}:[\n`)
  for (const [index, item] of items.entries())
    yield Buffer.from(`${JSON.stringify(item)}${index < items.length - 1 ? ',' : ''}\n`)
  yield Buffer.from(']}\n')
}

function writePerImage(folder: string, perImage: readonly ImageScores[]): void {
  const stems = fileStems(perImage.map(({ image }) => image))
  const written = new Set<string>()
  for (const [index, scores] of perImage.entries()) {
    const { precision, recall, matched, detections, groundTruths } = scores
    const texts: [string, string][] = [
      [`${stems[index]}_precision.txt`, `${precision.toFixed(3)}\n${matched} of ${detections} detections matched\n`],
      [`${stems[index]}_recall.txt`, `${recall.toFixed(3)}\n${matched} of ${groundTruths} ground truths matched\n`],
    ]
    for (const [name, text] of texts) {
      writeFileAtomic(join(folder, name), text, { flush: false })
      written.add(name)
    }
  }
  for (const name of readdirSync(folder)) {
    if (/_(?:precision|recall)\.txt$/.test(name) && !written.has(name)) rmSync(join(folder, name), { force: true })
  }
}

/** Longer names would not leave room for the endings in the 255 bytes of most file systems. */
const maxStemBytes = 150

/**
 * One file name stem an image, all different: the image's own name (`3.jpg`), or its whole path with `_` for separators
 * where two images share a name.
 */
export function fileStems(images: readonly string[]): string[] {
  const lastPart = (image: string): string => image.split(/[\\/]/).at(-1) ?? image
  const uses = new Map<string, number>()
  for (const image of images) uses.set(lastPart(image), (uses.get(lastPart(image)) ?? 0) + 1)
  const taken = new Set<string>()
  return images.map((image) => {
    const isAlone = uses.get(lastPart(image)) === 1
    const stem = safeStem(isAlone ? lastPart(image) : image)
    let unique = stem
    for (let count = 2; taken.has(unique.toLowerCase()); count++) unique = `${stem}_${count}`
    taken.add(unique.toLowerCase())
    return unique
  })
}

function safeStem(image: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what it removes
  let stem = image.replaceAll(/[\u0000-\u001f\\/:*?"<>|]/g, '_').replace(/^\.+/, '_')
  while (Buffer.byteLength(stem) > maxStemBytes) stem = stem.slice(0, -1)
  return stem === '' ? '_' : stem
}
