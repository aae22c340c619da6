// tar.gz files: packing a folder, and reading one entry after the other. The only file that imports `tar`.
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { basename, dirname } from 'node:path'
import { Pack, Parser, type ReadEntry } from 'tar'
import { errorDetails } from '../../core/error-details.ts'
import { UserError, systemCode, type Text } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { explainSystemError } from '../../core/files.ts'
import { wordsFor } from '../../core/library-words.ts'
import { streamRegular } from '../../core/read-file.ts'

/** An entry as its header tells. */
export interface ArchiveEntry {
  /** As the archive has it, with `/`, without one at the end. */
  readonly path: string
  readonly kind: 'file' | 'folder' | 'link'
  readonly mode: number
  readonly size: number
  /** Whole seconds, as tar keeps them. */
  readonly mtime: Date
  /** Where a link leads. */
  readonly target?: string
}

/** Takes the content of an archive in its order. What a method throws ends the reading. */
export interface ArchiveReader {
  readonly entry: (entry: ArchiveEntry) => void
  /** A part of the file that `entry` told last. */
  readonly data: (bytes: Uint8Array) => void
  /** The end of every entry. */
  readonly end: () => void
}

/** Weights hardly get smaller at any level; this one is the fastest. */
const gzipLevel = 1

/** Remembers no file, so that two names of one file (hard links) are both packed with their content. */
class NoLinks extends Map<`${number}:${number}`, string> {
  override set(): this {
    return this
  }
}

/**
 * Packs a folder, its name as the first part of every path, into a new file that is flushed to the disk.
 * Throws a UserError when a file cannot be read or the disk refuses.
 */
export async function packFolder(folder: string, into: string): Promise<void> {
  const pack = new Pack({ cwd: dirname(folder), gzip: { level: gzipLevel }, strict: true, linkCache: new NoLinks() })
  const out = createWriteStream(into, { flags: 'wx', flush: true })
  pack.on('error', (error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  // A Minipass stream is no Node stream by type, but is one to `pipeline` by what it does.
  const source = pack as unknown as NodeJS.ReadableStream
  pack.add(basename(folder))
  pack.end()
  await pipeline(source, out).catch((error: unknown) => {
    throw explainSystemError(error, into, 'write')
  })
}

/** So much is unpacked at once, in packed bytes: gzip makes a thousandfold of them at most, and all of it is in memory. */
const sliceBytes = 2 ** 14

/** Kinds of entries that we make and read; anything else is refused. */
const kinds: Readonly<Record<string, ArchiveEntry['kind']>> = {
  File: 'file',
  OldFile: 'file',
  ContiguousFile: 'file',
  Directory: 'folder',
  SymbolicLink: 'link',
}

/**
 * Reads an archive from its first to its last byte, checksums included.
 * @returns SHA-256 of the file, in hex, and its length
 * @throws UserError `archive-damaged`, `file-missing`, and whatever the reader throws
 */
export async function readArchive(path: string, reader: ArchiveReader): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  let failure: { readonly error: unknown } | undefined
  const guarded = (action: () => void): void => {
    if (failure !== undefined) return
    try {
      action()
    } catch (error) {
      failure = { error }
    }
  }
  const parser = new Parser({
    strict: true,
    gzip: true,
    maxDecompressionRatio: Infinity, // logs of equal lines and empty weights are that small
    onReadEntry: (entry) => {
      guarded(() => reader.entry(describe(entry, path)))
      entry.on('data', (chunk: Uint8Array) => guarded(() => reader.data(chunk)))
      entry.on('end', () => guarded(() => reader.end()))
      entry.resume()
    },
  })
  const ended = new Promise<void>((resolve, reject) => {
    parser.on('end', resolve)
    parser.on('error', reject)
  })
  ended.catch(() => {}) // awaited below
  try {
    for await (const chunk of streamRegular(path) as AsyncIterable<Buffer>) {
      hash.update(chunk)
      bytes += chunk.length
      for (let at = 0; at < chunk.length; at += sliceBytes) {
        parser.write(chunk.subarray(at, at + sliceBytes))
        if (failure !== undefined) throw failure.error
      }
    }
    parser.end()
    await ended
  } catch (error) {
    throw failure?.error ?? damaged(path, error)
  }
  if (failure !== undefined) throw failure.error
  return { sha256: hash.digest('hex'), bytes }
}

function describe(entry: ReadEntry, archive: string): ArchiveEntry {
  const kind = Object.hasOwn(kinds, entry.type) ? kinds[entry.type] : undefined
  if (kind === undefined)
    throw damagedBy(archive, say(errorDetails['archive-damaged'].foundKind, { type: entry.type, path: entry.path }))
  return {
    path: entry.path.replace(/\/+$/, ''),
    kind,
    mode: entry.mode ?? 0o644,
    size: kind === 'file' ? entry.size : 0,
    mtime: entry.mtime ?? new Date(0),
    ...(kind === 'link' && { target: entry.linkpath ?? '' }),
  }
}

function damaged(path: string, error: unknown): unknown {
  const isTar = error instanceof Error && 'tarCode' in error
  if (!isTar && systemCode(error) !== undefined && !systemCode(error)?.startsWith('Z_'))
    return explainSystemError(error, path, 'read')
  if (error instanceof UserError) return error
  return damagedBy(path, wordsFor('tar', error), error)
}

function damagedBy(where: string, found: Text, cause?: unknown): UserError {
  return new UserError({
    code: 'archive-damaged',
    message: say(errorDetails['archive-damaged'].message),
    expected: say(errorDetails['archive-damaged'].expected),
    found,
    where,
    next: say(errorDetails['archive-damaged'].next),
    ...(cause !== undefined && { cause }),
  })
}
