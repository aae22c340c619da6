// What a data set is written to for other programs: images with their sizes, and the files of a format.
import type { Size } from '../import/types.ts'
import type { Split } from '../../data/read/list.ts'
import type { TextInstance } from '../../data/types.ts'

/** An image of one split, as it lies in the new folder. */
export interface ExportImage {
  /** File name, in the folder of the split's images. */
  readonly name: string
  /** As displayed, EXIF orientation applied. */
  readonly size: Size
  readonly texts: readonly TextInstance[]
}

/** A format that data sets are written to. */
export interface ExportFormat {
  readonly title: string
  /** The annotation files of a split as reports name them, relative to the new folder. */
  readonly shown: (split: Split) => string
  /** The annotation files of a split. @param folder of the images, relative to the new folder */
  readonly files: (split: Split, images: readonly ExportImage[], folder: string) => readonly ExportFile[]
}

/** A file to write, its path relative to the new folder. */
export interface ExportFile {
  readonly path: string
  readonly content: string
}
