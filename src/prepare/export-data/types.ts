// What a data set is written to for other programs: images with their sizes, and the files of a format.
import type { Size } from '../import/types.ts'
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
  /** Path of a split's annotation file, relative to the new folder. */
  readonly fileName: (split: 'train' | 'test') => string
  /** @param folder of the images, relative to the new folder */
  readonly content: (images: readonly ExportImage[], folder: string) => string
}
