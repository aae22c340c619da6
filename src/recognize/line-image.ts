// Cuts one text out of an image, straightened by the perspective of its four corners, as a strip of a given height.
import type { RgbImage } from '../data/types.ts'
import { minAreaRect } from '../geometry/min-area-rect.ts'
import { distanceBetween, type Polygon } from '../geometry/points.ts'

/** Texts so many times as high as wide stand upright: they are turned a quarter to the left. Source: PaddleOCR, get_rotate_crop_image. */
const uprightFrom = 1.5

/** More points along one side of a pixel would only cost time. */
const maxSamples = 4

/** No letter can be told in fewer pixels. */
const leastSide = 3

/** A strip of one text of the given height; undefined where there are fewer than 3 pixels along or across. */
export function lineImage(image: RgbImage, polygon: Polygon, height: number): RgbImage | undefined {
  const corners = readingCorners(polygon)
  if (corners === undefined) return undefined
  const { along, across } = sizeOf(corners)
  if (along < leastSide || across < leastSide) return undefined
  const width = Math.max(1, Math.round((along / across) * height))
  const samples = Math.min(maxSamples, Math.max(1, Math.round(across / height)))
  return { width, height, data: warp(image, perspective(corners, width, height), { width, height, samples }) }
}

/** The strip turned by half a circle: what was upside down is upright. */
export function upsideDown({ width, height, data }: RgbImage): RgbImage {
  const turned = new Uint8Array(data.length)
  for (let from = 0, to = data.length - 3; to >= 0; from += 3, to -= 3) turned.set(data.subarray(from, from + 3), to)
  return { width, height, data: turned }
}

/** Four corners, the first where one begins to read; undefined where corners are missing or no numbers. */
export function readingCorners(polygon: Polygon): Polygon | undefined {
  if (polygon.length === 0 || !polygon.flat().every(Number.isFinite)) return undefined
  const corners = fourCorners(polygon)
  const { along, across } = sizeOf(corners)
  return across >= uprightFrom * along ? [...corners.slice(1), corners[0]] : corners
}

/** The corners of a quadrilateral as they are, those of the smallest rectangle around any other polygon. */
export function fourCorners(polygon: Polygon): Polygon {
  return polygon.length === 4 ? polygon : minAreaRect(polygon).corners
}

/** Along the sides from the first to the second corner, and across: the longer one of both. */
export function sizeOf([a, b, c, d]: Polygon): { readonly along: number; readonly across: number } {
  return {
    along: Math.max(distanceBetween(a, b), distanceBetween(d, c)),
    across: Math.max(distanceBetween(a, d), distanceBetween(b, c)),
  }
}

/** x = (a u + b v + c) / (g u + h v + 1), y = (d u + e v + f) / (g u + h v + 1). */
type Perspective = readonly number[]

/** From the strip to the image. Source: Heckbert, Fundamentals of Texture Mapping (1989), 2.2.2: unit square to quadrilateral. */
function perspective([p0, p1, p2, p3]: Polygon, width: number, height: number): Perspective {
  const [dx1, dx2, sx] = [p1[0] - p2[0], p3[0] - p2[0], p0[0] - p1[0] + p2[0] - p3[0]]
  const [dy1, dy2, sy] = [p1[1] - p2[1], p3[1] - p2[1], p0[1] - p1[1] + p2[1] - p3[1]]
  const determinant = dx1 * dy2 - dx2 * dy1
  const g = determinant === 0 ? 0 : (sx * dy2 - dx2 * sy) / determinant
  const h = determinant === 0 ? 0 : (dx1 * sy - sx * dy1) / determinant
  const [a, d] = [p1[0] - p0[0] + g * p1[0], p1[1] - p0[1] + g * p1[1]]
  const [b, e] = [p3[0] - p0[0] + h * p3[0], p3[1] - p0[1] + h * p3[1]]
  return [a / width, b / height, p0[0], d / width, e / height, p0[1], g / width, h / height]
}

interface Strip {
  readonly width: number
  readonly height: number
  /** Points along each side of a pixel whose mean it takes. */
  readonly samples: number
}

function warp(image: RgbImage, [a, b, c, d, e, f, g, h]: Perspective, { width, height, samples }: Strip): Uint8Array {
  const data = new Uint8Array(width * height * 3)
  const sum = new Float64Array(3)
  const count = samples * samples
  for (let row = 0, to = 0; row < height; row++)
    for (let column = 0; column < width; column++, to += 3) {
      sum.fill(0)
      for (let sample = 0; sample < count; sample++) {
        const u = column + ((sample % samples) + 0.5) / samples
        const v = row + (Math.floor(sample / samples) + 0.5) / samples
        const depth = g * u + h * v + 1
        addPoint(sum, image, (a * u + b * v + c) / depth, (d * u + e * v + f) / depth)
      }
      for (let channel = 0; channel < 3; channel++) data[to + channel] = Math.round(sum[channel] / count)
    }
  return data
}

/** Adds the bilinear value at a point of the plane, pixel (0, 0) lying from 0 to 1; beyond the image its edge goes on. */
function addPoint(sum: Float64Array, { width, height, data }: RgbImage, x: number, y: number): void {
  const [px, py] = [clamp(x - 0.5, width - 1), clamp(y - 0.5, height - 1)]
  const [x0, y0] = [Math.floor(px), Math.floor(py)]
  const [fx, fy] = [px - x0, py - y0]
  const right = x0 + 1 < width ? 3 : 0
  const below = y0 + 1 < height ? 3 * width : 0
  const at = 3 * (y0 * width + x0)
  for (let channel = 0; channel < 3; channel++) {
    const from = at + channel
    const upper = data[from] * (1 - fx) + data[from + right] * fx
    const lower = data[from + below] * (1 - fx) + data[from + below + right] * fx
    sum[channel] += upper * (1 - fy) + lower * fy
  }
}

const clamp = (value: number, max: number): number => (value > 0 ? Math.min(value, max) : 0)
