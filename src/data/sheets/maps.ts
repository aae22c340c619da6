// Network inputs and target maps as pictures to look at.
import type { Preprocessing } from '../preprocess.ts'
import type { Targets, TargetSettings } from '../targets.ts'
import type { Picture } from '../types.ts'

/** Fills a picture pixel by pixel. */
function pictureFrom(
  { width, height }: { readonly width: number; readonly height: number },
  colorAt: (index: number) => readonly [red: number, green: number, blue: number],
): Picture {
  const data = new Uint8Array(width * height * 3)
  for (let index = 0; index < width * height; index++) data.set(colorAt(index), index * 3)
  return { width, height, data }
}

/** The picture that a network input (3, H, W) shows: normalisation undone. */
export function inputPicture(input: Float32Array, { size, means, divisor }: Preprocessing): Picture {
  const [height, width] = size
  const pixels = height * width
  const level = (plane: number, index: number): number =>
    Math.max(0, Math.min(255, Math.round(input[plane * pixels + index] * divisor + means[plane])))
  return pictureFrom({ width, height }, (index) => [level(2, index), level(1, index), level(0, index)])
}

/** The probability map, 0 black to 1 white, on the picture, which shows through darkly. */
export function probabilityPicture(view: Picture, { shrinkMap }: Targets): Picture {
  return pictureFrom(view, (index) => (shrinkMap[index] > 0 ? [255, 255, 255] : darkened(view, index)))
}

/** The threshold map, its least value black and its greatest white. */
export function thresholdPicture(view: Picture, { thresholdMap }: Targets, range: TargetSettings): Picture {
  const { thresholdMin, thresholdMax } = range
  return pictureFrom(view, (index) => {
    const level = Math.round((255 * (thresholdMap[index] - thresholdMin)) / (thresholdMax - thresholdMin))
    return [level, level, level]
  })
}

/** Both masks on the picture: red where the probability does not count, blue where the threshold counts. */
export function masksPicture(view: Picture, { shrinkMask, thresholdMask }: Targets): Picture {
  return pictureFrom(view, (index) => {
    const [red, green, blue] = darkened(view, index)
    return [shrinkMask[index] === 0 ? 255 : red, green, thresholdMask[index] > 0 ? 255 : blue]
  })
}

/** A pixel of the picture, at a third of its brightness. */
function darkened({ data }: Picture, index: number): readonly [number, number, number] {
  return [data[index * 3] / 3, data[index * 3 + 1] / 3, data[index * 3 + 2] / 3]
}
