// Resamples an image once through an affine map into normalised planes, with its colours changed on the way.
import { composeAffine, invertAffine, scaleAffine } from '../../geometry/affine.ts'
import type { Affine } from '../../geometry/affine.ts'
import type { Preprocessing } from '../preprocess.ts'
import type { RgbImage } from '../types.ts'
import type { ColorMap } from './color.ts'

export interface WarpJob {
  readonly image: RgbImage
  /** From image pixels to network pixels. */
  readonly map: Affine
  /** What of the network input shows the image, in network pixels from the top left; the rest is padding. */
  readonly contentWidth: number
  readonly contentHeight: number
  readonly color: ColorMap
  /** Its `size` is that of the planes. */
  readonly preprocessing: Preprocessing
  /** (3, H, W) in the order B, G, R; padding is left as it is. */
  readonly planes: Float32Array
}

/** Inverse mapping with bilinear interpolation; an image shrunk by more than 2 is halved by box averaging first. */
export function warpIntoPlanes(job: WarpJob): void {
  let { image, map } = job
  while (lengthFactor(map) < 0.5) {
    image = halveImage(image)
    map = composeAffine(scaleAffine(2, 2), map)
  }
  const [height, width] = job.preprocessing.size
  const [stepU, addU, startU, stepV, addV, startV] = invertAffine(map)
  const rows = Math.min(height, Math.ceil(job.contentHeight - 0.5))
  const columns = Math.min(width, Math.ceil(job.contentWidth - 0.5))
  for (let y = 0; y < rows; y++) {
    // Source position of the centre of this row's pixel 0; each pixel to the right adds (stepU, stepV).
    const u = stepU * 0.5 + addU * (y + 0.5) + startU
    const v = stepV * 0.5 + addV * (y + 0.5) + startV
    const [lowU, highU] = within(u, stepU, image.width)
    const [lowV, highV] = within(v, stepV, image.height)
    const first = Math.max(0, Math.ceil(Math.max(lowU, lowV)))
    const last = Math.min(columns - 1, Math.floor(Math.min(highU, highV)))
    warpRow({ ...job, image }, { y, u, v, stepU, stepV, first, last })
  }
}

/** How much longer the map makes a length: the square root of its area factor. */
function lengthFactor([a, b, , d, e]: Affine): number {
  return Math.sqrt(Math.abs(a * e - b * d))
}

/** For which t `start + t * step` lies in 0..`extent`. */
function within(start: number, step: number, extent: number): [low: number, high: number] {
  if (step === 0) return start >= 0 && start <= extent ? [-Infinity, Infinity] : [Infinity, -Infinity]
  const ends: [number, number] = [-start / step, (extent - start) / step]
  return ends[0] <= ends[1] ? ends : [ends[1], ends[0]]
}

interface RowPath {
  readonly y: number
  /** Source position of pixel 0 and the step from pixel to pixel. */
  readonly u: number
  readonly v: number
  readonly stepU: number
  readonly stepV: number
  /** The pixels to write, both included. */
  readonly first: number
  readonly last: number
}

function warpRow({ image, color, preprocessing, planes }: WarpJob, path: RowPath): void {
  const { data, width, height } = image
  const [[rr, rg, rb, r1], [gr, gg, gb, g1], [br, bg, bb, b1]] = color
  const [meanB, meanG, meanR] = preprocessing.means
  const factor = 1 / preprocessing.divisor
  const planeSize = planes.length / 3
  const right = width > 1 ? 3 : 0
  const below = height > 1 ? 3 * width : 0
  const maxX = Math.max(0, width - 2)
  const maxY = Math.max(0, height - 2)
  const row = path.y * preprocessing.size[1]
  for (let x = path.first; x <= path.last; x++) {
    // Pixel centres lie at halves; outside the outermost centres the outermost colour goes on.
    const u = Math.min(Math.max(path.u + x * path.stepU - 0.5, 0), width - 1)
    const v = Math.min(Math.max(path.v + x * path.stepV - 0.5, 0), height - 1)
    const x0 = Math.min(u | 0, maxX)
    const y0 = Math.min(v | 0, maxY)
    const tx = u - x0
    const ty = v - y0
    const w00 = (1 - tx) * (1 - ty)
    const w01 = tx * (1 - ty)
    const w10 = (1 - tx) * ty
    const w11 = tx * ty
    const p = (y0 * width + x0) * 3
    const q = p + right
    const s = p + below
    const t = s + right
    const red = data[p] * w00 + data[q] * w01 + data[s] * w10 + data[t] * w11
    const green = data[p + 1] * w00 + data[q + 1] * w01 + data[s + 1] * w10 + data[t + 1] * w11
    const blue = data[p + 2] * w00 + data[q + 2] * w01 + data[s + 2] * w10 + data[t + 2] * w11
    const to = row + x
    planes[to] = (clampByte(br * red + bg * green + bb * blue + b1) - meanB) * factor
    planes[to + planeSize] = (clampByte(gr * red + gg * green + gb * blue + g1) - meanG) * factor
    planes[to + 2 * planeSize] = (clampByte(rr * red + rg * green + rb * blue + r1) - meanR) * factor
  }
}

function clampByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value
}

/** Averages 2x2 pixels into one; an odd last column or row is averaged with itself. */
export function halveImage({ width, height, data }: RgbImage): RgbImage {
  const halfWidth = Math.ceil(width / 2)
  const halfHeight = Math.ceil(height / 2)
  const half = new Uint8Array(halfWidth * halfHeight * 3)
  let to = 0
  for (let y = 0; y < halfHeight; y++) {
    const upper = 2 * y * width
    const lower = Math.min(2 * y + 1, height - 1) * width
    for (let x = 0; x < halfWidth; x++) {
      const left = 2 * x
      const right = Math.min(left + 1, width - 1)
      for (let channel = 0; channel < 3; channel++) {
        const sum =
          data[(upper + left) * 3 + channel] +
          data[(upper + right) * 3 + channel] +
          data[(lower + left) * 3 + channel] +
          data[(lower + right) * 3 + channel]
        half[to++] = (sum + 2) >> 2
      }
    }
  }
  return { width: halfWidth, height: halfHeight, data: half }
}
