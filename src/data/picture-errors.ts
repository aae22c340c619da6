// What can be wrong with a picture file, in words a person can act on.
import { UserError, messageOf, systemCode } from '../core/errors.ts'

/**
 * Largest picture that is decoded, in pixels: 400 MB as RGB. Above the cameras in common use, far below what a
 * few kilobytes of PNG can claim (a decompression bomb).
 */
export const maxPicturePixels = 2 ** 27

const supported = 'a JPEG, PNG, WebP, TIFF, BMP, GIF or AVIF picture'

/** picture-empty: a file of zero bytes. */
export function emptyPicture(path: string): UserError {
  return new UserError({
    code: 'picture-empty',
    message: 'The picture file is empty',
    expected: supported,
    found: '0 bytes',
    where: path,
    next: 'copy the picture again from its source',
  })
}

/** picture-too-large: more than {@link maxPicturePixels}; `found` is the size where it is known. */
export function tooLargePicture(path: string, found: string): UserError {
  return new UserError({
    code: 'picture-too-large',
    message: 'The picture is too large to decode',
    expected: `at most ${maxPicturePixels} pixels`,
    found,
    where: path,
    next: 'scale the picture down, or cut it into parts',
  })
}

/** picture-missing or picture-unreadable: what the file system said when the picture was opened; bugs pass through. */
export function unreadablePicture(path: string, error: unknown): unknown {
  const system = systemCode(error)
  if (error instanceof UserError || system === undefined) return error
  const missing = system === 'ENOENT' || system === 'ENOTDIR'
  return new UserError({
    code: missing ? 'picture-missing' : 'picture-unreadable',
    message: missing ? 'Picture not found' : 'The picture file cannot be read',
    expected: 'a readable file',
    found: missing ? 'no such file' : system === 'EISDIR' ? 'a folder' : messageOf(error),
    where: path,
    next: missing ? 'check the path' : 'check what the path leads to, and its permissions',
    cause: error,
  })
}

/** How libvips words pixels that end too early (read in its loaders for JPEG, PNG, TIFF, GIF and AVIF). */
const endsEarly = /premature end|read error|unexpected end|truncat|bad seek/i

/** picture-truncated, picture-too-large or picture-undecodable: what libvips said about the content. */
export function undecodablePicture(path: string, error: unknown): UserError {
  const said = messageOf(error).trim().split('\n').at(-1)!.replace(/:$/, '')
  if (said.includes('exceeds pixel limit')) return tooLargePicture(path, 'more')
  const truncated = endsEarly.test(messageOf(error))
  return new UserError({
    code: truncated ? 'picture-truncated' : 'picture-undecodable',
    message: truncated ? 'The picture file ends before its last pixel' : 'The picture cannot be decoded',
    expected: truncated ? 'a complete picture' : supported,
    found: said,
    where: path,
    next: truncated
      ? 'copy the picture again from its source, or take it out of the list'
      : 'convert the picture to JPEG or PNG, or take it out of the list',
    cause: error,
  })
}
