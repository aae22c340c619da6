// What a data set is written to for other programs: pictures with their sizes, and the files of a format.
import type { Size } from '../import/types.ts'
import type { Text } from '../types.ts'

/** A picture of one split, as it lies in the new folder. */
export interface ExportPicture {
  /** File name, in the folder of the split's pictures. */
  readonly name: string
  /** As displayed, EXIF orientation applied. */
  readonly size: Size
  readonly texts: readonly Text[]
}

/** A format that data sets are written to. */
export interface ExportFormat {
  readonly title: string
  /** Path of a split's annotation file, relative to the new folder. */
  readonly fileName: (split: 'train' | 'test') => string
  /** @param folder of the pictures, relative to the new folder */
  readonly content: (pictures: readonly ExportPicture[], folder: string) => string
}
