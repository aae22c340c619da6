// Decoded pictures kept in memory, as long as all of them fit.
import type { Picture } from '../types.ts'

/**
 * Remembers pictures by index until they take more than `limit` bytes, then forgets all of them for good: an epoch visits every
 * picture once, so keeping a part of a large set would save that part only and hold the memory all the time.
 */
export class PictureCache {
  readonly #pictures = new Map<number, Picture>()
  readonly #limit: number
  #bytes = 0
  #full: boolean

  constructor(limit: number) {
    this.#limit = limit
    this.#full = limit <= 0
  }

  /** Bytes of the pictures held. */
  get bytes(): number {
    return this.#bytes
  }

  get(index: number): Picture | undefined {
    return this.#pictures.get(index)
  }

  add(index: number, picture: Picture): void {
    if (this.#full || this.#pictures.has(index)) return
    this.#bytes += picture.data.byteLength
    this.#pictures.set(index, picture)
    if (this.#bytes <= this.#limit) return
    this.#full = true
    this.#bytes = 0
    this.#pictures.clear()
  }
}
