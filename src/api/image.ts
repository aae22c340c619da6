// What the API takes as an image: a path, the bytes of an image file, or raw pixels.
import { errorDetails } from '../core/error-details.ts'
import { UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import { decodeImageBytes, decodeImage, maxImagePixels } from '../data/image.ts'
import type { RgbImage } from '../data/types.ts'

/** Pixels that are decoded already, in sRGB and upright (no EXIF orientation is applied to them). */
export interface RawImage {
  /** 8 bits a sample, interleaved, row-major from the top left: `width * height * channels` bytes. */
  readonly data: Uint8Array | Uint8ClampedArray
  /** In pixels, 1 or more. */
  readonly width: number
  /** In pixels, 1 or more. */
  readonly height: number
  /** 1: grey; 3: RGB; 4: RGBA, which is laid on white. */
  readonly channels: 1 | 3 | 4
}

/**
 * An image: the path of a file; the bytes of a file (a `Buffer` is one) in any format that is read: JPEG, PNG, WebP, TIFF, GIF, AVIF, BMP;
 * or raw pixels.
 */
export type ImageSource = string | Uint8Array | RawImage

/** How errors call an image that has no path. */
const unnamed = { bytes: 'the bytes of the image', pixels: 'the pixels of the image' } as const

/** @throws UserError `pixels-invalid`, and those of a file that cannot be read or decoded */
export async function decodeSource(source: ImageSource): Promise<RgbImage> {
  if (typeof source === 'string') return decodeImage(source)
  if (source instanceof Uint8Array) return decodeImageBytes(source, unnamed.bytes)
  return fromPixels(source)
}

function fromPixels(image: RawImage): RgbImage {
  const { data, width, height, channels } = image
  refuseOtherPixels(image)
  const count = width * height
  if (channels === 3) return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
  const rgb = new Uint8Array(3 * count)
  for (let pixel = 0; pixel < count; pixel++)
    for (let channel = 0; channel < 3; channel++)
      rgb[3 * pixel + channel] = channels === 1 ? data[pixel] : onWhite(data[4 * pixel + channel], data[4 * pixel + 3])
  return { width, height, data: rgb }
}

function onWhite(value: number, alpha: number): number {
  return Math.round((value * alpha + 255 * (255 - alpha)) / 255)
}

function refuseOtherPixels({ data, width, height, channels }: RawImage): void {
  const isBytes = data instanceof Uint8Array || data instanceof Uint8ClampedArray
  const isSize = [width, height].every((side) => Number.isInteger(side) && side > 0) && width * height <= maxImagePixels
  const isKnown = channels === 1 || channels === 3 || channels === 4
  if (isBytes && isSize && isKnown && data.length === width * height * channels) return
  const words = errorDetails['pixels-invalid']
  const size = `width ${String(width)}, height ${String(height)}, channels ${String(channels)}`
  throw new UserError({
    code: 'pixels-invalid',
    message: say(errorDetails['pixels-invalid'].message),
    expected: say(words.expected, { shape: '{ data, width, height, channels }', max: maxImagePixels }),
    found: isBytes ? say(words.foundBytes, { count: data.length, size }) : say(words.found, { size }),
    where: unnamed.pixels,
    next: say(errorDetails['pixels-invalid'].next),
  })
}
