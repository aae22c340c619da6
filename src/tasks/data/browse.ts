// Browses the images of a data set: names, texts, the images themselves, and what the network sees of them.
import type { Language } from '../../core/language.ts'
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { relative } from 'node:path'
import { UserError } from '../../core/errors.ts'
import { newCanvas } from '../../data/canvas.ts'
import type { Dataset, Sample, Split } from '../../data/dataset.ts'
import { readImageHeader } from '../../data/image.ts'
import { defaultPreprocessing } from '../../data/preprocess.ts'
import { networkTile } from '../../prepare/sheets/network-tile.ts'
import { defaultTargets } from '../../data/targets.ts'
import { colors } from '../../draw/look.ts'
import { knownDataset } from './known-dataset.ts'

/** Which data set, and the folders that none of its paths may lead out of. */
export interface DataReference {
  readonly data: string
  readonly within: readonly string[]
}

export interface BrowseTask extends DataReference {
  readonly split: Split
  readonly start: number
  readonly count: number
  /** Letters in the image's name or in a transcript. */
  readonly search?: string | undefined
}

export async function browse({ data, within, split, start, count, search = '' }: BrowseTask) {
  const dataset = await readUsable({ data, within })
  const wanted = search.toLowerCase()
  const matching = dataset[split]
    .map((sample, index) => ({ sample, index }))
    .filter(({ sample }) => wanted === '' || mentions(sample, wanted))
  return {
    root: dataset.root,
    images: matching.slice(start, start + count).map(({ sample, index }) => ({
      index,
      name: sample.name,
      file: fileOf(dataset, sample.imagePath),
      texts: sample.texts.length,
      ignored: sample.texts.filter(({ ignore }) => ignore).length,
    })),
    matching: matching.length,
    totals: { train: dataset.train.length, test: dataset.test.length },
  }
}

function mentions({ name, texts }: Sample, wanted: string): boolean {
  return (
    name.toLowerCase().includes(wanted) || texts.some(({ transcript }) => transcript.toLowerCase().includes(wanted))
  )
}

/** One image of a data set by its place in the list. */
export interface ImageReference extends DataReference {
  readonly split: Split
  readonly index: number
}

export async function imageOf(reference: ImageReference) {
  const { dataset, sample } = await sampleOf(reference)
  return {
    ...(await headOf(reference, dataset, sample)),
    texts: sample.texts.map(({ polygon, transcript, ignore, line }) => ({
      box: polygon.flat(),
      transcript,
      ignore,
      line,
    })),
  }
}

/** What a page says of an image before its texts. */
export async function headOf(
  { index }: ImageReference,
  dataset: Dataset,
  { name, imagePath, groundTruthPath }: Sample,
) {
  const { width, height } = await readImageHeader(imagePath)
  return {
    index,
    name,
    file: fileOf(dataset, imagePath),
    groundTruthFile: fileOf(dataset, groundTruthPath),
    width,
    height,
  }
}

/** Absolute path of the image. @throws UserError not-found */
export async function imagePath(reference: ImageReference): Promise<string> {
  return (await sampleOf(reference)).sample.imagePath
}

/** Room for four panels beside each other and their captions, in pixels. */
const VIEW = { width: 1616, height: 440 }
/** A page shows the image smaller than it is: its captions are drawn larger, as far as the longest has room. */
const zoom = 1.3

/** An image in an epoch. */
export interface ViewReference extends ImageReference {
  readonly epoch: number
  readonly seed: number
  /** Of the captions. */
  readonly language: Language
}

/** What the network sees of an image in an epoch: the augmented view and its target maps, as a PNG. */
export async function networkView(reference: ViewReference): Promise<Uint8Array> {
  const { epoch, seed, index, language } = reference
  const { sample } = await sampleOf(reference)
  const view = { input: defaultPreprocessing.size, minTextSize: defaultTargets.minTextSize }
  const paint = await networkTile({ sample, index }, view, { seed, epoch, language })
  const { canvas, context } = newCanvas(VIEW.width, VIEW.height)
  context.fillStyle = colors.page
  context.fillRect(0, 0, VIEW.width, VIEW.height)
  context.scale(zoom, zoom)
  paint(context, { x: 0, y: 0, width: VIEW.width / zoom, height: VIEW.height / zoom })
  return canvas.toBuffer('image/png')
}

/** @throws UserError not-found */
export async function sampleOf({
  split,
  index,
  ...data
}: ImageReference): Promise<{ dataset: Dataset; sample: Sample }> {
  const dataset = await readUsable(data)
  const sample = dataset[split][index]
  if (sample !== undefined) return { dataset, sample }
  throw new UserError({
    code: 'not-found',
    message: say(errorDetails['not-found'].messageImage),
    expected:
      dataset[split].length === 0
        ? say(errorDetails['not-found'].expectedList)
        : say(errorDetails['not-found'].expectedRange, { last: dataset[split].length - 1 }),
    found: String(index),
    where: dataset.root,
  })
}

/** A data set need not be free of errors to be looked at, but it must be one. */
async function readUsable({ data, within }: DataReference): Promise<Dataset> {
  const dataset = await knownDataset(data, { within })
  const missing = dataset.problems.find(({ code }) => code === 'root-missing' || code === 'root-unreadable')
  if (missing === undefined) return dataset
  throw new UserError({
    code: 'file-missing',
    message: say(errorDetails['file-missing'].messageData),
    expected: say(errorDetails['file-missing'].expectedData),
    where: dataset.root,
    next: say(errorDetails['file-missing'].nextPath),
  })
}

function fileOf({ root }: Dataset, path: string): string {
  return relative(root, path).replaceAll('\\', '/')
}
