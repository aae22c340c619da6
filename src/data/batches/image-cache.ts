// Decoded images kept in memory, as long as all of them fit.
import type { RgbImage } from '../types.ts'

/** From this many images on, their mean size says whether all will fit. */
const imagesToJudgeBy = 8

/** Images vary in size: only a set that seems this many times too large is given up before the memory is full. */
const doubt = 2

/**
 * Remembers images by index until it is clear that not all of them fit into `limit` bytes, then forgets them for good: an epoch
 * visits every image once, so keeping a part of a large set would save that part only and hold the memory all the time.
 */
export class ImageCache {
  readonly #images = new Map<number, RgbImage>()
  readonly #limit: number
  readonly #count: number
  #bytes = 0
  #givenUp = false

  /** @param count how many images there are */
  constructor(limit: number, count: number) {
    this.#limit = limit
    this.#count = count
  }

  /** Bytes of the images held. */
  get bytes(): number {
    return this.#bytes
  }

  get(index: number): RgbImage | undefined {
    return this.#images.get(index)
  }

  add(index: number, image: RgbImage): void {
    if (this.#givenUp || this.#images.has(index)) return
    this.#images.set(index, image)
    this.#bytes += image.data.byteLength
    const held = this.#images.size
    const expected = held < imagesToJudgeBy ? 0 : (this.#bytes / held) * this.#count
    if (this.#bytes <= this.#limit && expected <= doubt * this.#limit) return
    this.#givenUp = true
    this.#bytes = 0
    this.#images.clear()
  }
}
