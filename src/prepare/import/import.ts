// Makes a data set in our layout from a source in any known format. The source is only read; the data set appears when it is whole.
import { factWords } from './fact-words.ts'
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, join, relative, resolve } from 'node:path'
import { must } from '../../core/assert.ts'
import { errorDetails } from '../../core/error-details.ts'
import { inBothLanguages, partsOf, UserError } from '../../core/errors.ts'
import { between, joined, say } from '../../core/say.ts'
import { explaining, makeFolder, writeFileAtomic } from '../../core/files.ts'
import { readImageHeader, type ImageHeader } from '../../data/image.ts'
import { mapBounded } from '../../data/pool.ts'
import { splits, type Split } from '../../data/read/list.ts'
import type { DivideOptions } from '../split/divide.ts'
import { detectFormat } from './detect.ts'
import { formats, type FormatName } from './formats.ts'
import { buildAside, checkTarget } from '../../data/write/build-aside.ts'
import { pairLine } from '../../data/write/list-line.ts'
import { mapWhole } from '../../data/write/map-whole.ts'
import { placeImage, type ImageMode, type Placed } from '../../data/write/place-image.ts'
import { withNotes } from './noted-error.ts'
import { note, type Note } from './notes.ts'
import type { DivisionReport } from './parts.ts'
import { planDataset, withoutRepetitions, type Plan, type PlannedImage, type ReadyImage } from './plan.ts'
import { normaliseEntry } from './normalise.ts'
import { openSource, type Source } from './source.ts'
import type { SourceEntry } from './types.ts'

/** What to import, and how. */
export interface ImportOptions extends DivideOptions {
  /** A folder, or one annotation file. */
  readonly source: string
  /** Found by looking into the files unless it is named. */
  readonly format?: FormatName | undefined
  /** The folder of the images, when they are not below the source. */
  readonly images?: string | undefined
  /** Folders that no link of the source may lead out of; anywhere by default. */
  readonly within?: readonly string[] | undefined
  /** `copy` by default. */
  readonly mode?: ImageMode | undefined
  readonly onProgress?: ((step: ImportStep, done: number, total: number) => void) | undefined
  /** Stops between two images; nothing is left then. */
  readonly signal?: AbortSignal | undefined
}

/** What takes time: looking at the images, comparing them where they are divided by seed, and writing the data set. */
export type ImportStep = 'looking' | 'comparing' | 'writing'

/** What one split of the new data set holds. */
export interface ImportTotals {
  readonly images: number
  /** All texts, do-not-care ones included. */
  readonly texts: number
  /** Do-not-care texts. */
  readonly ignored: number
  readonly imagesWithoutText: number
}

/** What was made. */
export interface ImportSummary {
  /** Absolute path of the data set. */
  readonly root: string
  /** Absolute path of the source. */
  readonly source: string
  readonly format: FormatName
  /** Whether the format was found, not named. */
  readonly detected: boolean
  readonly placed: Placed
  readonly totals: Readonly<Record<Split, ImportTotals>>
  readonly division: DivisionReport
  /** Everything that was left out, changed or understood in a way worth telling. */
  readonly notes: readonly Note[]
}

const imagesAtATime = availableParallelism() + 1

/**
 * Imports a source into `dir`, which must be new or empty and lie outside the source.
 * @throws UserError target-not-empty, target-inside-source, source-*, import-format-*, import-nothing, split-*, or what the file
 * system said
 */
export async function importDataset(dir: string, options: ImportOptions): Promise<ImportSummary> {
  const { mode = 'copy' } = options
  const source = await openSource(options.source, options)
  const folders = [source.root, source.images.root]
  checkTarget(dir, folders)
  const format = options.format ?? (await detectFormat(source))
  const { entries, notes: readingNotes } = await formats[format].read(source)
  const notes = [...readingNotes, ...source.images.notes]
  const { images, division } = await planSource({ source, format, entries }, options, notes).catch((error: unknown) => {
    throw withNotes(error, notes)
  })
  const placed = await buildAside(dir, folders, (folder) => writeDataset(folder, images, mode, options))
  if (placed === 'hard-linked') notes.push(note('hard-linked', basename(dir)))
  return {
    root: resolve(dir),
    source: resolve(options.source),
    format,
    detected: options.format === undefined,
    placed,
    totals: { train: totalsOf(images, 'train'), test: totalsOf(images, 'test') },
    division,
    notes,
  }
}

/** Looks at the images of a source and gives each its place. */
async function planSource(
  { source, format, entries }: { source: Source; format: FormatName; entries: readonly SourceEntry[] },
  options: ImportOptions,
  notes: Note[],
): Promise<Plan> {
  const ready = await lookAtImages(
    withoutRepetitions(entries, notes),
    options,
    (path) => shownPath(source, path),
    notes,
  )
  if (ready.length === 0) throw nothingToImport(source, format, notes)
  const onCompared = (done: number, total: number): void => {
    options.signal?.throwIfAborted()
    options.onProgress?.('comparing', done, total)
  }
  const root = options.images === undefined ? source.root : source.images.root
  return await planDataset(ready, root, { ...options, onCompared }, notes)
}

function shownPath({ root, images }: Source, path: string): string {
  const inside = relative(root, path)
  return inside.startsWith('..') ? relative(images.root, path) : inside
}

/** The images that can be opened, with their texts as lines; notes about the others. */
async function lookAtImages(
  entries: readonly SourceEntry[],
  { onProgress, signal }: ImportOptions,
  shown: (path: string) => string,
  notes: Note[],
): Promise<ReadyImage[]> {
  let done = 0
  const headers = await mapBounded(entries, imagesAtATime, async ({ image }) => {
    signal?.throwIfAborted()
    const header = await headerOrTrouble(image)
    onProgress?.('looking', ++done, entries.length)
    return header
  })
  // In the order of the source, not in that in which images were opened.
  return entries.flatMap((entry, index) => {
    const header = headers[index]
    if (header instanceof UserError) {
      const { message, found } = partsOf(header)
      const trouble = found === undefined ? message : say(factWords.imageTrouble, { message, found })
      notes.push(note('image-broken', shown(entry.image), { found: trouble }))
      return []
    }
    const normalised = normaliseEntry(entry, header, notes)
    return normalised === undefined ? [] : [{ entry, normalised }]
  })
}

async function headerOrTrouble(image: string): Promise<ImageHeader | UserError> {
  try {
    return await readImageHeader(image)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
}

/** Folders, images and ground truths, then the lists: without them, nothing takes the folder for a data set. */
async function writeDataset(
  folder: string,
  images: readonly PlannedImage[],
  mode: ImageMode,
  { onProgress, signal }: ImportOptions,
): Promise<Placed> {
  const filled = splits.filter((split) => images.some((image) => image.split === split))
  for (const split of filled) for (const part of ['images', 'gts']) makeFolder(join(folder, `${split}_${part}`))
  let done = 0
  const placed = await mapWhole(images, imagesAtATime, async (image) => {
    signal?.throwIfAborted()
    const how = await writeImage(folder, image, mode)
    onProgress?.('writing', ++done, images.length)
    return how
  })
  signal?.throwIfAborted()
  for (const split of filled) {
    const lines = images
      .filter((image) => image.split === split)
      .map(({ image, groundTruth }) => `${must(pairLine(image, groundTruth), `a list can hold ${image}`)}\n`)
    writeFileAtomic(join(folder, `${split}_list.txt`), lines.join(''))
  }
  return placed.find((how) => how === 'hard-linked') ?? placed[0]
}

async function writeImage(
  folder: string,
  { entry, normalised, image, groundTruth }: PlannedImage,
  mode: ImageMode,
): Promise<Placed> {
  const text = normalised.lines.map((line) => `${line}\n`).join('')
  explaining(groundTruth, 'write', () => writeFileSync(join(folder, groundTruth), text, { flag: 'wx' }))
  return await placeImage(entry.image, join(folder, image), mode)
}

function totalsOf(images: readonly PlannedImage[], split: Split): ImportTotals {
  const own = images.filter((image) => image.split === split).map(({ normalised }) => normalised)
  const sum = (count: (normalised: PlannedImage['normalised']) => number): number =>
    own.reduce((total, normalised) => total + count(normalised), 0)
  return {
    images: own.length,
    texts: sum(({ lines }) => lines.length),
    ignored: sum(({ ignored }) => ignored),
    imagesWithoutText: sum(({ lines }) => Number(lines.length === 0)),
  }
}

/** The most frequent errors say why; a person who named a wrong format sees that too. */
function nothingToImport(source: Source, format: FormatName, notes: readonly Note[]): UserError {
  const errors = notes.filter(({ severity }) => severity === 'error')
  const reported = (errors.length > 0 ? errors : notes).slice(0, 3)
  const reasons = reported.map((one) =>
    say(errorDetails['import-nothing'].foundNote, { where: one.where, message: '', ...inBothLanguages(one) }),
  )
  const missing = errors.length > 0 && errors.every(({ code }) => code === 'image-missing')
  return new UserError({
    code: 'import-nothing',
    message: say(errorDetails['import-nothing'].message, { format }),
    expected: formats[format].title,
    found: reasons.length === 0 ? say(errorDetails['import-nothing'].foundNone) : joined(reasons, between.semicolons),
    where: source.root,
    next: missing ? say(errorDetails['import-nothing'].nextFolder) : say(errorDetails['import-nothing'].next),
  })
}
