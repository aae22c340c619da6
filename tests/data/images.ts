// Synthetic images and texts for the tests of augmentation, targets and batches.
import { Random } from '../../src/core/random.ts'
import type { Polygon } from '../../src/geometry/points.ts'
import type { RgbImage, TextInstance } from '../../src/data/types.ts'

/** An upright rectangle, clockwise from top-left. */
export function rectangle(left: number, top: number, width: number, height: number): Polygon {
  return [
    [left, top],
    [left + width, top],
    [left + width, top + height],
    [left, top + height],
  ]
}

export function textOf(polygon: Polygon, ignore = false): TextInstance {
  return { polygon, transcript: ignore ? '###' : 'text', ignore, line: 1 }
}

/** A plain image with filled upright rectangles on it. */
export function painted(
  width: number,
  height: number,
  [red, green, blue]: readonly [number, number, number],
  marks: readonly { readonly polygon: Polygon; readonly color: readonly [number, number, number] }[] = [],
): RgbImage {
  const data = new Uint8Array(width * height * 3)
  for (let at = 0; at < data.length; at += 3) data.set([red, green, blue], at)
  for (const { polygon, color } of marks)
    for (let y = polygon[0][1]; y < polygon[2][1]; y++)
      for (let x = polygon[0][0]; x < polygon[2][0]; x++) data.set(color, (y * width + x) * 3)
  return { width, height, data }
}

/** Random convex quadrilaterals all over an image, every third one do-not-care; they may overlap. */
export function scatteredTexts(count: number, width: number, height: number, random: Random): TextInstance[] {
  return Array.from({ length: count }, (_, index) => {
    const [w, h] = [random.uniform(4, width / 3), random.uniform(4, height / 5)]
    const angle = random.uniform(-0.6, 0.6)
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    const [cx, cy] = [random.uniform(0, width), random.uniform(0, height)]
    const polygon: Polygon = rectangle(-w / 2, -h / 2, w, h).map(([x, y]) => [
      cx + cos * x - sin * y,
      cy + sin * x + cos * y,
    ])
    return textOf(polygon, index % 3 === 2)
  })
}

/** Whether two arrays hold the same bits; far faster than comparing them element by element. */
export function sameBits(one: Float32Array, other: Float32Array): boolean {
  return bytesOf(one).equals(bytesOf(other))
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
