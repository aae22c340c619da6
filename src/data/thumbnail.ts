// An image at a glance: its 32x32 thumbnail in grey and a 64-bit perceptual hash, for finding the same image stored twice.
import type { RgbImage } from './types.ts'

const side = 32
/** Low frequencies that make up the hash, in each direction. */
const frequencies = 8
/** Pixels looked at in each direction for one pixel of the thumbnail: more cost time and change nothing that can be seen. */
const samplesAcross = 12
/** A thumbnail with a smaller standard deviation, of 255 levels, shows nothing that could be recognised. */
const minContrast = 2

export interface Thumbnail {
  /** (32, 32) grey levels, row-major, shifted and scaled to mean 0 and length 1. */
  readonly levels: Float32Array
  /** 64 bits in two numbers: which low frequencies of the thumbnail lie above their median. */
  readonly hash: readonly [low: number, high: number]
}

/** The thumbnail of an image; undefined for an image of (nearly) one colour, which looks like every other one. */
export function thumbnailOf(image: RgbImage): Thumbnail | undefined {
  const levels = greyLevels(image)
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length
  let squares = 0
  for (let index = 0; index < levels.length; index++) {
    levels[index] -= mean
    squares += levels[index] ** 2
  }
  if (squares / levels.length < minContrast ** 2) return undefined
  const length = Math.sqrt(squares)
  for (let index = 0; index < levels.length; index++) levels[index] /= length
  return { levels, hash: hashOf(levels) }
}

/** Correlation of two thumbnails, -1 to 1; brightness and contrast do not count. */
export function likenessOf(a: Thumbnail, b: Thumbnail): number {
  let sum = 0
  for (let index = 0; index < a.levels.length; index++) sum += a.levels[index] * b.levels[index]
  return sum
}

/** Bits in which two hashes differ, 0 to 64. */
export function distanceOf(a: Thumbnail, b: Thumbnail): number {
  return bitsSet(a.hash[0] ^ b.hash[0]) + bitsSet(a.hash[1] ^ b.hash[1])
}

/** Mean green level (which is nearly the luma) of each of 32x32 cells, from evenly spread pixels. */
function greyLevels({ width, height, data }: RgbImage): Float32Array {
  const levels = new Float32Array(side * side)
  const columns = samplePlaces(width)
  const rows = samplePlaces(height)
  const across = columns.length / side
  const down = rows.length / side
  for (const [row, y] of rows.entries()) {
    const start = y * width
    const cellRow = Math.floor(row / down) * side
    for (let cell = 0, column = 0; cell < side; cell++) {
      let sum = 0
      for (const end = column + across; column < end; column++) sum += data[(start + columns[column]) * 3 + 1]
      levels[cellRow + cell] += sum
    }
  }
  return levels.map((sum) => sum / (across * down))
}

/** The pixels to look at along one direction: in each of the 32 cells equally many, at most 12, evenly spread. */
function samplePlaces(extent: number): Int32Array {
  const count = Math.max(1, Math.min(samplesAcross, Math.floor(extent / side)))
  const step = extent / (side * count)
  return Int32Array.from({ length: side * count }, (_, index) => Math.floor((index + 0.5) * step))
}

/** cosines[k * side + x] of the discrete cosine transform DCT-II. */
const cosines = Float32Array.from({ length: frequencies * side }, (_, at) =>
  Math.cos((Math.PI * Math.floor(at / side) * ((at % side) + 0.5)) / side),
)

/** The perceptual hash of Zauner 2010 (pHash): the sign of each low frequency against their median. */
function hashOf(levels: Float32Array): readonly [low: number, high: number] {
  const along = new Float32Array(side * frequencies)
  for (let y = 0; y < side; y++)
    for (let k = 0; k < frequencies; k++)
      for (let x = 0; x < side; x++) along[y * frequencies + k] += levels[y * side + x] * cosines[k * side + x]
  const spectrum = new Float32Array(frequencies * frequencies)
  for (let j = 0; j < frequencies; j++)
    for (let k = 0; k < frequencies; k++)
      for (let y = 0; y < side; y++) spectrum[j * frequencies + k] += along[y * frequencies + k] * cosines[j * side + y]
  const median = spectrum.toSorted()[spectrum.length / 2]
  const bits = (from: number): number =>
    spectrum.subarray(from, from + 32).reduce((word, value, bit) => word | (Number(value > median) << bit), 0)
  return [bits(0), bits(32)]
}

function bitsSet(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
