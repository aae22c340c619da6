// Restores a run from its archive: unpacked aside, flushed, compared byte for byte; only then it takes its place.
import { errorDetails } from '../../core/error-details.ts'
import type { InBoth } from '../../core/language.ts'
import { between, joined, say } from '../../core/say.ts'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { UserError } from '../../core/errors.ts'
import { explaining, flushFolder, makeFolder, writeFully } from '../../core/files.ts'
import { nameRun } from '../names.ts'
import { resolveRun } from '../resolve.ts'
import type { RunEntry } from '../run-entry.ts'
import { closest } from '../suggest.ts'
import { compareArchive } from './compare.ts'
import { harmOf } from './harmless.ts'
import { archiveFolder, asideOf, idOfArchive, pathInside, sidecarPath } from './paths.ts'
import { clearLeftFolders } from './remove.ts'
import { type ArchivedRun, describeArchive, listArchives } from './sidecar.ts'
import { type ArchiveEntry, type ArchiveReader, readArchive } from './tar.ts'

/** A run that stands in its place again. */
export interface RestoreReport {
  readonly id: string
  /** Absolute. */
  readonly folder: string
  readonly archive: string
  /** Whether the archive was removed, as it is in the folder of archives and was not to be kept. */
  readonly archiveRemoved: boolean
  readonly files: number
  readonly contentBytes: number
  /** Names that it has again, and those that mean another run by now. */
  readonly names: readonly string[]
  readonly takenNames: readonly string[]
}

/** Options of `restoreRun`. */
export interface RestoreOptions {
  readonly workdirs: string
  /** Leaves the archive where it is. */
  readonly keep?: boolean
}

/**
 * Brings a run back byte for byte. Killed at any instant, the archive is whole, or the run is (or both).
 * @throws UserError `restore-in-the-way`, `archive-damaged`, `archive-changed`, and what the disk says
 */
export async function restoreRun(
  archived: ArchivedRun,
  { workdirs, keep = false }: RestoreOptions,
): Promise<RestoreReport> {
  const { id, path, names, sha256 } = archived
  const folder = join(resolve(workdirs), id)
  makeFolder(resolve(workdirs))
  clearLeftFolders(resolve(workdirs))
  refuseInTheWay(folder)
  const aside = asideOf(resolve(workdirs), id, 'restoring')
  try {
    const unpacking = new Unpacking(archived, aside)
    const read = await readArchive(path, unpacking)
    unpacking.finish()
    if (sha256 !== undefined && sha256 !== read.sha256) throw changed(path)
    const { files, contentBytes } = await compareArchive(path, aside)
    refuseInTheWay(folder)
    explaining(folder, 'write', () => renameSync(aside, folder))
    flushFolder(dirname(folder))
    const given = giveNames(resolveRun(folder, workdirs), names, workdirs)
    const archiveRemoved = !keep && dirname(path) === archiveFolder(workdirs)
    if (archiveRemoved) for (const file of [path, sidecarPath(path)]) rmSync(file, { force: true })
    return { id, folder, archive: path, archiveRemoved, files, contentBytes, ...given }
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    throw error
  }
}

function refuseInTheWay(folder: string): void {
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return
  throw new UserError({
    code: 'restore-in-the-way',
    message: say(errorDetails['restore-in-the-way'].message, { id: basename(folder) }),
    expected: say(errorDetails['restore-in-the-way'].expected),
    found: say(errorDetails['restore-in-the-way'].found),
    where: folder,
    next: say(errorDetails['restore-in-the-way'].next),
  })
}

function changed(archive: string): UserError {
  return new UserError({
    code: 'archive-changed',
    message: say(errorDetails['archive-changed'].message),
    expected: say(errorDetails['archive-changed'].expected, { sidecar: basename(sidecarPath(archive)) }),
    found: say(errorDetails['archive-changed'].found),
    where: archive,
    next: say(errorDetails['archive-changed'].next, { sidecar: basename(sidecarPath(archive)) }),
  })
}

function giveNames(entry: RunEntry, names: readonly string[], workdirs: string) {
  const takenNames = names.filter((name) => {
    try {
      nameRun(entry, name, { workdirs })
      return false
    } catch (error) {
      if (error instanceof UserError) return true
      throw error
    }
  })
  return { names: names.filter((name) => !takenNames.includes(name)), takenNames }
}

const unsafeWords = errorDetails['archive-unsafe']

function unsafe(where: string, { expected, found }: Record<'expected' | 'found', InBoth<string>>): UserError {
  return new UserError({
    code: 'archive-unsafe',
    message: say(errorDetails['archive-unsafe'].message),
    expected,
    found,
    where,
    next: say(errorDetails['archive-unsafe'].next),
  })
}

/** What an archive may unpack to. */
interface ArchiveSize {
  readonly bytes: number
  readonly entries: number
}

/** So much may come out of any archive: logs of equal lines and empty weights pack very well. Each file takes milliseconds to flush. */
const free: ArchiveSize = { bytes: 2 ** 28, entries: 2000 }

/** Times that an archive may grow; weights hardly grow, logs perhaps twentyfold. */
const mostGrowth = 100

/** What stands beside an archive names its size, which was true when it was made; any other may grow in proportion. */
function mostOf({ bytes, content }: ArchivedRun): ArchiveSize {
  if (content !== undefined) return { bytes: content.bytes, entries: Math.max(free.entries, 2 * content.files) }
  return { ...free, bytes: Math.max(free.bytes, mostGrowth * bytes) }
}

/** Writes the entries of an archive below a new folder. */
class Unpacking implements ArchiveReader {
  readonly #archive: string
  readonly #folder: string
  readonly #most: ArchiveSize
  readonly #entries: { readonly full: string; readonly entry: ArchiveEntry }[] = []
  #bytes = 0
  #prefix: string | undefined
  #descriptor: number | undefined

  constructor(archived: ArchivedRun, folder: string) {
    this.#archive = archived.path
    this.#folder = folder
    this.#most = mostOf(archived)
  }

  entry(entry: ArchiveEntry): void {
    this.#prefix ??= entry.path
    const path = pathInside(entry, this.#prefix, this.#archive)
    const found = harmOf({ ...entry, path })
    const expected = say(unsafeWords.expected)
    if (found !== undefined) throw unsafe(this.#archive, { expected, found })
    this.#refuseGrowth(entry)
    const full = path === '' ? this.#folder : join(this.#folder, path)
    explaining(full, 'write', () => {
      if (path !== '') this.#refuseLinkAbove(path)
      if (entry.kind === 'folder') mkdirSync(full, { mode: 0o700 })
      else if (entry.kind === 'link') symlinkSync(entry.target ?? '', full)
      else this.#descriptor = openSync(full, 'wx', 0o600)
    })
    this.#entries.push({ full, entry })
  }

  #refuseGrowth({ size }: ArchiveEntry): void {
    const { bytes, entries } = this.#most
    this.#bytes += size
    if (this.#bytes > bytes)
      throw unsafe(this.#archive, {
        expected: say(unsafeWords.expectedBytes, { bytes }),
        found: say(unsafeWords.foundBytes, { bytes: this.#bytes }),
      })
    if (this.#entries.length >= entries)
      throw unsafe(this.#archive, {
        expected: say(unsafeWords.expectedEntries, { entries }),
        found: say(unsafeWords.foundEntries),
      })
  }

  /** A link as a part of a path would lead out of the folder. */
  #refuseLinkAbove(path: string): void {
    const parts = path.split('/').slice(0, -1)
    for (let count = 1; count <= parts.length; count++) {
      const above = join(this.#folder, ...parts.slice(0, count))
      const stat = lstatSync(above, { throwIfNoEntry: false })
      if (stat === undefined) mkdirSync(above, { mode: 0o700 })
      else if (!stat.isDirectory())
        throw new UserError({
          code: 'archive-damaged',
          message: say(errorDetails['archive-damaged'].messageForeign),
          found: say(errorDetails['archive-damaged'].foundNoFolder, { path }),
          where: this.#archive,
        })
    }
  }

  data(bytes: Uint8Array): void {
    const descriptor = this.#descriptor
    if (descriptor !== undefined) explaining(this.#folder, 'write', () => writeFully(descriptor, bytes))
  }

  end(): void {
    if (this.#descriptor === undefined) return
    fsyncSync(this.#descriptor)
    closeSync(this.#descriptor)
    this.#descriptor = undefined
  }

  /** Permissions and times, from the inside out, as writing into a folder changes its time. */
  finish(): void {
    for (const { full, entry } of this.#entries.toReversed()) {
      explaining(full, 'write', () => {
        if (entry.kind === 'link') return lutimesSync(full, entry.mtime, entry.mtime)
        if (entry.kind === 'folder') flushFolder(full)
        chmodSync(full, entry.mode)
        return utimesSync(full, entry.mtime, entry.mtime)
      })
    }
  }
}

/**
 * The archive that a person means: an id or a former name in the folder of archives, or the path of a tar.gz file.
 * @throws UserError `archive-unknown`
 */
export function findArchive(reference: string, workdirs: string): ArchivedRun {
  const archives = listArchives(workdirs)
  const known = archives.find(({ id, names }) => id === reference || names.includes(reference))
  if (known !== undefined) return known
  const path = resolve(reference)
  const id = idOfArchive(basename(path))
  if (id !== undefined && existsSync(path)) return describeArchive(path, id)
  const words = archives.flatMap(({ id, names }) => [id, ...names])
  const guesses = closest(reference, words, 3)
  const said = errorDetails['archive-unknown']
  const listed =
    archives.length === 0
      ? say(said.nextNone)
      : say(said.nextList, {
          list: archives
            .slice(0, 10)
            .map((one) => one.id)
            .join(', '),
        })
  throw new UserError({
    code: 'archive-unknown',
    message: say(errorDetails['archive-unknown'].message, { reference }),
    expected: say(errorDetails['archive-unknown'].expected),
    found: `"${reference}"`,
    where: archiveFolder(workdirs),
    next: guesses.length > 0 ? say(said.nextGuess, { guess: joined(guesses, between.or) }) : listed,
  })
}
