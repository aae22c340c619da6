// Pictures for a screen: upright, in a format that every browser shows, no larger than wanted.
import { decodePicture, encodeJpeg, readPictureHeader } from '../data/picture.ts'

export interface ShownPicture {
  readonly jpeg: Uint8Array
  /** Of the whole picture, upright, in pixels. */
  readonly width: number
  readonly height: number
}

/** @throws UserError as decodePicture does */
export async function showPicture(path: string, side: number): Promise<ShownPicture> {
  const picture = await decodePicture(path)
  const { width, height } = picture
  return { jpeg: await encodeJpeg(picture, side), width, height }
}

/** Width and height, upright, from the header alone. @throws UserError as readPictureHeader does */
export async function pictureSize(path: string): Promise<{ readonly width: number; readonly height: number }> {
  const { width, height } = await readPictureHeader(path)
  return { width, height }
}
