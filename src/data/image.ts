// Images: reading headers, decoding to upright RGB, encoding. The only file that imports `sharp`.
import { readSync } from 'node:fs'
import sharp, { type Metadata } from 'sharp'
import { assert } from '../core/assert.ts'
import { openRegularAsync, readRegularAsync } from '../core/read-file.ts'
import { decodeBmp, readBmpHeader, refuseLargeBmp } from './bmp.ts'
import { decodeInTurn } from './decode-turns.ts'
import { hasTooManyPages } from './pages.ts'
import { emptyImage, refuseTooLarge, tooManyPages, undecodableImage, unreadableImage } from './image-errors.ts'
import { decodeSeconds, maxImageFileBytes, maxImagePixels } from './image-limits.ts'
import { isPng, pngHead, withoutTexts } from './png.ts'
import type { RgbImage } from './types.ts'

export type { RgbImage as Image } from './types.ts'
export { maxImagePixels } from './image-limits.ts'

// One image is decoded by one thread (several images are decoded at a time), and nothing is remembered by file
// name: an image edited between two reads must be read anew. Of the formats that libvips reads (SVG and its own among
// them) only those of `imageEndings` are let in.
sharp.concurrency(1)
sharp.cache(false)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Tiff', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}`),
})

/** Damage that every viewer tolerates (stray bytes between JPEG markers) passes; missing or undecodable pixels fail. */
const failOn = 'error'

/** What the header of an image file says, before any pixel is decoded. */
export interface ImageHeader {
  /** Width after the EXIF orientation is applied, in pixels. */
  readonly width: number
  /** Height after the EXIF orientation is applied, in pixels. */
  readonly height: number
  /** Width as stored. */
  readonly rawWidth: number
  /** Height as stored. */
  readonly rawHeight: number
  /** EXIF orientation, 1 (upright) to 8; 5 to 8 swap width and height. */
  readonly orientation: number
  /** Format by content, not by name: `jpeg`, `png`, `tiff`, `webp`, `bmp`, `gif` or `heif` (AVIF). */
  readonly format: string
  /** Channels as stored, alpha included. */
  readonly channels: number
  /** Pages or frames in the file; only the first is ever used. */
  readonly pages: number
  /** Length of the file. */
  readonly bytes: number
}

/**
 * Reads the header of an image file. Decodes nothing, so the pixels may still be damaged.
 * @throws UserError image-missing, image-unreadable, image-empty, image-undecodable, image-truncated, image-too-large
 */
export async function readImageHeader(path: string): Promise<ImageHeader> {
  const {
    size: bytes,
    head,
    endless,
  } = await readHead(path).catch((error: unknown) => {
    throw unreadableImage(path, error)
  })
  if (bytes === 0) throw emptyImage(path)
  if (endless) throw tooManyPages(path)
  const bmp = readBmpHeader(head)
  if (bmp !== undefined) {
    const { width, height, bits } = bmp
    refuseLargeBmp(path, bmp)
    const sizes = { width, height, rawWidth: width, rawHeight: height }
    return { ...sizes, orientation: 1, format: 'bmp', channels: bits === 32 ? 4 : 3, pages: 1, bytes }
  }
  const from = isPng(head) ? (pngHead(head) ?? (await soundBytes(path))) : path
  const metadata = await metadataOf(path, from, head)
  return {
    ...metadata.autoOrient,
    rawWidth: metadata.width,
    rawHeight: metadata.height,
    orientation: metadata.orientation ?? 1,
    format: metadata.format,
    channels: metadata.channels,
    pages: metadata.pages ?? 1,
    bytes,
  }
}

/** What libvips says of a file before it decodes pixels, within the limits. @param from what it reads: the path, or bytes */
async function metadataOf(path: string, from: string | Uint8Array, head: Uint8Array): Promise<Metadata> {
  const metadata = await decodeInTurn(() => sharp(from, { failOn, limitInputPixels: false }).metadata()).catch(
    (error: unknown) => {
      throw undecodableImage(path, error, head)
    },
  )
  const { width, height, channels, depth, format } = metadata
  const held = format === 'heif' ? heldOfHeif : 1
  refuseTooLarge(path, { width, height, bytesPerPixel: held * channels * sampleBytes[depth] })
  return metadata
}

/** How often the decoder of AVIF holds an image at once: in planes, and pixel by pixel. */
const heldOfHeif = 2

/** Bytes of a sample by the names of libvips. */
const sampleBytes: Readonly<Record<Metadata['depth'], number>> = {
  uchar: 1,
  char: 1,
  ushort: 2,
  short: 2,
  uint: 4,
  int: 4,
  float: 4,
  complex: 8,
  double: 8,
  dpcomplex: 16,
}

/** All bytes of an image file as they may be given to a decoder. */
async function soundBytes(path: string): Promise<Uint8Array> {
  const bytes = await readRegularAsync(path, maxImageFileBytes).catch((error: unknown) => {
    throw unreadableImage(path, error)
  })
  return withoutTraps(bytes)
}

/** Bytes without the parts that would make a decoder take memory without limit. */
function withoutTraps(bytes: Uint8Array): Uint8Array {
  return isPng(bytes) ? withoutTexts(bytes) : bytes
}

/**
 * Decodes an image file to upright 8-bit RGB. The EXIF orientation is applied here and nowhere else.
 * Transparency is laid on white; grey, palette, 1-bit, 16-bit and CMYK become sRGB (an embedded colour profile is
 * applied); of a file with several pages or frames the first counts. The content decides, not the file's extension.
 * @throws UserError image-missing, image-unreadable, image-empty, image-undecodable, image-truncated, image-too-large
 */
export async function decodeImage(path: string): Promise<RgbImage> {
  return decodeSound(await soundBytes(path), path)
}

/**
 * The same for a file that is in memory already.
 * @param name what errors call it
 * @throws UserError as `decodeImage`, but for the two of the file system
 */
export async function decodeImageBytes(bytes: Uint8Array, name: string): Promise<RgbImage> {
  return decodeSound(withoutTraps(bytes), name)
}

async function decodeSound(bytes: Uint8Array, path: string): Promise<RgbImage> {
  if (bytes.length === 0) throw emptyImage(path)
  const bmp = readBmpHeader(bytes)
  if (bmp !== undefined) return decodeBmp(path, bytes, bmp)
  if (hasTooManyPages((at, length) => bytes.subarray(at, at + length))) throw tooManyPages(path)
  await metadataOf(path, bytes, bytes)
  const { data, info } = await decodeInTurn(() =>
    sharp(bytes, { failOn, limitInputPixels: maxImagePixels })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .timeout({ seconds: decodeSeconds })
      .toBuffer({ resolveWithObject: true }),
  ).catch((error: unknown) => {
    throw undecodableImage(path, error, bytes)
  })
  assert(info.channels === 3, `a decoded image has 3 channels, got ${info.channels}`)
  return { width: info.width, height: info.height, data: bytesOf(data) }
}

/** Encodes as PNG, without loss. */
export async function encodePng({ width, height, data }: RgbImage): Promise<Uint8Array> {
  assert(data.length === width * height * 3, `a ${width}x${height} image has ${width * height * 3} bytes`)
  const raw = sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
  return bytesOf(await raw.png().toBuffer())
}

/** Encodes as JPEG for a screen; scaled down where its longer side exceeds `side` pixels. */
export async function encodeJpeg({ width, height, data }: RgbImage, side: number): Promise<Uint8Array> {
  const raw = sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
  const fitted = raw.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
  return bytesOf(await fitted.jpeg({ quality: 85 }).toBuffer())
}

/** Enough for the header of a BMP, and for everything before the pixels of nearly every PNG. */
const headBytes = 2 ** 16

/** What is looked at before any decoder. */
interface Head {
  readonly size: number
  /** The first bytes. */
  readonly head: Uint8Array
  /** Whether it has more pages than are gone through. */
  readonly endless: boolean
}

async function readHead(path: string): Promise<Head> {
  const file = await openRegularAsync(path)
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, headBytes)), { position: 0 })
    const endless = hasTooManyPages((at, length) => {
      const bytes = new Uint8Array(length)
      return at < size ? bytes.subarray(0, readSync(file.fd, bytes, 0, length, at)) : bytes.subarray(0, 0)
    })
    return { size, head: buffer.subarray(0, bytesRead), endless }
  } finally {
    await file.close()
  }
}

/** The same memory without Node's Buffer methods. */
function bytesOf(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}
