// Colour jitter as one linear map of RGB: brightness, contrast and saturation composed.
import type { Random } from '../../core/random.ts'
import type { Augmentation } from './settings.ts'

/** Rows for R, G and B: weights of the source's R, G, B, then a constant; values in 0..255. */
export type ColorMap = readonly [ColorRow, ColorRow, ColorRow]
type ColorRow = readonly [red: number, green: number, blue: number, constant: number]

/** Luma of Rec. 601, in the order R, G, B. */
const luma = [0.299, 0.587, 0.114]

/** The middle of the range: contrast turns about it. */
const middle = 127.5

/** Draws a colour map. With all three ranges 0 it changes nothing. */
export function drawColorMap(settings: Augmentation, random: Random): ColorMap {
  const brightness = 1 + random.uniform(-settings.brightness, settings.brightness)
  const contrast = 1 + random.uniform(-settings.contrast, settings.contrast)
  const saturation = 1 + random.uniform(-settings.saturation, settings.saturation)
  return colorMap(brightness, contrast, saturation)
}

/** Saturation towards grey of equal luma, then brightness as a factor, then contrast about the middle; 1 changes nothing. */
export function colorMap(brightness: number, contrast: number, saturation: number): ColorMap {
  const factor = brightness * contrast
  const constant = middle * (1 - contrast)
  const row = (own: number): ColorRow => {
    const weight = (source: number): number =>
      factor * ((1 - saturation) * luma[source] + (source === own ? saturation : 0))
    return [weight(0), weight(1), weight(2), constant]
  }
  return [row(0), row(1), row(2)]
}
