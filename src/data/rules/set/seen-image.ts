// What the rules over all images of a data set look at.
import type { Thumbnail } from '../../thumbnail.ts'
import type { OpenedImage } from '../image/rule.ts'

/** The file of an image. */
export interface ImageFile {
  /** As the process can open it. */
  readonly imagePath: string
  /** Its length. */
  readonly bytes: number
}

/** A usable image. */
export interface SeenImage extends OpenedImage, ImageFile {
  /** How it looks; undefined when it was not decoded, or shows nothing but one colour. */
  readonly thumbnail?: Thumbnail
}

/** An image and the one before it, in the order of the lists and training first, that it repeats. */
export interface Repetition<P = SeenImage> {
  readonly image: P
  readonly first: P
}

/** An image that can be used, with what the rules over all images need. */
export function seenImage(opened: OpenedImage, thumbnail?: Thumbnail): SeenImage {
  const { sample, header } = opened
  return { ...opened, imagePath: sample.imagePath, bytes: header.bytes, ...(thumbnail && { thumbnail }) }
}

/** Whether an image that is measured on was learnt from. */
export function isLeak({ image, first }: Repetition): boolean {
  return image.split !== first.split
}
