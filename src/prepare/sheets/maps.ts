// Network inputs and target maps as images to look at.
import type { Preprocessing } from '../../data/preprocess.ts'
import type { Targets, TargetSettings } from '../../data/targets.ts'
import type { RgbImage } from '../../data/types.ts'

/** Fills an image pixel by pixel. */
function imageFrom(
  { width, height }: { readonly width: number; readonly height: number },
  colorAt: (index: number) => readonly [red: number, green: number, blue: number],
): RgbImage {
  const data = new Uint8Array(width * height * 3)
  for (let index = 0; index < width * height; index++) data.set(colorAt(index), index * 3)
  return { width, height, data }
}

/** The image that a network input (3, H, W) shows: normalisation undone. */
export function inputImage(input: Float32Array, { size, means, divisor }: Preprocessing): RgbImage {
  const [height, width] = size
  const pixels = height * width
  const level = (plane: number, index: number): number =>
    Math.max(0, Math.min(255, Math.round(input[plane * pixels + index] * divisor + means[plane])))
  return imageFrom({ width, height }, (index) => [level(2, index), level(1, index), level(0, index)])
}

/** The probability map, 0 black to 1 white, on the image, which shows through darkly. */
export function probabilityImage(view: RgbImage, { shrinkMap }: Targets): RgbImage {
  return imageFrom(view, (index) => (shrinkMap[index] > 0 ? [255, 255, 255] : darkened(view, index)))
}

/** The threshold map, its least value black and its greatest white. */
export function thresholdImage(view: RgbImage, { thresholdMap }: Targets, range: TargetSettings): RgbImage {
  const { thresholdMin, thresholdMax } = range
  return imageFrom(view, (index) => {
    const level = Math.round((255 * (thresholdMap[index] - thresholdMin)) / (thresholdMax - thresholdMin))
    return [level, level, level]
  })
}

/** Both masks on the image: red where the probability does not count, blue where the threshold counts. */
export function masksImage(view: RgbImage, { shrinkMask, thresholdMask }: Targets): RgbImage {
  return imageFrom(view, (index) => {
    const [red, green, blue] = darkened(view, index)
    return [shrinkMask[index] === 0 ? 255 : red, green, thresholdMask[index] > 0 ? 255 : blue]
  })
}

/** A pixel of the image, at a third of its brightness. */
function darkened({ data }: RgbImage, index: number): readonly [number, number, number] {
  return [data[index * 3] / 3, data[index * 3 + 1] / 3, data[index * 3 + 2] / 3]
}
