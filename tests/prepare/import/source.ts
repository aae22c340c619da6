// Test helper: a source made of literals is imported, and what came out is read back from the disk.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readDataset } from '../../../src/data/dataset.ts'
import { importDataset, type ImportOptions, type ImportSummary } from '../../../src/prepare/import/import.ts'
import { hasErrors } from '../../../src/data/problems.ts'
import { makeFolder, imageBytes } from '../../data/folder.ts'

/** Annotation files as text; `image(w, h)` stands for a grey image. */
export type SourceFiles = Readonly<Record<string, string | Uint8Array | ImageWish>>

export interface ImageWish {
  readonly width: number
  readonly height: number
  readonly orientation?: number
}

export function image(width = 200, height = 100, orientation?: number): ImageWish {
  return { width, height, ...(orientation !== undefined && { orientation }) }
}

export async function makeSource(files: SourceFiles): Promise<string> {
  const made = await Promise.all(
    Object.entries(files).map(async ([name, content]) => {
      if (typeof content === 'string' || content instanceof Uint8Array) return [name, content] as const
      const { width, height, orientation } = content
      const options = { format: /png$/i.test(name) ? 'png' : 'jpeg', ...(orientation && { orientation }) } as const
      return [name, await imageBytes(width, height, options)] as const
    }),
  )
  return makeFolder(Object.fromEntries(made))
}

export interface Imported {
  readonly summary: ImportSummary
  readonly dir: string
  /** Lines of every ground truth, by its path. */
  readonly groundTruths: Readonly<Record<string, readonly string[]>>
  /** `code where | found` */
  readonly notes: readonly string[]
}

/** Imports into a new folder. What comes out must have no error in the eyes of the reader. */
export async function importFrom(source: string, options: Partial<ImportOptions> = {}): Promise<Imported> {
  const dir = join(makeFolder({}), 'new set')
  const summary = await importDataset(dir, { source, ...options })
  const dataset = await readDataset(dir)
  if (hasErrors(dataset.problems)) throw new Error(JSON.stringify(dataset.problems, null, 1))
  const notes = summary.notes.map(
    ({ code, where, found }) => `${code} ${where}${found === undefined ? '' : ` | ${found}`}`,
  )
  return { summary, dir, groundTruths: groundTruthsIn(dir), notes }
}

export function groundTruthsIn(dir: string): Record<string, string[]> {
  return Object.fromEntries(
    ['train_gts', 'test_gts'].flatMap((folder) =>
      existsSync(join(dir, folder))
        ? readdirSync(join(dir, folder)).map((name) => [`${folder}/${name}`, linesIn(join(dir, folder, name))])
        : [],
    ),
  )
}

export function linesIn(path: string): string[] {
  return readFileSync(path, 'utf8').split('\n').filter(Boolean)
}

/** All ground-truth lines of a source of a few images, whichever split they came to, by the name of the file. */
export function byName({ groundTruths }: Imported): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(groundTruths).map(([path, lines]) => [path.replace(/^.*\//, ''), lines]))
}
