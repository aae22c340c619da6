// Pictures: reading headers, decoding to upright RGB, encoding. The only door of `sharp`.
import { open, readFile, stat } from 'node:fs/promises'
import sharp from 'sharp'
import { assert } from '../core/assert.ts'
import { bmpHeaderBytes, decodeBmp, readBmpHeader } from './bmp.ts'
import { decodeInTurn } from './decode-turns.ts'
import {
  emptyPicture,
  maxPicturePixels,
  tooLargePicture,
  undecodablePicture,
  unreadablePicture,
} from './picture-errors.ts'
import type { Picture } from './types.ts'

export type { Picture } from './types.ts'
export { maxPicturePixels } from './picture-errors.ts'

// One picture is decoded by one thread (several pictures are decoded at a time), and nothing is remembered by file
// name: a picture edited between two reads must be read anew. SVG is a program, not a photograph.
sharp.concurrency(1)
sharp.cache(false)
sharp.block({ operation: ['VipsForeignLoadSvg'] })

/** Damage that every viewer tolerates (stray bytes between JPEG markers) passes; missing or undecodable pixels fail. */
const failOn = 'error'

/** What the header of a picture file says, before any pixel is decoded. */
export interface PictureHeader {
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
 * Reads the header of a picture file. Decodes nothing, so the pixels may still be damaged.
 * @throws UserError picture-missing, picture-unreadable, picture-empty, picture-undecodable, picture-truncated, picture-too-large
 */
export async function readPictureHeader(path: string): Promise<PictureHeader> {
  let bytes: number
  try {
    const file = await stat(path)
    bytes = file.size
    if (file.isFile() && file.size === 0) throw emptyPicture(path)
    // Opening a folder for reading says EISDIR, which libvips would hide.
    if (file.isDirectory()) await readFile(path)
  } catch (error) {
    throw unreadablePicture(path, error)
  }
  const bmp = readBmpHeader(await firstBytes(path, bmpHeaderBytes))
  if (bmp !== undefined) {
    const { width, height, bits } = bmp
    if (width * height > maxPicturePixels) throw tooLargePicture(path, `${width}x${height}`)
    const sizes = { width, height, rawWidth: width, rawHeight: height }
    return { ...sizes, orientation: 1, format: 'bmp', channels: bits === 32 ? 4 : 3, pages: 1, bytes }
  }
  const metadata = await decodeInTurn(() => sharp(path, { failOn, limitInputPixels: false }).metadata()).catch(
    (error: unknown) => {
      throw undecodablePicture(path, error)
    },
  )
  const { width, height } = metadata.autoOrient
  if (width * height > maxPicturePixels) throw tooLargePicture(path, `${width}x${height}`)
  return {
    width,
    height,
    rawWidth: metadata.width,
    rawHeight: metadata.height,
    orientation: metadata.orientation ?? 1,
    format: metadata.format,
    channels: metadata.channels,
    pages: metadata.pages ?? 1,
    bytes,
  }
}

/**
 * Decodes a picture file to upright 8-bit RGB. The EXIF orientation is applied here and nowhere else.
 * Transparency is laid on white; grey, palette, 1-bit, 16-bit and CMYK become sRGB (an embedded colour profile is
 * applied); of a file with several pages or frames the first counts. The content decides, not the file's extension.
 * @throws UserError picture-missing, picture-unreadable, picture-empty, picture-undecodable, picture-truncated, picture-too-large
 */
export async function decodePicture(path: string): Promise<Picture> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw unreadablePicture(path, error)
  })
  if (bytes.length === 0) throw emptyPicture(path)
  const bmp = readBmpHeader(bytes)
  if (bmp !== undefined) return decodeBmp(path, bytes, bmp)
  const { data, info } = await decodeInTurn(() =>
    sharp(bytes, { failOn, limitInputPixels: maxPicturePixels })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true }),
  ).catch((error: unknown) => {
    throw undecodablePicture(path, error)
  })
  assert(info.channels === 3, `a decoded picture has 3 channels, got ${info.channels}`)
  return { width: info.width, height: info.height, data: bytesOf(data) }
}

/** Encodes as PNG, without loss. */
export async function encodePng({ width, height, data }: Picture): Promise<Uint8Array> {
  assert(data.length === width * height * 3, `a ${width}x${height} picture has ${width * height * 3} bytes`)
  const raw = sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
  return bytesOf(await raw.png().toBuffer())
}

/** Encodes as JPEG for a screen; scaled down where its longer side exceeds `side` pixels. */
export async function encodeJpeg({ width, height, data }: Picture, side: number): Promise<Uint8Array> {
  const raw = sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
  const fitted = raw.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
  return bytesOf(await fitted.jpeg({ quality: 85 }).toBuffer())
}

async function firstBytes(path: string, count: number): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The same memory without Node's Buffer methods. */
function bytesOf(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}
