// What a split holds, counted: images, texts, sizes, and how large the texts are for the network.
import { networkSize } from './rules/image/network-size.ts'
import type { NetworkView, OpenedImage } from './rules/image/rule.ts'

/** Width and height in pixels, EXIF orientation applied. */
export type ImageSize = readonly [width: number, height: number]

/** Short sides of legible texts in network pixels: of ten texts, one is smaller than `low` and one larger than `high`. */
export interface TextHeights {
  readonly low: number
  readonly median: number
  readonly high: number
  /** How many are too small to be learnt. */
  readonly tooSmall: number
}

/** What one split holds. Images that cannot be used are not counted. */
export interface SplitTotals {
  readonly images: number
  /** All boxes, do-not-care ones included. */
  readonly texts: number
  /** Do-not-care boxes. */
  readonly ignored: number
  readonly imagesWithoutText: number
  /** By number of pixels; undefined without images. */
  readonly smallest?: ImageSize
  readonly largest?: ImageSize
  /** Undefined without legible texts. */
  readonly textHeights?: TextHeights
}

export function countSplit(images: readonly OpenedImage[], view: NetworkView): SplitTotals {
  const texts = images.flatMap(({ sample }) => sample.texts)
  const sizes = images
    .map(({ header }): ImageSize => [header.width, header.height])
    .sort((a, b) => a[0] * a[1] - b[0] * b[1])
  const heights = heightsOf(images, view)
  return {
    images: images.length,
    texts: texts.length,
    ignored: texts.filter((text) => text.ignore).length,
    imagesWithoutText: images.filter(({ sample }) => sample.texts.length === 0).length,
    ...(sizes.length > 0 && { smallest: sizes[0], largest: sizes[sizes.length - 1] }),
    ...(heights && { textHeights: heights }),
  }
}

function heightsOf(images: readonly OpenedImage[], view: NetworkView): TextHeights | undefined {
  const sizes = Float64Array.from(
    images.flatMap(({ sample, header }) =>
      sample.texts.filter(({ ignore }) => !ignore).map((text) => networkSize(text, header, view)),
    ),
  ).sort()
  if (sizes.length === 0) return undefined
  const at = (share: number): number => sizes[Math.floor(share * (sizes.length - 1))]
  const tooSmall = sizes.filter((size) => size < view.minTextSize).length
  return { low: at(0.1), median: at(0.5), high: at(0.9), tooSmall }
}
