// Unpacks an archive below a new folder: nothing outside of it, no more than its size allows, flushed, with permissions and times.
import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  symlinkSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { explaining, flushFolder, writeFully } from '../../core/files.ts'
import type { InBoth } from '../../core/language.ts'
import { say } from '../../core/say.ts'
import { harmOf } from './harmless.ts'
import { pathInside } from './paths.ts'
import type { ArchivedRun } from './sidecar.ts'
import type { ArchiveEntry, ArchiveReader } from './tar.ts'

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

/** Writes the entries of an archive below a new folder. @throws UserError `archive-unsafe`, `archive-damaged`, and what the disk says */
export class Unpacking implements ArchiveReader {
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
