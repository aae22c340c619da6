// What the rules over all pictures of a data set look at.
import type { Miniature } from '../../miniature.ts'
import type { OpenedPicture } from '../picture/rule.ts'

/** The file of a picture. */
export interface PictureFile {
  /** As the process can open it. */
  readonly imagePath: string
  /** Its length. */
  readonly bytes: number
}

/** A usable picture. */
export interface SeenPicture extends OpenedPicture, PictureFile {
  /** How it looks; undefined when it was not decoded, or shows nothing but one colour. */
  readonly miniature?: Miniature
}

/** A picture and the one before it, in the order of the lists and training first, that it repeats. */
export interface Repetition<P = SeenPicture> {
  readonly picture: P
  readonly first: P
}

/** A picture that can be used, with what the rules over all pictures need. */
export function seenPicture(opened: OpenedPicture, miniature?: Miniature): SeenPicture {
  const { sample, header } = opened
  return { ...opened, imagePath: sample.imagePath, bytes: header.bytes, ...(miniature && { miniature }) }
}

/** Whether a picture that is measured on was learnt from. */
export function isLeak({ picture, first }: Repetition): boolean {
  return picture.split !== first.split
}
