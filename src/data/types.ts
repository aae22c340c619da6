// The data module's shared shapes: a marked text, a listed sample, a decoded image.
import type { Polygon } from '../geometry/points.ts'

/** One marked text of a ground-truth file. */
export interface TextInstance {
  /** Corners in pixels of the image as displayed (EXIF orientation applied), clockwise from top-left (y points down). */
  readonly polygon: Polygon
  /** What is written there; `###` stands for do not care. */
  readonly transcript: string
  /** Do not care: neither trained on nor counted. */
  readonly ignore: boolean
  /** Line in the ground-truth file, from 1. */
  readonly line: number
}

/** One line of a list: an image and its texts. */
export interface Sample {
  /** File name of the image (`3.jpg`), unique in its split: where two folders have the same one, the path with `_` for `/`. */
  readonly name: string
  /** Path of the image, as the process can open it. */
  readonly imagePath: string
  /** Path of the ground-truth file, as the process can open it. */
  readonly groundTruthPath: string
  readonly texts: readonly TextInstance[]
}

/** A decoded image, upright: interleaved RGB, 8 bits each, row-major, `data.length === width * height * 3`. */
export interface RgbImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}
