// Decoded pictures kept in memory, as long as all of them fit.
import type { Picture } from '../types.ts'

/** From this many pictures on, their mean size says whether all will fit. */
const picturesToJudgeBy = 8

/** Pictures vary in size: only a set that seems this many times too large is given up before the memory is full. */
const doubt = 2

/**
 * Remembers pictures by index until it is clear that not all of them fit into `limit` bytes, then forgets them for good: an epoch
 * visits every picture once, so keeping a part of a large set would save that part only and hold the memory all the time.
 */
export class PictureCache {
  readonly #pictures = new Map<number, Picture>()
  readonly #limit: number
  readonly #count: number
  #bytes = 0
  #givenUp = false

  /** @param count how many pictures there are */
  constructor(limit: number, count: number) {
    this.#limit = limit
    this.#count = count
  }

  /** Bytes of the pictures held. */
  get bytes(): number {
    return this.#bytes
  }

  get(index: number): Picture | undefined {
    return this.#pictures.get(index)
  }

  add(index: number, picture: Picture): void {
    if (this.#givenUp || this.#pictures.has(index)) return
    this.#pictures.set(index, picture)
    this.#bytes += picture.data.byteLength
    const held = this.#pictures.size
    const expected = held < picturesToJudgeBy ? 0 : (this.#bytes / held) * this.#count
    if (this.#bytes <= this.#limit && expected <= doubt * this.#limit) return
    this.#givenUp = true
    this.#bytes = 0
    this.#pictures.clear()
  }
}
