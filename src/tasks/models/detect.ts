// Detects texts on images: one, many, or whole folders. A bad image is reported and never stops the others.
import { existsSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { begunAhead } from '../../core/ahead.ts'
import { together, type TogetherOptions } from '../../core/together.ts'
import { UserError } from '../../core/errors.ts'
import { makeFolder, removeMadeFolders, writeFileAtomic } from '../../core/files.ts'
import { isAborted, unlessStopped } from '../../core/unless-stopped.ts'
import type { PassedOver } from '../../core/image-endings.ts'
import { decodeImage } from '../../data/image.ts'
import type { RgbImage } from '../../data/types.ts'
import type { Detection, Detector, LookOptions } from '../../detect/detector.ts'
import { bytesWhileLooking } from '../../detect/evaluate.ts'
import { drawOutlines, outlineColors } from '../../detect/draw.ts'
import type { TileChoice } from '../../detect/tiles.ts'
import { fileStems } from '../../run/eval-results.ts'
import { localTime } from '../../run/layout.ts'
import { decodedFor, expandInputs, orUserError, standardInput } from './detect-inputs.ts'
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
  try {
    const looks = { tile, draw, signal, nameOf }
    for await (const { result, png } of resultsOn(images, { detector, reader }, looks)) {
      results.push(result)
      if (png !== undefined) {
        const target = join(folder, 'visualization', `${stems[results.length - 1]}_detection.png`)
        writeFileAtomic(target, png)
        visualizations.push(target)
      }
      onProgress?.(results.length, images.length, result)
    }
  } catch (error) {
    if (results.length === 0) takeBack(folder, made)
    throw error
  } finally {
    await Promise.all([detector.release(), reader.release()])
  }
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

interface LooksAtAll extends LookOptions {
  readonly draw: boolean
  readonly nameOf: (path: string) => string
}

/** The results of all images in order, until the signal stops them; as many as go through the network together are looked at together. */
async function* resultsOn(
  images: readonly string[],
  { detector, reader }: { readonly detector: Detector; readonly reader: Reader },
  { draw, nameOf, ...look }: LooksAtAll,
): AsyncGenerator<ResultOn> {
  const { signal } = look
  const { atOnce, bytes } = togetherWith(detector)
  const looked = together(begunAhead(images, decode, decodedFor(atOnce)), {
    begin: ([, decoded]) => unlessStopped(lookAt(detector, decoded, look), signal),
    atOnce,
    bytes: ([, decoded]) => bytes(decoded),
  })
  for await (const [[path], seen] of looked) {
    if (isAborted(signal) || seen === undefined) return
    const one = await unlessStopped(resultOn(seen, reader, { name: nameOf(path), draw, signal }), signal)
    if (one === undefined) return
    yield one
    if (isAborted(signal)) return // Before the next batch, which would be waited for.
  }
}

/** An image that was decoded, or why it was not. */
export interface Decoded {
  readonly image: RgbImage | UserError
  readonly seconds: number
}

/** Decodes an image to be looked at. */
export async function decode(path: string): Promise<Decoded> {
  const started = performance.now()
  const image = await orUserError(decodeImage(path))
  return { image, seconds: (performance.now() - started) / 1000 }
}

/** How many decoded images a detector looks at together. */
export function togetherWith({
  atOnce,
  settings: { preprocessing },
}: Pick<Detector, 'atOnce' | 'settings'>): Pick<TogetherOptions<Decoded, never>, 'atOnce' | 'bytes'> {
  const bytes = ({ image }: Decoded): number =>
    image instanceof UserError ? 0 : bytesWhileLooking(image, preprocessing)
  return { atOnce, bytes }
}

/** An image that was looked at, or why it could not be. */
type Seen = { readonly error: UserError; readonly seconds: number } | SeenImage

interface SeenImage {
  readonly image: RgbImage
  readonly detection: Detection
  /** Decoding, and its share of the batch that it was looked at in. */
  readonly seconds: number
}

/** Finds the texts of a decoded image; one that cannot be decoded stays what it is. */
export async function lookAt(detector: Detector, { image, seconds }: Decoded, look: LookOptions): Promise<Seen> {
  if (image instanceof UserError) return { error: image, seconds }
  const detection = await detector.detect(image, look)
  const { prepareMs, networkMs, boxesMs } = detection.times
  return { image, detection, seconds: seconds + (prepareMs + networkMs + boxesMs) / 1000 }
}

interface ResultOn {
  readonly result: DetectionResult
  /** The image with its boxes, where it was asked for. */
  readonly png?: Uint8Array
}

interface ResultRequest {
  readonly name: string
  readonly draw: boolean
  readonly signal?: AbortSignal | undefined
}

/** The result of an image, its texts read and, where asked for, drawn; one that could not be decoded is a result too. */
export async function resultOn(seen: Seen, reader: Reader, { name, draw, signal }: ResultRequest): Promise<ResultOn> {
  if ('error' in seen) {
    const result = resultOf(name, { texts: [], notes: [] }, seen.seconds)
    return { result: { ...result, success: false, error: seen.error.renderInLine() } }
  }
  const { image, detection } = seen
  const { texts, notes } = detection
  const started = performance.now()
  const read = await reader.read(image, texts, signal)
  const seconds = seen.seconds + (performance.now() - started) / 1000
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
