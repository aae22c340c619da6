// Writes a data set for another program: its images and its texts in that program's format, into a new folder.
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { explaining, makeFolder } from '../../core/files.ts'
import type { Dataset } from '../../data/dataset.ts'
import { buildAside } from '../../data/write/build-aside.ts'
import { mapWhole } from '../../data/write/map-whole.ts'
import { uniqueNames } from '../../data/write/names.ts'
import { placeImage, type ImageMode, type Placed } from '../../data/write/place-image.ts'
import { readImageHeader } from '../../data/image.ts'
import { splits, type Split } from '../../data/read/list.ts'
import type { Sample } from '../../data/types.ts'
import { cocoExport } from './coco.ts'
import { cvatExport } from './cvat.ts'
import { labelmeExport } from './labelme.ts'
import { labelStudioExport } from './label-studio.ts'
import { paddleocrExport } from './paddleocr.ts'
import type { ExportFormat, ExportImage } from './types.ts'

/** The closed list of formats that data sets are written to. */
export const exportFormatNames = ['paddleocr', 'coco', 'labelme', 'label-studio', 'cvat'] as const
export type ExportFormatName = (typeof exportFormatNames)[number]

export const exportFormats: Readonly<Record<ExportFormatName, ExportFormat>> = {
  paddleocr: paddleocrExport,
  coco: cocoExport,
  labelme: labelmeExport,
  'label-studio': labelStudioExport,
  cvat: cvatExport,
}

/** What to write, and how. */
export interface ExportDataOptions {
  readonly format: ExportFormatName
  /** `copy` by default. */
  readonly mode?: ImageMode | undefined
  readonly onProgress?: ((done: number, total: number) => void) | undefined
  /** Stops between two images; nothing is left then. */
  readonly signal?: AbortSignal | undefined
}

/** What was written. */
export interface ExportDataSummary {
  /** Absolute path of the new folder. */
  readonly root: string
  readonly format: ExportFormatName
  readonly placed: Placed
  readonly splits: Readonly<
    Record<Split, { readonly images: number; readonly texts: number; readonly ignored: number }>
  >
  /** Annotation files, relative to the new folder. */
  readonly files: readonly string[]
  /** Images that are displayed turned by their EXIF orientation; programs that do not turn them will see texts in wrong places. */
  readonly turned: readonly string[]
  /** Images without any text; some programs (PaddleOCR) leave them out of training. */
  readonly withoutText: number
}

/**
 * Writes the data set into `dir`, which must be new or empty and lie outside the data set. Splits without images are left out.
 * @throws UserError target-not-empty, target-inside-source, what an image is missing, or what the file system said
 */
export async function exportDataset(
  dataset: Pick<Dataset, 'root' | Split>,
  dir: string,
  options: ExportDataOptions,
): Promise<ExportDataSummary> {
  const { format, mode = 'copy', onProgress, signal } = options
  const used = splits.filter((split) => dataset[split].length > 0)
  const jobs = used.flatMap((split) => {
    const names = uniqueNames(dataset[split].map(({ name }) => name))
    return dataset[split].map((sample, index): Job => ({ split, sample, name: names[index] }))
  })
  const done = await buildAside(dir, [dataset.root], async (folder) => {
    for (const split of used) makeFolder(join(folder, imageFolder(split)))
    let count = 0
    const written = await mapWhole(jobs, availableParallelism() + 1, async (job) => {
      signal?.throwIfAborted()
      const result = await writeImage(folder, job, mode)
      onProgress?.(++count, jobs.length)
      return result
    })
    signal?.throwIfAborted()
    for (const split of used) writeAnnotations(folder, split, exportFormats[format], written)
    return written
  })
  return {
    root: resolve(dir),
    format,
    placed: done.find(({ placed }) => placed === 'hard-linked')?.placed ?? done[0].placed,
    splits: { train: totalsOf(dataset.train), test: totalsOf(dataset.test) },
    files: used.map(exportFormats[format].shown),
    turned: done.filter(({ isTurned }) => isTurned).map(({ split, image }) => `${imageFolder(split)}/${image.name}`),
    withoutText: done.filter(({ image }) => image.texts.length === 0).length,
  }
}

interface Job {
  readonly split: Split
  readonly sample: Sample
  /** File name in the new folder. */
  readonly name: string
}

interface Written {
  readonly split: Split
  readonly image: ExportImage
  readonly placed: Placed
  /** By its EXIF orientation. */
  readonly isTurned: boolean
}

function imageFolder(split: Split): string {
  return `${split}_images`
}

async function writeImage(folder: string, { split, sample, name }: Job, mode: ImageMode): Promise<Written> {
  const { width, height, orientation } = await readImageHeader(sample.imagePath)
  const placed = await placeImage(sample.imagePath, join(folder, imageFolder(split), name), mode)
  const image = { name, size: { width, height }, texts: sample.texts }
  return { split, image, placed, isTurned: orientation !== 1 }
}

function writeAnnotations(folder: string, split: Split, format: ExportFormat, written: readonly Written[]): void {
  const images = written.filter((one) => one.split === split).map(({ image }) => image)
  for (const { path, content } of format.files(split, images, imageFolder(split))) {
    const place = join(folder, path)
    makeFolder(dirname(place))
    explaining(place, 'write', () => writeFileSync(place, content, { flag: 'wx' }))
  }
}

function totalsOf(samples: readonly Sample[]) {
  const texts = samples.flatMap((sample) => sample.texts)
  return { images: samples.length, texts: texts.length, ignored: texts.filter(({ ignore }) => ignore).length }
}
