// What every source format is read into: images with outlined texts, and notes about everything that was not taken as it stood.
import type { Polygon } from '../../geometry/points.ts'
import type { Note } from './notes.ts'

/** The parts into which public data sets are divided. */
export type Subset = 'train' | 'val' | 'test'

/** Width and height in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** The outline and the words of a text, as a format's reader understands them. */
export interface TextParts {
  /** Three corners or more, in pixels of the image at the size it was marked at; any direction, perhaps crossing itself. */
  readonly polygon: Polygon
  /** As the source has it; empty where the source has no words. */
  readonly transcript: string
  /** Do not care, by the conventions of the format. */
  readonly ignore: boolean
}

/** A text and the place that says so. */
export interface SourceText extends TextParts {
  /** `Label.txt:3` */
  readonly where: string
}

/** A text that the source marks in a way that cannot be read: where it lies in the image is unknown. */
export interface UnreadText {
  readonly unread: true
  /** `Label.txt:3` */
  readonly where: string
}

/** What one annotation of a source marks. */
export type MarkedText = SourceText | UnreadText

/** An image of the source with its texts. */
export interface SourceEntry {
  /** Path of the image, as the process can open it. */
  readonly image: string
  /** The place that says so: a file, or a file and a line. */
  readonly where: string
  /** Undefined where the source is not divided. */
  readonly subset?: Subset | undefined
  /** The size of the image when it was marked, where the source says it. */
  readonly markedAt?: Size | undefined
  /** On which form of the image this source marks its texts, where sizes do not tell: as a viewer shows it, unless known. */
  readonly markedOn?: 'stored' | undefined
  readonly texts: readonly MarkedText[]
}

/** Everything that was read of a source. */
export interface SourceReading {
  readonly entries: readonly SourceEntry[]
  readonly notes: readonly Note[]
}
