// What can be wrong with a picture file, in words a person can act on.
import type { ErrorCode } from '../core/error-words.ts'
import { UserError, messageOf, systemCode } from '../core/errors.ts'
import { systemReason } from '../core/files.ts'
import { readFormats } from '../core/picture-endings.ts'
import { reasonOf } from './decoder-words.ts'
import { maxPages } from './pages.ts'
import { decodeSeconds, maxDecodedBytes, maxPicturePixels, maxPictureSide } from './picture-limits.ts'

/** picture-empty: a file of zero bytes. */
export function emptyPicture(path: string): UserError {
  return new UserError({
    code: 'picture-empty',
    message: 'The picture file is empty',
    expected: readFormats.en,
    found: '0 bytes',
    where: path,
    next: 'copy the picture again from its source',
  })
}

/** What a header says of the memory its picture needs. */
export interface PictureSize {
  readonly width: number
  readonly height: number
  /** As the decoder holds them. */
  readonly bytesPerPixel: number
}

/** @throws UserError picture-too-large when a picture of this size exceeds a limit */
export function refuseTooLarge(path: string, { width, height, bytesPerPixel }: PictureSize): void {
  const refuse = (expected: string): UserError =>
    new UserError({
      code: 'picture-too-large',
      message: 'The picture is too large to decode',
      expected,
      found: `${width}x${height}`,
      where: path,
      next: 'scale the picture down, or cut it into parts',
    })
  const most = Math.min(maxPicturePixels, Math.floor(maxDecodedBytes / bytesPerPixel))
  if (Math.max(width, height) > maxPictureSide) throw refuse(`sides of at most ${maxPictureSide} pixels`)
  if (width * height > most) throw refuse(`at most ${most} pixels of this kind`)
}

/** picture-too-large: pages or frames that a decoder would go through before the first one is read. */
export function tooManyPages(path: string): UserError {
  return new UserError({
    code: 'picture-too-large',
    message: 'The picture file has too many pages',
    expected: `at most ${maxPages} pages or frames`,
    found: `more than ${maxPages}`,
    where: path,
    next: 'take out the page that is meant, as a picture of its own',
  })
}

/** picture-missing or picture-unreadable: what the file system said when the picture was opened; bugs pass through. */
export function unreadablePicture(path: string, error: unknown): unknown {
  const system = systemCode(error)
  if (system === undefined || (error instanceof UserError && !refusedOpening.has(error.code))) return error
  const missing = system === 'ENOENT' || system === 'ENOTDIR'
  return new UserError({
    code: missing ? 'picture-missing' : 'picture-unreadable',
    message: missing ? 'Picture not found' : 'The picture file cannot be read',
    expected: 'a readable file',
    found: missing ? 'no such file' : obstacleOf(error, system),
    where: path,
    next: missing ? 'check the path' : 'check what the path leads to, and its permissions',
    cause: error,
  })
}

/** What is told of a file that is not opened at all. */
const refusedOpening: ReadonlySet<ErrorCode> = new Set(['not-regular', 'file-too-big'])

function obstacleOf(error: unknown, system: string): string {
  if (system === 'EISDIR') return 'a folder'
  return error instanceof UserError ? (error.found ?? error.message) : systemReason(error)
}

/** How libvips words pixels that end too early (read in its loaders for JPEG, PNG, TIFF, GIF and AVIF). */
const endsEarly = /premature end|read error|unexpected end|truncat|bad seek/i

/**
 * picture-truncated, picture-too-large or picture-undecodable: what libvips said about the content.
 * @param head the first bytes of the file, by which a format that is not read is named
 */
export function undecodablePicture(path: string, error: unknown, head: Uint8Array = new Uint8Array()): UserError {
  const said = messageOf(error)
  if (said.trim().split('\n').at(-1)?.startsWith('timeout') === true) return tooSlow(path, error)
  const truncated = endsEarly.test(said)
  return new UserError({
    code: truncated ? 'picture-truncated' : 'picture-undecodable',
    message: truncated ? 'The picture file ends before its last pixel' : 'The picture cannot be decoded',
    expected: truncated ? 'a complete picture' : readFormats.en,
    found: reasonOf(said, head),
    where: path,
    next: truncated
      ? 'copy the picture again from its source, or take it out of the list'
      : 'convert the picture to JPEG or PNG, or take it out of the list',
    cause: error,
  })
}

/** picture-too-large: the decoder was ended. */
function tooSlow(path: string, error: unknown): UserError {
  return new UserError({
    code: 'picture-too-large',
    message: 'Decoding the picture takes too long',
    expected: `pixels within ${decodeSeconds} seconds`,
    found: 'not done by then',
    where: path,
    next: 'save the picture again as JPEG or PNG, smaller or without interlacing',
    cause: error,
  })
}
