// Compares an archive with a folder, byte for byte: content, kinds, permissions, times and links, and that neither has more.
import { closeSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import type { InBoth } from '../../core/language.ts'
import { joined, say } from '../../core/say.ts'
import { explaining } from '../../core/files.ts'
import { openRegular } from '../../core/read-file.ts'
import { pathInside } from './paths.ts'
import { type ArchiveEntry, type ArchiveReader, readArchive } from './tar.ts'
import { type TreeEntry, listTree, secondOf } from './tree.ts'

/** What the comparison read. */
export interface Compared {
  /** Of the archive file. */
  readonly sha256: string
  readonly bytes: number
  /** Files in it and the bytes of their content. */
  readonly files: number
  readonly contentBytes: number
}

/**
 * Reads the whole archive and the whole folder, and compares them.
 * @throws UserError `archive-differs` at the first difference, `archive-damaged` when the archive cannot be read
 */
export async function compareArchive(archive: string, folder: string): Promise<Compared> {
  const comparison = new Comparison(archive, folder)
  try {
    const { sha256, bytes } = await readArchive(archive, comparison)
    return { sha256, bytes, ...comparison.finish() }
  } finally {
    comparison.close()
  }
}

class Comparison implements ArchiveReader {
  readonly #archive: string
  readonly #folder: string
  readonly #left: Map<string, TreeEntry>
  readonly #buffer = Buffer.allocUnsafe(1 << 16)
  #prefix: string | undefined
  #open: { readonly descriptor: number; readonly path: string; readonly size: number; at: number } | undefined
  #files = 0
  #contentBytes = 0

  constructor(archive: string, folder: string) {
    this.#archive = archive
    this.#folder = folder
    this.#left = new Map(listTree(folder).map((entry) => [entry.path, entry]))
  }

  entry(entry: ArchiveEntry): void {
    this.#prefix ??= entry.path
    const path = pathInside(entry, this.#prefix, this.#archive)
    const there = this.#left.get(path)
    if (there === undefined) throw this.#differs(path, say(words.foundExtra))
    this.#left.delete(path)
    const difference = headDifference(entry, there)
    if (difference !== undefined) throw this.#differs(path, difference)
    if (entry.kind !== 'file') return
    const full = join(this.#folder, path)
    const descriptor = explaining(full, 'read', () => openRegular(full))
    this.#open = { descriptor, path, size: entry.size, at: 0 }
    this.#files++
    this.#contentBytes += entry.size
  }

  data(bytes: Uint8Array): void {
    const open = this.#open
    if (open === undefined) return
    for (let from = 0; from < bytes.length; from += this.#buffer.length) {
      const part = bytes.subarray(from, from + this.#buffer.length)
      const count = readSync(open.descriptor, this.#buffer, 0, part.length, open.at)
      if (count !== part.length || this.#buffer.compare(part, 0, part.length, 0, part.length) !== 0)
        throw this.#differs(open.path, say(words.foundBytes, { at: open.at }))
      open.at += part.length
    }
  }

  end(): void {
    const open = this.#open
    if (open === undefined) return
    if (open.at !== open.size) throw this.#differs(open.path, say(words.foundShort, { at: open.at, size: open.size }))
    this.close()
  }

  close(): void {
    if (this.#open !== undefined) closeSync(this.#open.descriptor)
    this.#open = undefined
  }

  finish(): Pick<Compared, 'files' | 'contentBytes'> {
    const [missing] = this.#left.keys()
    if (missing !== undefined) throw this.#differs(missing, say(words.foundMissing))
    return { files: this.#files, contentBytes: this.#contentBytes }
  }

  #differs(path: string, found: InBoth<string>): UserError {
    return new UserError({
      code: 'archive-differs',
      message: say(errorDetails['archive-differs'].message),
      expected: say(errorDetails['archive-differs'].expected),
      found: path === '' ? say(words.foundFolder, { what: found }) : joined([path, found], { en: ': ', zh: '：' }),
      where: this.#archive,
      next: say(errorDetails['archive-differs'].next),
    })
  }
}

const words = errorDetails['archive-differs']

function headDifference(entry: ArchiveEntry, there: TreeEntry): InBoth<string> | undefined {
  if (entry.kind !== there.kind) return say(words.foundKind, { kind: entry.kind, there: there.kind })
  if (entry.size !== there.size) return say(words.foundSize, { size: entry.size, there: there.size })
  if (entry.kind === 'link') return entry.target === there.target ? undefined : say(words.foundTarget)
  if (process.platform !== 'win32' && (entry.mode & 0o7777) !== there.mode) return say(words.foundMode)
  return secondOf(entry.mtime.getTime()) === secondOf(there.mtimeMs) ? undefined : say(words.foundTime)
}
