// BMP images, which libvips does not read: the header by its description (BITMAPFILEHEADER, BITMAPINFOHEADER), pixels by the canvas.
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import { UserError } from '../core/errors.ts'
import { decodeByCanvas } from './canvas.ts'
import { refuseTooLarge } from './image-errors.ts'
import type { RgbImage } from './types.ts'

/** Bytes from which everything about a file can be told. */
const bmpHeaderBytes = 54

export interface BmpHeader {
  readonly width: number
  readonly height: number
  /** Of one pixel. */
  readonly bits: number
  /** Where the pixels start. */
  readonly offset: number
  /** 0: none; 1 and 2: run lengths; 3 and 6: none, with masks for the colours. */
  readonly compression: number
}

/** What the first bytes say; undefined for another format, or an image without pixels. */
export function readBmpHeader(bytes: Uint8Array): BmpHeader | undefined {
  if (bytes.length < bmpHeaderBytes || bytes[0] !== 0x42 || bytes[1] !== 0x4d) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header = view.getUint32(14, true) === 12 ? shortHeader(view) : longHeader(view)
  return header !== undefined && header.width > 0 && header.height > 0 ? header : undefined
}

/** OS/2 1.x. */
function shortHeader(view: DataView): BmpHeader {
  const [width, height] = [view.getUint16(18, true), view.getUint16(20, true)]
  return { width, height, bits: view.getUint16(24, true), offset: view.getUint32(10, true), compression: 0 }
}

/** Every other header begins like BITMAPINFOHEADER. */
function longHeader(view: DataView): BmpHeader | undefined {
  const headerSize = view.getUint32(14, true)
  if (headerSize < 40 || headerSize > 200) return undefined
  return {
    width: view.getInt32(18, true),
    // negative: rows from the top
    height: Math.abs(view.getInt32(22, true)),
    bits: view.getUint16(28, true),
    offset: view.getUint32(10, true),
    compression: view.getUint32(30, true),
  }
}

/** Skia keeps the image and its canvas, each at four bytes a pixel. @throws UserError image-too-large */
export function refuseLargeBmp(path: string, { width, height }: BmpHeader): void {
  refuseTooLarge(path, { width, height, bytesPerPixel: 8 })
}

/**
 * Decodes a BMP file to RGB. @param path for errors
 * @throws UserError image-too-large, image-truncated, image-undecodable
 */
export async function decodeBmp(path: string, bytes: Uint8Array, header: BmpHeader): Promise<RgbImage> {
  const { width, height, bits, offset, compression } = header
  refuseLargeBmp(path, header)
  const needed = offset + Math.ceil((width * bits) / 32) * 4 * height
  const isPacked = compression === 1 || compression === 2
  if (!isPacked && bytes.length < needed)
    throw new UserError({
      code: 'image-truncated',
      message: say(errorDetails['image-truncated'].message),
      expected: say(errorDetails['image-truncated'].expectedBytes, { needed }),
      found: say(errorDetails['image-truncated'].foundBytes, { count: bytes.length }),
      where: path,
      next: say(errorDetails['image-truncated'].next),
    })
  const image = await decodeByCanvas(bytes).catch(() => undefined)
  if (image !== undefined) return image
  throw new UserError({
    code: 'image-undecodable',
    message: say(errorDetails['image-undecodable'].message),
    expected: say(errorDetails['image-undecodable'].expectedBmp),
    found: say(errorDetails['image-undecodable'].foundBmp, { bits, compression, size: `${width}x${height}` }),
    where: path,
    next: say(errorDetails['image-undecodable'].next),
  })
}
