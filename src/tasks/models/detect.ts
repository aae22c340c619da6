// Detects texts on images: one, many, or whole folders. A bad image is reported and never stops the others.
import { existsSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { begunAhead } from '../../core/ahead.ts'
import { UserError } from '../../core/errors.ts'
import { makeFolder, removeMadeFolders, writeFileAtomic } from '../../core/files.ts'
import { unlessStopped } from '../../core/unless-stopped.ts'
import type { PassedOver } from '../../core/image-endings.ts'
import { decodeImage } from '../../data/image.ts'
import type { RgbImage } from '../../data/types.ts'
import type { Detector, LookOptions } from '../../detect/detector.ts'
import { drawOutlines, outlineColors } from '../../detect/draw.ts'
import type { TileChoice } from '../../detect/tiles.ts'
import { fileStems } from '../../run/eval-results.ts'
import { localTime } from '../../run/layout.ts'
import { decodedInAdvance, expandInputs, orUserError, standardInput } from './detect-inputs.ts'
import { resultOf, type DetectionResult } from './detection-result.ts'
import type { Provider } from '../../graph/session.ts'
import type { DetectorOptions } from './detector-options.ts'
import { defaultModel, openDetector } from './models.ts'
import { openReader, type Reader } from './reader.ts'
import { textsCsv } from './texts-csv.ts'

export interface DetectTask {
  /** Images and folders of images (sub-folders included). */
  readonly inputs: readonly string[]
  /** `starter`, a run, a .pth or an .onnx file; the latest run with weights, else the starter, when not given. */
  readonly model?: string
  /** What replaces the model's own settings. */
  readonly options?: DetectorOptions
  /** Where the network is computed; the processor by default. */
  readonly device?: Provider | undefined
  /** In tiles or whole; `auto` by default. */
  readonly tile?: TileChoice
  readonly out: string
  readonly workdirs: string
  readonly signal?: AbortSignal
  /** Draws the boxes on every image; true by default. */
  readonly draw?: boolean
  /** Writes detections.parquet too, a row a text. */
  readonly parquet?: boolean
  /** What reads the texts, or `none`; the recogniser that comes along by default (`openRecognizer` says which there are). */
  readonly recognizer?: string
  /** What images are called in the results, by their path; by their path by default. */
  readonly names?: ReadonlyMap<string, string>
}

export type { DetectionNote } from '../../detect/notes.ts'
export type { DetectionResult } from './detection-result.ts'

export interface DetectReport {
  readonly model: string
  /** What read the texts; undefined where nothing did. */
  readonly recognizer: string | undefined
  /** Why nothing was read although it should be. */
  readonly unread: string | undefined
  readonly folder: string
  readonly jsonPath: string
  /** The table of all texts, where it was asked for. */
  readonly parquetPath?: string
  readonly visualizations: readonly string[]
  readonly results: readonly DetectionResult[]
  /** Files of the named folders that are no images that are read, by ending. */
  readonly passedOver: readonly PassedOver[]
  /** Named folders in which there is no image. */
  readonly emptyFolders: readonly string[]
  /** True when the task was told to stop before the last image. */
  readonly cancelled: boolean
}

/**
 * Writes `<out>/outputs_YYYYMMDDHHMMSS/` with `visualization/`, `json/result.json` and, where texts were read, `texts.csv`, with `parquet` also `detections.parquet`; `json/passed_over.json` too where files of a folder
 * were skipped, and `json/unread.json` where the recogniser could not be opened.
 */
export async function detectTexts(
  task: DetectTask,
  onProgress?: (done: number, total: number, result: DetectionResult) => void,
): Promise<DetectReport> {
  const { draw = true, options = {}, tile = 'auto', signal } = task
  const { images, others, empty } = expandInputs(task.inputs)
  // Nothing is written where none of the images is there.
  if (images.every((path) => path !== standardInput && !existsSync(path))) await decodeImage(images[0])
  const model = task.model ?? defaultModel(task.workdirs)
  const { detector, label } = await openDetector(model, { workdirs: task.workdirs, options, device: task.device })
  const reader = await openReader(task.recognizer)
  const made = makeFolder(task.out)
  const folder = claimOutputFolder(task.out)
  const nameOf = (path: string): string => task.names?.get(path) ?? path
  const stems = fileStems(images.map(nameOf))
  const results: DetectionResult[] = []
  const visualizations: string[] = []
  for await (const [path, decoded] of begunAhead(images, decode, decodedInAdvance)) {
    if (task.signal?.aborted === true) break
    const request = { name: nameOf(path), draw, tile, signal }
    const detecting = unlessStopped(detectOne({ detector, reader }, decoded, request), signal)
    const one = await detecting.catch((error: unknown) => {
      if (results.length === 0) takeBack(folder, made)
      throw error
    })
    if (one === undefined) break
    const { result, png } = one
    results.push(result)
    if (png !== undefined) {
      const target = join(folder, 'visualization', `${stems[results.length - 1]}_detection.png`)
      writeFileAtomic(target, png)
      visualizations.push(target)
    }
    onProgress?.(results.length, images.length, result)
  }
  await Promise.all([detector.release(), reader.release()])
  const jsonPath = join(folder, 'json', 'result.json')
  writeFileAtomic(jsonPath, `${JSON.stringify(images.length === 1 ? (results[0] ?? []) : results, null, 1)}\n`)
  if (reader.name !== undefined) writeFileAtomic(join(folder, 'texts.csv'), textsCsv(results))
  const parquetPath = task.parquet === true ? await writeParquet(folder, results) : undefined
  if (reader.problem !== undefined)
    writeFileAtomic(join(folder, 'json', 'unread.json'), `${JSON.stringify({ why: reader.problem })}\n`)
  if (others.length > 0)
    writeFileAtomic(join(folder, 'json', 'passed_over.json'), `${JSON.stringify(others, null, 1)}\n`)
  const cancelled = results.length < images.length
  return {
    model: label,
    recognizer: reader.name,
    unread: reader.problem,
    folder,
    jsonPath,
    ...(parquetPath !== undefined && { parquetPath }),
    visualizations,
    results,
    passedOver: others,
    emptyFolders: empty,
    cancelled,
  }
}

async function writeParquet(folder: string, results: readonly DetectionResult[]): Promise<string> {
  const { parquetName, textsParquet } = await import('./texts-parquet.ts')
  const path = join(folder, parquetName)
  writeFileAtomic(path, textsParquet(results))
  return path
}

/** An image that was decoded, or why it was not. */
export interface Decoded {
  readonly image: RgbImage | UserError
  readonly seconds: number
}

/** Decodes an image for `detectOne`. */
export async function decode(path: string): Promise<Decoded> {
  const started = performance.now()
  const image = await orUserError(decodeImage(path))
  return { image, seconds: (performance.now() - started) / 1000 }
}

/** What is found and read on one image; one that cannot be decoded is a result too. */
export async function detectOne(
  { detector, reader }: { readonly detector: Detector; readonly reader: Reader },
  { image, seconds: decoding }: Decoded,
  { name, draw, ...look }: LookOptions & { readonly name: string; readonly draw: boolean },
): Promise<{ result: DetectionResult; png?: Uint8Array }> {
  if (image instanceof UserError)
    return {
      result: { ...resultOf(name, { texts: [], notes: [] }, decoding), success: false, error: image.renderInLine() },
    }
  const started = performance.now()
  const { texts, notes } = await detector.detect(image, look)
  const read = await reader.read(image, texts, look.signal)
  const seconds = decoding + (performance.now() - started) / 1000
  const result = resultOf(name, { texts, notes, read }, seconds)
  if (!draw) return { result }
  const outlines = texts.map(({ polygon }, index) => ({
    polygon,
    color: outlineColors.found,
    label: String(index + 1),
  }))
  return { result, png: await drawOutlines(image, outlines) }
}

/** A new folder named after the local time; a second one in the same second gets `_2`. */
function claimOutputFolder(out: string): string {
  const stamp = localTime(new Date()).replaceAll(/\D/g, '')
  for (let count = 1; ; count++) {
    const folder = join(out, `outputs_${stamp}${count === 1 ? '' : `_${count}`}`)
    if (statSync(folder, { throwIfNoEntry: false }) !== undefined) continue
    for (const part of ['visualization', 'json']) makeFolder(join(folder, part))
    return folder
  }
}

/** Removes an output folder in which nothing is, and those above it that were made for it. */
function takeBack(folder: string, made: string | undefined): void {
  rmSync(folder, { recursive: true, force: true })
  removeMadeFolders(dirname(folder), made)
}
