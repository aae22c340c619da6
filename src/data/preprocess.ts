// From a decoded image to the network's input: resize rule, channel order, normalisation. The one definition of all three.
import { assert } from '../core/assert.ts'
import { resizeIntoPlanes } from './resize.ts'
import type { RgbImage } from './types.ts'

/** How images become network inputs. Written into checkpoints and exported files; every reader takes it from there. */
export interface Preprocessing {
  /** Order of the planes. */
  readonly channelOrder: 'BGR'
  /** Subtracted, in 0..255, from the B, G and R plane in this order. */
  readonly means: readonly [number, number, number]
  /** Divides what is left. */
  readonly divisor: 255
  /** `fit`: into `size`, aspect kept. `short-side`: the short side becomes `shortSide`, the other is rounded up to 32. */
  readonly resize: 'fit' | 'short-side'
  /** [height, width] of the input under `fit`, multiples of 32. */
  readonly size: readonly [height: number, width: number]
  /** Short side of the input under `short-side`, a multiple of 32. */
  readonly shortSide: number
  /** Under `fit`: `minimal` pads the resized image to multiples of 32, `full` to `size`. A training sees batches of `size` in either case. */
  readonly padding: 'minimal' | 'full'
}

/**
 * The published checkpoint's values. The means are ImageNet's R, G, B means, yet its training code subtracted them from the
 * B, G, R planes in this order; trained weights depend on it, so it stays. `full` padding is what files mean that do not say it.
 */
export const defaultPreprocessing: Preprocessing = {
  channelOrder: 'BGR',
  means: [122.67891434, 116.66876762, 104.00698793],
  divisor: 255,
  resize: 'fit',
  size: [800, 800],
  shortSide: 736,
  padding: 'full',
}

/** The network downsamples by 32: every extent of its input is a multiple of this. */
const stride = 32

/** The smallest multiple of 32 that is at least `extent`, and at least 32. */
export function padTo32(extent: number): number {
  return Math.max(1, Math.ceil(extent / stride)) * stride
}

/** Where an image lies in its network input: at the top left, `contentWidth` x `contentHeight` of `width` x `height`. */
export interface Placement {
  /** Input size in pixels, multiples of 32. */
  readonly height: number
  readonly width: number
  /** Network pixel = image pixel x scale, pixel edges at whole numbers in both. */
  readonly scaleX: number
  readonly scaleY: number
  /** Size of the resized image in the input; the rest is padding. */
  readonly contentWidth: number
  readonly contentHeight: number
}

/** A network input: planes (3, height, width) in B, G, R order, normalised; padding is 0, that is the mean colour. */
export interface NetworkInput extends Placement {
  readonly data: Float32Array
}

/** Where an image of this size comes to lie, by the resize rule. Sizes that are no multiples of 32 are a bug of the caller. */
export function placeImage(image: Extent, preprocessing: Preprocessing): Placement {
  const isFit = preprocessing.resize === 'fit'
  const most = isFit ? fitSize(preprocessing) : shortSideSize(image, preprocessing)
  assert(
    most.width % stride === 0 && most.height % stride === 0,
    `network inputs are multiples of ${stride}, got ${most.width}x${most.height}`,
  )
  const content = isFit ? contentSize(image, most) : most
  const isMinimal = isFit && preprocessing.padding === 'minimal'
  const input = isMinimal ? { width: padTo32(content.width), height: padTo32(content.height) } : most
  const scaleX = content.width / image.width
  const scaleY = content.height / image.height
  return { ...input, scaleX, scaleY, contentWidth: content.width, contentHeight: content.height }
}

/** [height, width] of the input of every image; undefined where it follows the image. */
export function fixedSizeOf({ resize, size, padding }: Preprocessing): readonly [number, number] | undefined {
  return resize === 'fit' && padding === 'full' ? size : undefined
}

/** The same for a network that takes one size, [height, width]: every image is fitted into it, and padded. */
export function atFixedSize(preprocessing: Preprocessing, size = preprocessing.size): Preprocessing {
  return { ...preprocessing, resize: 'fit', size, padding: 'full' }
}

interface Extent {
  readonly width: number
  readonly height: number
}

function fitSize({ size: [height, width] }: Preprocessing): Extent {
  return { width, height }
}

/** The image as large as it fits, its aspect kept. */
function contentSize(image: Extent, { width, height }: Extent): Extent {
  const scale = Math.min(width / image.width, height / image.height)
  return {
    width: Math.min(width, Math.max(1, Math.round(image.width * scale))),
    height: Math.min(height, Math.max(1, Math.round(image.height * scale))),
  }
}

/** ModelScope's rule: the short side exactly, the long side rounded up to a multiple of 32 (so the aspect changes a little). */
function shortSideSize(image: Extent, { shortSide }: Preprocessing): Extent {
  return image.height < image.width
    ? { width: padTo32((shortSide * image.width) / image.height), height: shortSide }
    : { width: shortSide, height: padTo32((shortSide * image.height) / image.width) }
}

/**
 * The network input of an image. The content is resized with a triangle filter (antialiased when shrinking), the padding at
 * bottom and right is 0. Validation, detection and training without augmentation all come through here.
 * @param into (3, height, width) floats to write into; a new array without it
 */
export function toNetworkInput(image: RgbImage, preprocessing: Preprocessing, into?: Float32Array): NetworkInput {
  const placement = placeImage(image, preprocessing)
  const count = 3 * placement.height * placement.width
  const data = into ?? new Float32Array(count)
  assert(data.length === count, `a network input has ${count} floats, got ${data.length}`)
  if (into !== undefined) data.fill(0)
  resizeIntoPlanes(image, {
    planes: data,
    planeWidth: placement.width,
    planeHeight: placement.height,
    width: placement.contentWidth,
    height: placement.contentHeight,
    means: preprocessing.means,
    divisor: preprocessing.divisor,
  })
  return { data, ...placement }
}
