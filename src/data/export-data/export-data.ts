// Writes a data set for another program: its pictures and its texts in that program's format, into a new folder.
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { explaining, makeFolder } from '../../core/files.ts'
import type { Dataset } from '../dataset.ts'
import { buildAside } from '../import/layout/build-aside.ts'
import { mapWhole } from '../import/layout/map-whole.ts'
import { uniqueNames } from '../import/layout/names.ts'
import { placePicture, type PictureMode, type Placed } from '../import/layout/place-picture.ts'
import { readPictureHeader } from '../picture.ts'
import { splits, type Split } from '../read/list.ts'
import type { Sample } from '../types.ts'
import { cocoExport } from './coco.ts'
import { paddleocrExport } from './paddleocr.ts'
import type { ExportFormat, ExportPicture } from './types.ts'

/** The closed list of formats that data sets are written to. */
export const exportFormatNames = ['paddleocr', 'coco'] as const
export type ExportFormatName = (typeof exportFormatNames)[number]

export const exportFormats: Readonly<Record<ExportFormatName, ExportFormat>> = {
  paddleocr: paddleocrExport,
  coco: cocoExport,
}

/** What to write, and how. */
export interface ExportDataOptions {
  readonly format: ExportFormatName
  /** `copy` unless told otherwise. */
  readonly mode?: PictureMode | undefined
  readonly onProgress?: ((done: number, total: number) => void) | undefined
  /** Stops between two pictures; nothing is left then. */
  readonly signal?: AbortSignal | undefined
}

/** What was written. */
export interface ExportDataSummary {
  /** Absolute path of the new folder. */
  readonly root: string
  readonly format: ExportFormatName
  readonly placed: Placed
  readonly splits: Readonly<
    Record<Split, { readonly pictures: number; readonly texts: number; readonly ignored: number }>
  >
  /** Annotation files, relative to the new folder. */
  readonly files: readonly string[]
  /** Pictures that are displayed turned by their EXIF orientation; programs that do not turn them will see texts in wrong places. */
  readonly turned: readonly string[]
  /** Pictures without any text; some programs (PaddleOCR) leave them out of training. */
  readonly withoutText: number
}

/**
 * Writes the data set into `dir`, which must be new or empty and lie outside the data set. Splits without pictures are left out.
 * @throws UserError target-not-empty, target-inside-source, what a picture is missing, or what the file system said
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
    for (const split of used) makeFolder(join(folder, pictureFolder(split)))
    let count = 0
    const written = await mapWhole(jobs, availableParallelism() + 1, async (job) => {
      signal?.throwIfAborted()
      const result = await writePicture(folder, job, mode)
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
    files: used.map(exportFormats[format].fileName),
    turned: done
      .filter(({ isTurned }) => isTurned)
      .map(({ split, picture }) => `${pictureFolder(split)}/${picture.name}`),
    withoutText: done.filter(({ picture }) => picture.texts.length === 0).length,
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
  readonly picture: ExportPicture
  readonly placed: Placed
  /** By its EXIF orientation. */
  readonly isTurned: boolean
}

function pictureFolder(split: Split): string {
  return `${split}_images`
}

async function writePicture(folder: string, { split, sample, name }: Job, mode: PictureMode): Promise<Written> {
  const { width, height, orientation } = await readPictureHeader(sample.imagePath)
  const placed = await placePicture(sample.imagePath, join(folder, pictureFolder(split), name), mode)
  const picture = { name, size: { width, height }, texts: sample.texts }
  return { split, picture, placed, isTurned: orientation !== 1 }
}

function writeAnnotations(folder: string, split: Split, format: ExportFormat, written: readonly Written[]): void {
  const pictures = written.filter((one) => one.split === split).map(({ picture }) => picture)
  const path = join(folder, format.fileName(split))
  makeFolder(dirname(path))
  explaining(path, 'write', () => writeFileSync(path, format.content(pictures, pictureFolder(split)), { flag: 'wx' }))
}

function totalsOf(samples: readonly Sample[]) {
  const texts = samples.flatMap((sample) => sample.texts)
  return { pictures: samples.length, texts: texts.length, ignored: texts.filter(({ ignore }) => ignore).length }
}
