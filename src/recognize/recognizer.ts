// What reads texts: an image and where its texts lie in, what stands there out. Every reader is one of these.
import { withoutSteering } from '../core/printable.ts'
import type { RgbImage } from '../data/types.ts'
import type { Polygon } from '../geometry/points.ts'

/** What was read of one text. */
export interface ReadText {
  /** In Unicode's composed form, without control characters; empty where nothing can be read. */
  readonly text: string
  /** Mean probability of its characters, 0 to 1; 0 for an empty text. */
  readonly score: number
  /** Where its spaces are, one for each; undefined where the reader does not tell. */
  readonly gaps?: readonly Gap[]
  /** Whether it is read from the end of the polygon, which stands upside down. */
  readonly isTurned?: boolean
}

/** Where nothing is written between two words: shares of the way from where one begins to read, 0 to 1. */
export interface Gap {
  readonly from: number
  readonly to: number
}

/** Reads texts whose places are known. */
export interface Recognizer {
  /** For messages: `PP-OCRv4`. */
  readonly name: string
  /** Whether it tells where the spaces of a text are. */
  readonly tellsGaps?: boolean
  /**
   * One result for each polygon, in the same order.
   * @param polygons corners in pixels of the image, clockwise from where the text begins; they may reach beyond the image
   * @param signal ends the work at the next part; what is thrown then is its reason
   */
  readonly read: (image: RgbImage, polygons: readonly Polygon[], signal?: AbortSignal) => Promise<readonly ReadText[]>
  /** Frees what it holds. Read nothing after it. */
  readonly release: () => Promise<void>
}

/** Nothing can be read there. */
export const unread: ReadText = { text: '', score: 0 }

/** What may leave a recogniser: one line, composed (NFC), and without the characters that steer instead of being read. */
export function cleanText(text: string): string {
  return withoutSteering(text)
    .replaceAll(/[\t\n\ufeff]/g, '')
    .normalize('NFC')
}
