// Resizes an image straight into normalised planes: separable triangle filter, antialiased when it shrinks.
import { assert } from '../core/assert.ts'
import type { RgbImage } from './types.ts'

/** For every output position: where its first source position lies and the weights of `taps` source positions from there. */
interface Filter {
  readonly first: Int32Array
  /** `taps` weights for each output position, summing to 1; unused ones are 0. */
  readonly weights: Float32Array
  readonly taps: number
}

/**
 * The triangle filter of Pillow's BILINEAR and of torch's `interpolate(antialias=True)`: pixel centres at halves, support grows
 * with the shrink factor. Enlarging, it equals OpenCV's INTER_LINEAR.
 */
function triangleFilter(from: number, to: number): Filter {
  const scale = from / to
  const support = Math.max(scale, 1)
  const low = (position: number): number => Math.max(0, Math.floor((position + 0.5) * scale - support + 0.5))
  const high = (position: number): number => Math.min(from, Math.floor((position + 0.5) * scale + support + 0.5))
  let taps = 0
  for (let position = 0; position < to; position++) taps = Math.max(taps, high(position) - low(position))
  const first = new Int32Array(to)
  const weights = new Float32Array(to * taps)
  for (let position = 0; position < to; position++) {
    const weight = (index: number): number =>
      Math.max(0, 1 - Math.abs((index + 0.5 - (position + 0.5) * scale) / support))
    let sum = 0
    for (let index = low(position); index < high(position); index++) sum += weight(index)
    // All `taps` positions must lie inside the source; those before `low` keep weight 0.
    first[position] = Math.min(low(position), from - taps)
    for (let index = low(position); index < high(position); index++)
      weights[position * taps + index - first[position]] = weight(index) / sum
  }
  return { first, weights, taps }
}

/** Resizes row `y` of the image to `filter.first.length` positions; `out` receives its R, then G, then B values. */
function resizeRow(image: RgbImage, y: number, filter: Filter, out: Float32Array): void {
  const { data, width } = image
  const { first, weights, taps } = filter
  const count = first.length
  const row = y * width * 3
  for (let x = 0; x < count; x++) {
    let source = row + first[x] * 3
    let red = 0
    let green = 0
    let blue = 0
    const end = (x + 1) * taps
    for (let tap = x * taps; tap < end; tap++, source += 3) {
      const weight = weights[tap]
      red += weight * data[source]
      green += weight * data[source + 1]
      blue += weight * data[source + 2]
    }
    out[x] = red
    out[count + x] = green
    out[2 * count + x] = blue
  }
}

/** Where the resized image goes: the top-left `width` x `height` pixels of (3, planeHeight, planeWidth) planes. */
export interface PlaneTarget {
  /** (3, planeHeight, planeWidth) in the order B, G, R; only the content's pixels are written. */
  readonly planes: Float32Array
  readonly planeWidth: number
  readonly planeHeight: number
  /** Size of the content in pixels, at most the planes'. */
  readonly width: number
  readonly height: number
  /** Subtracted from the B, G and R plane, in this order. */
  readonly means: readonly [number, number, number]
  /** Divides what is left. */
  readonly divisor: number
}

/** Resizes the whole image to the target's content size and writes `(value - mean) / divisor` into its B, G, R planes. */
export function resizeIntoPlanes(image: RgbImage, target: PlaneTarget): void {
  const { planes, planeWidth, planeHeight, width, height } = target
  assert(width >= 1 && height >= 1 && width <= planeWidth && height <= planeHeight, 'the content fits into its planes')
  assert(image.data.length === image.width * image.height * 3, 'an image has three bytes a pixel')
  const across = triangleFilter(image.width, width)
  const down = triangleFilter(image.height, height)
  // The last `down.taps` resized rows, by source row modulo `down.taps`: each source row is resized once.
  const rows = Array.from({ length: down.taps }, () => new Float32Array(width * 3))
  const sum = new Float32Array(width * 3)
  const planeSize = planeWidth * planeHeight
  const factor = 1 / target.divisor
  let ready = 0
  for (let y = 0; y < height; y++) {
    const start = down.first[y]
    for (ready = Math.max(ready, start); ready < start + down.taps; ready++)
      resizeRow(image, ready, across, rows[ready % down.taps])
    sum.fill(0)
    for (let tap = 0; tap < down.taps; tap++)
      addScaled(sum, rows[(start + tap) % down.taps], down.weights[y * down.taps + tap])
    for (let plane = 0; plane < 3; plane++) {
      const source = (2 - plane) * width // RGB in the sum, BGR in the planes
      const to = plane * planeSize + y * planeWidth
      const mean = target.means[plane]
      for (let x = 0; x < width; x++) planes[to + x] = (sum[source + x] - mean) * factor
    }
  }
}

function addScaled(sum: Float32Array, row: Float32Array, weight: number): void {
  if (weight === 0) return
  for (let index = 0; index < sum.length; index++) sum[index] += weight * row[index]
}
