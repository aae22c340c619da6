// Unpacks the ZIP of a data set into a new folder. The archive is untrusted. The only file that imports `yauzl`.
import { errorDetails } from '../../core/error-details.ts'
import type { InBoth } from '../../core/language.ts'
import { say } from '../../core/say.ts'
import { closeSync, createWriteStream, mkdirSync, readSync, rmSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Transform } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { fileKinds, kindOfBytes } from '../../core/describe-bytes.ts'
import { UserError } from '../../core/errors.ts'
import { explainSystemError } from '../../core/files.ts'
import { isEncryptedZip, wordsFor } from '../../core/library-words.ts'
import { openRegular } from '../../core/read-file.ts'

export interface UnzipLimits {
  /** Files in the archive. */
  readonly files: number
  /** Bytes that they may grow to. */
  readonly bytes: number
  /** Times that the whole archive may grow; images hardly grow, texts perhaps tenfold. */
  readonly ratio: number
}

export const defaultUnzipLimits: UnzipLimits = { files: 200_000, bytes: 20e9, ratio: 100 }

/** So much may come out of any archive, in bytes: a small one of blank drawings packs very well. */
const freeBytes = 2 ** 25

export interface UnzipReport {
  readonly files: number
  readonly bytes: number
}

/**
 * Unpacks into `folder`, which must not exist. Links, absolute paths and paths that lead out are refused; nothing is left after an error.
 * @throws UserError zip-damaged, zip-too-large, zip-unsafe
 */
export async function unzip(
  path: string,
  folder: string,
  { limits = defaultUnzipLimits, signal }: { limits?: UnzipLimits; signal?: AbortSignal } = {},
): Promise<UnzipReport> {
  const root = resolve(folder)
  let [files, bytes] = [0, 0]
  try {
    mkdirSync(root, { recursive: true })
    const zip = await openArchive(path)
    const limit = Math.min(limits.bytes, Math.max(freeBytes, zip.fileSize * limits.ratio))
    try {
      if (zip.entryCount > limits.files)
        throw tooLarge(path, {
          found: say(tooLargeWords.foundFiles, { count: zip.entryCount }),
          expected: say(tooLargeWords.expectedFiles, { max: limits.files }),
        })
      for await (const entry of zip.eachEntry()) {
        signal?.throwIfAborted()
        const name = nameOf(entry)
        if (isNoise(name)) continue
        refuseEncrypted(entry, path)
        const target = targetOf(root, { name, entry, path })
        if (name.endsWith('/')) {
          mkdirSync(target, { recursive: true })
          continue
        }
        bytes += await unpack(zip, entry, { target, path, limit, before: bytes })
        files++
      }
    } finally {
      zip.close()
    }
    return { files, bytes }
  } catch (error) {
    rmSync(root, { recursive: true, force: true })
    throw asUserError(error, path)
  }
}

async function openArchive(path: string): Promise<ZipFile> {
  const descriptor = openRegular(path)
  try {
    return await yauzl.fromFdPromise(descriptor, { decodeStrings: false, lazyEntries: true, autoClose: false })
  } catch (error) {
    closeSync(descriptor) // what could be opened is closed with its archive
    throw error
  }
}

/** Bit 0 of the general purpose flags (APPNOTE 4.4.4). */
function refuseEncrypted({ generalPurposeBitFlag }: Entry, path: string): void {
  if ((generalPurposeBitFlag & 1) !== 0) throw encrypted(path)
}

function encrypted(where: string, cause?: unknown): UserError {
  return new UserError({
    code: 'zip-encrypted',
    message: say(errorDetails['zip-encrypted'].message),
    expected: say(errorDetails['zip-encrypted'].expected),
    found: say(errorDetails['zip-encrypted'].found),
    where,
    next: say(errorDetails['zip-encrypted'].next),
    ...(cause !== undefined && { cause }),
  })
}

/** What macOS and Windows add. */
function isNoise(name: string): boolean {
  return name.startsWith('__MACOSX/') || /(?:^|\/)(?:\.DS_Store|Thumbs\.db)$/.test(name)
}

/** Names are UTF-8 where that can be; Chinese Windows packs them as GB 18030 without saying so. */
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return new TextDecoder('gb18030').decode(raw)
  }
}

interface Placed {
  readonly name: string
  readonly entry: Entry
  readonly path: string
}

function targetOf(root: string, { name, entry, path }: Placed): string {
  // the upper half holds the Unix mode (APPNOTE 4.4.15, Info-ZIP): 0o120000 is a symbolic link
  const isLink = ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000
  const parts = name.replaceAll('\\', '/').split('/')
  // oxlint-disable-next-line no-control-regex -- control characters are what it refuses
  const isPlain = !/^(?:\/|[A-Za-z]:)/.test(name) && !/[\u0000-\u001f]/.test(name) && !parts.includes('..')
  const target = resolve(join(root, ...parts))
  if (isPlain && !isLink && target.startsWith(root + sep)) return target
  const shown = JSON.stringify(name.slice(0, 200))
  throw new UserError({
    code: 'zip-unsafe',
    message: say(errorDetails['zip-unsafe'].message),
    expected: say(errorDetails['zip-unsafe'].expected),
    found: isLink ? say(errorDetails['zip-unsafe'].foundLink, { name: shown }) : shown,
    where: path,
    next: say(errorDetails['zip-unsafe'].next),
  })
}

interface Unpacking {
  readonly target: string
  readonly path: string
  /** Bytes that the whole archive may grow to. */
  readonly limit: number
  /** Bytes of the files before this one. */
  readonly before: number
}

async function unpack(zip: ZipFile, entry: Entry, { target, path, limit, before }: Unpacking): Promise<number> {
  let bytes = 0
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (before + bytes <= limit) done(null, chunk)
      else
        done(
          tooLarge(path, {
            found: say(tooLargeWords.found, { limit }),
            expected: say(tooLargeWords.expectedSize, { limit, size: zip.fileSize }),
          }),
        )
    },
  })
  mkdirSync(dirname(target), { recursive: true })
  const from = await zip.openReadStreamPromise(entry)
  await pipeline(from, counting, createWriteStream(target, { flags: 'wx' })).catch((error: unknown) => {
    throw explainSystemError(error, target, 'write')
  })
  return bytes
}

const tooLargeWords = errorDetails['zip-too-large']

function tooLarge(where: string, { found, expected }: Record<'found' | 'expected', InBoth<string>>): UserError {
  return new UserError({
    code: 'zip-too-large',
    message: say(errorDetails['zip-too-large'].message),
    expected,
    found,
    where,
    next: say(errorDetails['zip-too-large'].next),
  })
}

function asUserError(error: unknown, path: string): unknown {
  if (error instanceof UserError) return error
  const explained = explainSystemError(error, path, 'unpack')
  if (explained !== error) return explained
  if (error instanceof Error && error.name === 'AbortError') return error
  if (isEncryptedZip(error)) return encrypted(path, error) // strong encryption: yauzl refuses the entry itself
  return new UserError({
    code: 'zip-damaged',
    message: say(errorDetails['zip-damaged'].message),
    expected: say(errorDetails['zip-damaged'].expected),
    found: otherThanZip(path) ?? wordsFor('zip', error),
    where: path,
    next: say(errorDetails['zip-damaged'].next),
    cause: error,
  })
}

/** What a file is that does not begin as a ZIP archive does. */
function otherThanZip(path: string): InBoth<string> | undefined {
  const head = Buffer.alloc(512)
  const descriptor = openRegular(path)
  try {
    const kind = kindOfBytes(head.subarray(0, readSync(descriptor, head, 0, head.length, 0)))
    return kind === 'zip' ? undefined : fileKinds[kind]
  } finally {
    closeSync(descriptor)
  }
}
