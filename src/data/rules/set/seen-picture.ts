// What the rules over all pictures of a data set look at.
import type { Miniature } from '../../miniature.ts'
import type { Split } from '../../read/list.ts'
import type { OpenedPicture } from '../picture/rule.ts'

/** A usable picture. */
export interface SeenPicture extends OpenedPicture {
  readonly split: Split
  /** How it looks; undefined when it was not decoded, or shows nothing but one colour. */
  readonly miniature?: Miniature
}

/** A picture and the one before it, in the order of the lists and training first, that it repeats. */
export interface Repetition {
  readonly picture: SeenPicture
  readonly first: SeenPicture
}

/** Whether a picture that is measured on was learnt from. */
export function isLeak({ picture, first }: Repetition): boolean {
  return picture.split !== first.split
}
