// Long and large images are looked at in overlapping tiles: where they lie, and how their maps become one.
import { assert } from '../core/assert.ts'
import type { Placement, Preprocessing } from '../data/preprocess.ts'
import type { RgbImage } from '../data/types.ts'

/** `auto`: in tiles where the resize rule would lose ordinary texts; a number: tiles of so many pixels of the image. */
export type TileChoice = 'auto' | 'off' | number

/** Ordinary texts are at least this high, in pixels of an image (10 point at 230 dots an inch, letters of a telephone's screen)... */
const ordinaryText = 32
/** ... and the network finds them from this height on, in pixels of its input. */
const smallestText = 6
/** An image is seen in pieces that are at most so many times as long as its short side. */
const longestPiece = 2
/** Neighbouring tiles share this part of their extent, so that each text at a seam lies whole in one of them or goes on in both. */
const overlap = 1 / 4
/** Extents of tiles at the network are multiples of this. */
const unit = 32
/** Largest map that is put together, in pixels: 144 MB of probabilities. */
export const largestMap = 36_000_000

interface Extent {
  readonly width: number
  readonly height: number
}

/** Tiles of one size; tile (row, column) begins at (`columns[column]`, `rows[row]`) in pixels of the image. */
export interface Tiling {
  /** Input of the network for each tile. */
  readonly input: Extent
  /** What a tile covers, in pixels of the image. */
  readonly tile: Extent
  readonly columns: readonly number[]
  readonly rows: readonly number[]
  /** Network pixel = image pixel x scale. */
  readonly scale: number
  /** The whole image at that scale. */
  readonly map: Extent
}

/** The input of the network for one tile: that of `fit`, or a square of the short side, which no fixed size stands against. */
function inputOf({ resize, size: [height, width], shortSide }: Preprocessing): Extent {
  return resize === 'fit' ? { width, height } : { width: shortSide, height: shortSide }
}

/** The scale below which ordinary texts are lost: for the size of an image, and for long ones that of a piece. */
export function neededScale({ width, height }: Extent, preprocessing: Preprocessing): number {
  const input = inputOf(preprocessing)
  const ofPiece = Math.min(input.width, input.height) / (longestPiece * Math.min(width, height))
  return Math.min(1, Math.max(smallestText / ordinaryText, ofPiece))
}

/**
 * How an image is cut, or undefined when the network sees it whole. A tile covers `unit`s of `pixels`: each of its 32 network pixels comes
 * from so many image pixels, at whole numbers in both.
 */
export function planTiles(image: Extent, preprocessing: Preprocessing, choice: TileChoice): Tiling | undefined {
  const input = inputOf(preprocessing)
  const pixels = pixelsOfUnit(image, { preprocessing, choice })
  if (pixels === undefined) return undefined
  const tile = { width: (input.width / unit) * pixels, height: (input.height / unit) * pixels }
  if (tile.width >= image.width && tile.height >= image.height && choice === 'auto') return undefined
  const scale = unit / pixels
  const step = pixels / greatestDivisor(unit, pixels)
  return {
    input,
    tile,
    columns: starts(image.width, tile.width, step),
    rows: starts(image.height, tile.height, step),
    scale,
    map: { width: scaled(image.width, scale), height: scaled(image.height, scale) },
  }
}

function scaled(extent: number, scale: number): number {
  return Math.max(1, Math.round(extent * scale))
}

/** Image pixels that become 32 network pixels; undefined when the image is seen whole. */
function pixelsOfUnit(
  image: Extent,
  { preprocessing, choice }: { readonly preprocessing: Preprocessing; readonly choice: TileChoice },
): number | undefined {
  if (choice === 'off') return undefined
  const { width, height } = inputOf(preprocessing)
  const least = Math.ceil(unit * Math.sqrt((image.width * image.height) / largestMap))
  if (choice !== 'auto') return Math.max(1, least, Math.round((unit * choice) / Math.max(width, height)))
  if (preprocessing.resize === 'short-side') return pixelsOfStrip(image, preprocessing.shortSide)
  const whole = Math.min(width / image.width, height / image.height)
  const needed = neededScale(image, preprocessing)
  return whole >= needed ? undefined : Math.max(least, Math.floor(unit / needed))
}

/** By the short side nothing is lost, but the input of a strip would be as long as the strip. */
function pixelsOfStrip({ width, height }: Extent, shortSide: number): number | undefined {
  const short = Math.min(width, height)
  if (Math.max(width, height) <= 2 * longestPiece * short) return undefined
  return Math.max(unit / 2, Math.round((unit * short) / shortSide))
}

/** Where tiles begin: evenly, at multiples of `step`, sharing at least the overlap; the last may reach over the edge. */
function starts(extent: number, tile: number, step: number): number[] {
  if (extent <= tile) return [0]
  const last = Math.ceil((extent - tile) / step)
  const max = Math.max(1, Math.floor((tile * (1 - overlap)) / step))
  const count = Math.ceil(last / max)
  return Array.from({ length: count + 1 }, (_, index) => Math.round((index * last) / count) * step)
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}

/** The part of the image under a tile. */
export function cropTile(
  image: RgbImage,
  { tile }: Pick<Tiling, 'tile'>,
  { x, y }: { readonly x: number; readonly y: number },
): RgbImage {
  const width = Math.min(tile.width, image.width - x)
  const height = Math.min(tile.height, image.height - y)
  const data = new Uint8Array(width * height * 3)
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * image.width + x) * 3
    data.set(image.data.subarray(from, from + width * 3), row * width * 3)
  }
  return { width, height, data }
}

/** One map from those of the tiles: each pixel comes from the tile in whose middle it lies most. */
export class MapOfTiles {
  readonly #tiling: Tiling
  readonly data: Float32Array

  constructor(tiling: Tiling) {
    this.#tiling = tiling
    this.data = new Float32Array(tiling.map.width * tiling.map.height)
  }

  /** @param map the network's answer for the tile: of the tiling's `input` size, or less where the tile reaches over the image's edge */
  place({ data, width, height }: Extent & { readonly data: Float32Array }, row: number, column: number): void {
    const { input, columns, rows, map: whole, scale } = this.#tiling
    assert(width <= input.width && height <= input.height, 'the map of a tile is no larger than the input')
    const across = part(columns, column, { scale, extent: input.width, whole: whole.width })
    const down = part(rows, row, { scale, extent: input.height, whole: whole.height })
    const right = Math.min(across.to, across.start + width)
    for (let y = down.from; y < Math.min(down.to, down.start + height); y++) {
      const source = (y - down.start) * width - across.start
      this.data.set(data.subarray(source + across.from, source + right), y * whole.width + across.from)
    }
  }

  /** Where the whole image lies in the map: it fills it. */
  get placement(): Placement {
    const { map, scale } = this.#tiling
    return { ...map, scaleX: scale, scaleY: scale, contentWidth: map.width, contentHeight: map.height }
  }
}

/** The stretch of the map that a tile fills: to the middles of what it shares with its neighbours. */
function part(
  begins: readonly number[],
  index: number,
  { scale, extent, whole }: { readonly scale: number; readonly extent: number; readonly whole: number },
) {
  const start = (at: number): number => Math.round(begins[at] * scale)
  const seam = (at: number): number => Math.floor((start(at) + start(at - 1) + extent) / 2)
  const from = index === 0 ? 0 : seam(index)
  const to = index === begins.length - 1 ? Math.min(whole, start(index) + extent) : seam(index + 1)
  return { start: start(index), from, to }
}
