// What can be wrong with an image file, in words a person can act on.
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import type { ErrorCode } from '../core/error-words.ts'
import { type Text, UserError, messageOf, partsOf, systemCode } from '../core/errors.ts'
import type { InBoth } from '../core/language.ts'
import { systemReason } from '../core/files.ts'
import { readFormats } from '../core/image-endings.ts'
import { reasonOf } from './decoder-words.ts'
import { maxPages } from './pages.ts'
import { decodeSeconds, maxDecodedBytes, maxImagePixels, maxImageSide } from './image-limits.ts'

/** image-empty: a file of zero bytes. */
export function emptyImage(path: string): UserError {
  return new UserError({
    code: 'image-empty',
    message: say(errorDetails['image-empty'].message),
    expected: readFormats,
    found: say(errorDetails['image-empty'].found),
    where: path,
    next: say(errorDetails['image-empty'].next),
  })
}

/** What a header says of the memory its image needs. */
export interface ImageSize {
  readonly width: number
  readonly height: number
  /** As the decoder holds them. */
  readonly bytesPerPixel: number
}

/** @throws UserError image-too-large when an image of this size exceeds a limit */
export function refuseTooLarge(path: string, { width, height, bytesPerPixel }: ImageSize): void {
  const refuse = (expected: InBoth<string>): UserError =>
    new UserError({
      code: 'image-too-large',
      message: say(errorDetails['image-too-large'].message),
      expected,
      found: `${width}x${height}`,
      where: path,
      next: say(errorDetails['image-too-large'].next),
    })
  const max = Math.min(maxImagePixels, Math.floor(maxDecodedBytes / bytesPerPixel))
  if (Math.max(width, height) > maxImageSide)
    throw refuse(say(errorDetails['image-too-large'].expectedSides, { max: maxImageSide }))
  if (width * height > max) throw refuse(say(errorDetails['image-too-large'].expectedKind, { max }))
}

/** image-too-large: pages or frames that a decoder would go through before the first one is read. */
export function tooManyPages(path: string): UserError {
  return new UserError({
    code: 'image-too-large',
    message: say(errorDetails['image-too-large'].messagePages),
    expected: say(errorDetails['image-too-large'].expectedPages, { max: maxPages }),
    found: say(errorDetails['image-too-large'].foundPages, { max: maxPages }),
    where: path,
    next: say(errorDetails['image-too-large'].nextPages),
  })
}

/** image-missing or image-unreadable: what the file system said when the image was opened; bugs pass through. */
export function unreadableImage(path: string, error: unknown): unknown {
  const system = systemCode(error)
  if (system === undefined || (error instanceof UserError && !refusedOpening.has(error.code))) return error
  const missing = system === 'ENOENT' || system === 'ENOTDIR'
  return new UserError({
    code: missing ? 'image-missing' : 'image-unreadable',
    message: missing ? say(errorDetails['image-missing'].message) : say(errorDetails['image-unreadable'].message),
    expected: say(errorDetails['image-unreadable'].expected),
    found: missing ? say(errorDetails['image-missing'].found) : fileErrorOf(error, system),
    where: path,
    next: missing ? say(errorDetails['image-missing'].next) : say(errorDetails['image-unreadable'].next),
    cause: error,
  })
}

/** What is told of a file that is not opened at all. */
const refusedOpening: ReadonlySet<ErrorCode> = new Set(['not-regular', 'file-too-big'])

function fileErrorOf(error: unknown, system: string): Text {
  if (system === 'EISDIR') return say(errorDetails['image-unreadable'].foundFolder)
  if (!(error instanceof UserError)) return systemReason(error)
  const { found, message } = partsOf(error)
  return found ?? message
}

/** How libvips words pixels that end too early (read in its loaders for JPEG, PNG, TIFF, GIF and AVIF). */
const endsEarly = /premature end|read error|unexpected end|truncat|bad seek/i

/**
 * image-truncated, image-too-large or image-undecodable: what libvips said about the content.
 * @param head the first bytes of the file, by which a format that is not read is named
 */
export function undecodableImage(path: string, error: unknown, head: Uint8Array = new Uint8Array()): UserError {
  const text = messageOf(error)
  if (text.trim().split('\n').at(-1)?.startsWith('timeout') === true) return tooSlow(path, error)
  const truncated = endsEarly.test(text)
  return new UserError({
    code: truncated ? 'image-truncated' : 'image-undecodable',
    message: truncated ? say(errorDetails['image-truncated'].message) : say(errorDetails['image-undecodable'].message),
    expected: truncated ? say(errorDetails['image-truncated'].expected) : readFormats,
    found: reasonOf(text, head),
    where: path,
    next: truncated ? say(errorDetails['image-truncated'].next) : say(errorDetails['image-undecodable'].next),
    cause: error,
  })
}

/** image-too-large: the decoder was ended. */
function tooSlow(path: string, error: unknown): UserError {
  return new UserError({
    code: 'image-too-large',
    message: say(errorDetails['image-too-large'].messageTime),
    expected: say(errorDetails['image-too-large'].expectedTime, { seconds: decodeSeconds }),
    found: say(errorDetails['image-too-large'].foundTime),
    where: path,
    next: say(errorDetails['image-too-large'].nextTime),
    cause: error,
  })
}
