// Seeded cases for the geometry tests: polygons, bitmaps and probability maps, and their JSON forms for OpenCV.
import { Random } from '../../src/core/random.ts'
import type { Point, Polygon } from '../../src/geometry/points.ts'
import type { Raster } from '../../src/geometry/raster.ts'

/** A polygon of any shape, self-crossings included, with whole corners in [low, high). */
export function anyPolygon(random: Random, corners: number, [low, high]: readonly [number, number]): Polygon {
  return Array.from({ length: corners }, (): Point => [low + random.int(high - low), low + random.int(high - low)])
}

/** A polygon that does not cross itself: corners at growing angles around a centre, at different distances. */
export function starPolygon(
  random: Random,
  corners: number,
  [x, y, radius]: readonly [number, number, number],
): Polygon {
  return Array.from({ length: corners }, (_, index): Point => {
    const angle = (2 * Math.PI * (index + 0.8 * random.next())) / corners
    const reach = radius * random.uniform(0.3, 1)
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)]
  })
}

/** A rectangle of `width` x `height` about (x, y), turned by `degrees` clockwise; corners clockwise from the top-left of the upright one. */
export function turnedRect([x, y]: Point, [width, height]: readonly [number, number], degrees: number): Polygon {
  const cos = Math.cos((degrees * Math.PI) / 180)
  const sin = Math.sin((degrees * Math.PI) / 180)
  return (
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ] as const
  ).map(([along, across]): Point => {
    const [u, v] = [(along * width) / 2, (across * height) / 2]
    return [x + u * cos - v * sin, y + u * sin + v * cos]
  })
}

/** Discs, bars and salt and pepper: blobs with holes, islands in holes, single pixels, blobs at the edge. */
export function anyBitmap(random: Random, width: number, height: number): Raster<Uint8Array> {
  const data = new Uint8Array(width * height)
  for (let blob = 0; blob < 8; blob++) {
    const value = random.next() < 0.6 ? 1 : 0
    const [x, y, reach] = [random.int(width), random.int(height), 1 + random.int(Math.ceil(width / 3))]
    const round = random.next() < 0.5
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) {
        const [dx, dy] = [Math.abs(column - x), Math.abs(row - y)]
        if (round ? dx * dx + dy * dy < reach * reach : dx < reach && dy < reach / 2) data[row * width + column] = value
      }
  }
  const noise = random.pick([0, 0, 0.02, 0.2])
  for (let index = 0; index < data.length; index++) if (random.next() < noise) data[index] = 1 - data[index]
  return { data, width, height }
}

/** A map as a trained network gives it: turned words that are sure inside and fade at the edge, over faint noise. */
export function anyMap(random: Random, size: number, words: number): Raster<Float32Array> {
  const data = Float32Array.from({ length: size * size }, () => 0.1 * random.next())
  for (let word = 0; word < words; word++) {
    const [x, y, angle] = [random.int(size), random.int(size), random.uniform(-40, 40)]
    const [width, height, peak] = [random.uniform(10, size / 4), random.uniform(3, size / 20), random.uniform(0.3, 1)]
    const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
    const reach = Math.ceil((width + height) / 2) + 4
    for (let row = Math.max(0, y - reach); row < Math.min(size, y + reach); row++)
      for (let column = Math.max(0, x - reach); column < Math.min(size, x + reach); column++) {
        const along = Math.abs((column - x) * cos + (row - y) * sin) - width / 2
        const across = Math.abs((row - y) * cos - (column - x) * sin) - height / 2
        const value = peak / (1 + Math.exp(3 * Math.max(along, across)))
        const index = row * size + column
        if (value > data[index]) data[index] = value
      }
  }
  return { data, width: size, height: size }
}

/** Bytes of a raster's data as base64, for JSON. */
export function toBase64(data: Uint8Array | Float32Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64')
}

/** The bytes again. */
export function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'))
}

/** A bitmap from rows of text: `.` is 0, everything else 1. */
export function bitmapFrom(rows: readonly string[]): Raster<Uint8Array> {
  const data = Uint8Array.from(rows.join(''), (letter) => (letter === '.' ? 0 : 1))
  return { data, width: rows[0].length, height: rows.length }
}

/** The rows of text again, `#` for anything but 0. */
export function rowsOf({ data, width, height }: Raster): string[] {
  return Array.from({ length: height }, (_, row) =>
    Array.from(data.subarray(row * width, (row + 1) * width), (value) => (value === 0 ? '.' : '#')).join(''),
  )
}

/** A polygon as `x,y x,y ...`, for fixtures one can read. */
export function textOf(polygon: Polygon): string {
  return polygon.map(([x, y]) => `${Number(x.toFixed(4))},${Number(y.toFixed(4))}`).join(' ')
}

/** The polygon again. */
export function polygonFrom(text: string): Polygon {
  return text.split(' ').map((pair): Point => {
    const [x, y] = pair.split(',').map(Number)
    return [x, y]
  })
}

/** A closed run of points as text, the same wherever it starts. */
export function canonical(points: Polygon): string {
  const keys = points.map(([x, y]) => `${x},${y}`)
  const lowest = keys.toSorted()[0]
  const starts = keys.flatMap((key, index) => (key === lowest ? [index] : []))
  return starts.map((start) => [...keys.slice(start), ...keys.slice(0, start)].join(' ')).toSorted()[0]
}

/** An upright rectangle, clockwise from the top-left corner. */
export function rect(left: number, top: number, right: number, bottom: number): Polygon {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ]
}
