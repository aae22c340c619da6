// Images for a screen: upright, in a format that every browser shows, no larger than wanted.
import { decodeImage, encodeJpeg, readImageHeader } from '../../data/image.ts'

export interface ShownImage {
  readonly jpeg: Uint8Array
  /** Of the whole image, upright, in pixels. */
  readonly width: number
  readonly height: number
}

/** @throws UserError as decodeImage does */
export async function showImage(path: string, side: number): Promise<ShownImage> {
  const image = await decodeImage(path)
  const { width, height } = image
  return { jpeg: await encodeJpeg(image, side), width, height }
}

/** Width and height, upright, from the header alone. @throws UserError as readImageHeader does */
export async function imageSize(path: string): Promise<{ readonly width: number; readonly height: number }> {
  const { width, height } = await readImageHeader(path)
  return { width, height }
}
