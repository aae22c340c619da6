// The results of batches: the list, a page of one, and one drawn image.
import { statSync } from 'node:fs'
import { basename, isAbsolute, join } from 'node:path'
import { BoundedMap } from '../../core/bounded-map.ts'
import { fileStems } from '../../run/eval-results.ts'
import type { LabelledImage } from '../../tasks/annotate/add-images.ts'
import { labelsOfBoxes } from '../../tasks/annotate/labeller.ts'
import { imageSize, showImage } from '../../tasks/data/show-image.ts'
import { textsCsv } from '../../tasks/models/texts-csv.ts'
import { outputFolder, outputNames, passedOverIn, resultsOf, unreadIn } from '../files/outputs.ts'
import { insideFolders, isInsideFolders } from '../files/served-folders.ts'

interface OutputReference {
  /** Folder of all results. */
  readonly out: string
  readonly name: string
}

type Results = ReturnType<typeof resultsOf>

const maxKnown = 50
/** The results that were read last, by folder, with the time of their file. */
const known = new BoundedMap<string, { readonly modified: number; readonly results: Results }>(maxKnown)
/** Failed images that are named; the others are counted. */
const mostFailures = 200

export function outputList(out: string) {
  return outputNames(out).map((name) => summaryOf({ out, name }))
}

export interface OutputPageTask extends OutputReference {
  readonly start: number
  readonly count: number
  readonly search?: string | undefined
}

export function outputPage({ out, name, start, count, search = '' }: OutputPageTask) {
  const folder = outputFolder(out, name)
  const results = currentResults(folder)
  const wanted = search.trim().toLowerCase()
  const found = [...results.entries()].filter(([, result]) => wanted === '' || holds(result, wanted))
  const unread = unreadIn(folder)
  const failures = results.filter(({ success }) => !success).slice(0, mostFailures)
  return {
    ...summaryOf({ out, name }),
    failures: failures.map(({ image_path: image, error = '' }) => ({ image, error })),
    passedOver: passedOverIn(folder),
    ...(unread !== undefined && { unread }),
    found: found.length,
    results: found
      .slice(start, start + count)
      .map(([index, { image_path: image, inference_time: seconds, success, error, texts, boxes, scores, notes }]) => ({
        index,
        image,
        success,
        ...(error !== undefined && { error }),
        texts: boxes.length,
        read: texts.map((text) => text.join(' ')),
        boxes,
        scores,
        seconds,
        ...(notes !== undefined && { notes }),
      })),
  }
}

function holds({ image_path: image, texts }: Results[number], wanted: string): boolean {
  return image.toLowerCase().includes(wanted) || texts.some((text) => text.join(' ').toLowerCase().includes(wanted))
}

/** The texts of a batch as CSV. */
export function outputTexts({ out, name }: OutputReference): Uint8Array {
  return Buffer.from(textsCsv(currentResults(outputFolder(out, name))))
}

interface DrawnImage extends OutputReference {
  readonly index: number
}

export async function outputImage({ side, ...drawn }: DrawnImage & { readonly side: number }): Promise<Uint8Array> {
  return (await showImage(drawnPath(drawn), side)).jpeg
}

function drawnPath({ out, name, index }: DrawnImage): string {
  const folder = outputFolder(out, name)
  const stem = fileStems(currentResults(folder).map((result) => result.image_path))[index] ?? ''
  return insideFolders(join(folder, 'visualization', `${stem}_detection.png`), [folder])
}

/** An image of a batch without its boxes, which lies where it was given: in a served folder, or among the uploads of this server. */
export interface PlainImageTask extends DrawnImage {
  readonly within: readonly string[]
  readonly uploads: readonly { readonly name: string; readonly path: string }[]
}

/** Plain; with its boxes where the original is gone. */
export async function plainOutputImage({ side, ...task }: PlainImageTask & { readonly side: number }) {
  return (await showImage(plainPath(task) ?? drawnPath(task), side)).jpeg
}

export async function outputImageSize(task: PlainImageTask) {
  return { ...(await imageSize(drawnPath(task))), plain: plainPath(task) !== undefined }
}

/** A batch, and where its images may lie. */
export type BatchReference = Omit<PlainImageTask, 'index'>

/** Images of a batch with what was found on them, as far as they are where they were. @param wanted by their places; all when undefined */
export function labelledImages(batch: BatchReference, wanted: readonly number[] | undefined) {
  const results = currentResults(outputFolder(batch.out, batch.name))
  const images: LabelledImage[] = []
  const gone: string[] = []
  for (const [index, { image_path: name, success, boxes, scores, texts }] of results.entries()) {
    if (!success || wanted?.includes(index) === false) continue
    const path = plainPath({ ...batch, index })
    const found = boxes.map((box, at) => ({
      box,
      score: scores[at] ?? 0,
      transcript: texts[at]?.join(' ') ?? '',
    }))
    if (path === undefined) gone.push(name)
    else images.push({ path, name: nameIn(name), model: batch.name, labels: labelsOfBoxes(found) })
  }
  return { images, gone }
}

/** Of a path on this machine only the name. */
const nameIn = (path: string): string => (isAbsolute(path) ? basename(path) : path)

/** Undefined where the original is gone, is no longer served, or where two uploads have its name. */
function plainPath({ out, name, index, within, uploads }: PlainImageTask): string | undefined {
  const image = currentResults(outputFolder(out, name))[index]?.image_path ?? ''
  const sent = uploads.filter((upload) => upload.name === image)
  if (sent.length > 0) return sent.length === 1 ? sent[0]?.path : undefined
  return isAbsolute(image) && isInsideFolders(image, within) ? image : undefined
}

function summaryOf({ out, name }: OutputReference) {
  const path = outputFolder(out, name)
  const results = currentResults(path)
  const failed = results.filter(({ success }) => !success).length
  const texts = results.reduce((sum, { boxes }) => sum + boxes.length, 0)
  return { name, path, images: results.length, failed, texts, modified: statSync(path).mtime.toISOString() }
}

function currentResults(folder: string): Results {
  const modified = statSync(join(folder, 'json', 'result.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const found = known.get(folder)
  if (found?.modified === modified) return found.results
  const results = resultsOf(folder)
  known.set(folder, { modified, results })
  return results
}
