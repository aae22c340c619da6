// The data room's shared shapes: a marked text, a listed sample, a decoded picture.
import type { Polygon } from '../geometry/points.ts'

/** One marked text of a ground-truth file. */
export interface Text {
  /** Corners in pixels of the picture as displayed (EXIF orientation applied), clockwise from top-left (y points down). */
  readonly polygon: Polygon
  /** What is written there; `###` stands for do not care. */
  readonly transcript: string
  /** Do not care: neither trained on nor counted. */
  readonly ignore: boolean
  /** Line in the ground-truth file, from 1. */
  readonly line: number
}

/** One line of a list: a picture and its texts. */
export interface Sample {
  /** File name of the picture (`3.jpg`), unique in its split: where two folders have the same one, the path with `_` for `/`. */
  readonly name: string
  /** Path of the picture, as the process can open it. */
  readonly imagePath: string
  /** Path of the ground-truth file, as the process can open it. */
  readonly truthPath: string
  readonly texts: readonly Text[]
}

/** A decoded picture, upright: interleaved RGB, 8 bits each, row-major, `data.length === width * height * 3`. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}
