// Contact sheets of a checked data set: the boxes on the images, and what the network sees. Written as PNG pages.
import type { Language } from '../../core/language.ts'
import { readdirSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../../core/errors.ts'
import { explainSystemError, makeFolder } from '../../core/files.ts'
import { Random } from '../../core/random.ts'
import type { DatasetCheck } from '../../data/check.ts'
import { checkTarget } from '../../data/write/build-aside.ts'
import { gridFor } from '../../draw/grids.ts'
import { colors } from '../../draw/look.ts'
import { networkTile } from './network-tile.ts'
import { paintPage, type Grid, type Heading, type PaintTile } from '../../draw/page.ts'
import { imageTile } from './image-tile.ts'
import { rankImages, type RankedImage } from './rank.ts'
import { sheetWords } from './words.ts'

const networkGrid: Grid = { columns: 1, rows: 4, tileWidth: 1652, tileHeight: 441 }

/** Pages are named so, with a number from 001. */
const pageName = /^(?:(?:images|pictures)|network)-\d{3,}\.png$/

export interface SheetOptions {
  readonly language?: Language
  /** Seed of the training whose views are shown, and of the choice of images; that of a training without settings by default. */
  readonly seed?: number
  /** At most so many images with their boxes; 72 by default, eight to twelve pages. */
  readonly images?: number
  /** At most so many training samples as the network sees them; 16 by default, four pages. */
  readonly samples?: number
  /** Called after each page. */
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Writes the sheets. A folder that holds nothing but earlier sheets is emptied first.
 * @param root the data set's folder, absolute; nothing is written in it
 * @returns paths of the pages in their order; none for a data set without images
 * @throws UserError target-inside-source, target-not-empty, or what the file system said
 */
export async function writeSheets(
  root: string,
  check: DatasetCheck,
  folder: string,
  options: SheetOptions = {},
): Promise<string[]> {
  const { language = 'en', seed = 0, images = 72, samples = 16, onProgress } = options
  emptySheetFolder(folder, root)
  makeFolder(folder)
  const ranked = rankImages(check, seed).slice(0, images)
  const chosen = chooseSamples(check, seed).slice(0, samples)
  const pages = [
    ...pagesOf({
      name: 'images',
      grid: gridFor(ratiosOf(ranked)),
      heading: imageHeading(language),
      tiles: ranked.map((image) => () => imageTile(image, check.view, language)),
    }),
    ...pagesOf({
      name: 'network',
      grid: networkGrid,
      heading: networkHeading(check, language),
      tiles: chosen.map((sample) => () => networkTile(sample, check.view, { seed, language })),
    }),
  ]
  const paths: string[] = []
  for (const { name, paint } of pages) {
    const path = join(folder, name)
    const bytes = await (await paint()).encode('png')
    await writeFile(path, bytes).catch((error: unknown) => {
      throw explainSystemError(error, path, 'write')
    })
    paths.push(path)
    onProgress?.(paths.length, pages.length)
  }
  return paths
}

/** Refuses a folder in the data set, and one that holds anything but sheets; removes the sheets. */
export function emptySheetFolder(folder: string, root: string): void {
  try {
    checkTarget(folder, [root])
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'target-not-empty') throw error
    const names = readdirSync(folder, { withFileTypes: true })
    if (!names.every((entry) => entry.isFile() && pageName.test(entry.name))) throw error
    for (const { name } of names) rmSync(join(folder, name))
  }
}

/** Width / height of the images that can be opened. */
function ratiosOf(images: readonly RankedImage[]): number[] {
  return images.flatMap(({ opened }) => (opened === undefined ? [] : [opened.header.width / opened.header.height]))
}

/** Usable training samples with texts, in random order. */
function chooseSamples({ images }: DatasetCheck, seed: number) {
  const train = images.filter(({ split }) => split === 'train').map((image, index) => ({ ...image, index }))
  const usable = train.filter(({ opened, sample }) => opened !== undefined && sample.texts.length > 0)
  return new Random(seed, 'sheets', 'network').shuffled(usable)
}

interface Page {
  readonly name: string
  readonly paint: () => Promise<ReturnType<typeof paintPage>>
}

/** Tiles for as many pages as they take; each is made only when its page is painted. */
interface Series {
  readonly name: string
  readonly grid: Grid
  readonly heading: Heading
  readonly tiles: readonly (() => Promise<PaintTile>)[]
}

/** Pages are painted one after the other, so that only the images of one are in memory. */
function pagesOf({ name, grid, heading, tiles }: Series): Page[] {
  const perPage = grid.columns * grid.rows
  const count = Math.ceil(tiles.length / perPage)
  return Array.from({ length: count }, (_, page) => ({
    name: `${name}-${String(page + 1).padStart(3, '0')}.png`,
    paint: async () => {
      const paints: PaintTile[] = []
      for (const make of tiles.slice(page * perPage, (page + 1) * perPage)) paints.push(await make())
      return paintPage({ ...heading, title: `${heading.title} (${page + 1}/${count})` }, grid, paints)
    },
  }))
}

function imageHeading(language: Language): Heading {
  const kinds = ['legible', 'small', 'ignored', 'refused'] as const
  const legend = kinds.map((kind) => ({ color: colors[kind], meaning: sheetWords[kind][language] }))
  return { title: sheetWords.images[language], legend }
}

function networkHeading({ view }: DatasetCheck, language: Language): Heading {
  const kinds = ['legible', 'small', 'ignored'] as const
  const legend = kinds.map((kind) => ({ color: colors[kind], meaning: sheetWords[kind][language] }))
  return { title: `${sheetWords.network[language]}  ${view.input.join('x')}`, legend }
}
