// Which texts are too small for the network at its input size.
import { placeImage } from '../data/preprocess.ts'
import { textSize } from '../data/targets.ts'
import type { Sample } from '../data/types.ts'
import { scalePolygon } from '../geometry/points.ts'
import type { DetectorSettings } from './settings.ts'

/** What decides whether a text is too small. */
export interface SizeLimits {
  readonly settings: DetectorSettings
  /** Smaller texts are not learnt, in network pixels. */
  readonly minTextSize: number
}

/**
 * Tells of an image's texts whether their short side in network pixels is under what the network learnt, or under what the
 * boxes are kept from.
 */
export function tooSmallIn(
  image: { readonly width: number; readonly height: number },
  { texts }: Pick<Sample, 'texts'>,
  { settings, minTextSize }: SizeLimits,
): (text: number) => boolean {
  const { scaleX, scaleY } = placeImage(image, settings.preprocessing)
  const least = Math.max(minTextSize, settings.postProcessing.minFinalSide)
  return (text) => textSize(scalePolygon(texts[text].polygon, scaleX, scaleY)) < least
}
