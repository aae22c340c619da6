// Writes Protocol Buffers messages: tags, varints, fixed-width numbers and length-delimited bytes.
import { assert } from '../../core/assert.ts'
import { concatBytes } from '../bytes.ts'
import { maxFieldNumber, maxVarintBytes, wireType } from './wire.ts'

/** Byte strings from this size on are kept by reference until `finish`, so that weights are copied once only. */
const referenceFrom = 4096

const utf8Encoder = new TextEncoder()

/** Collects the fields of one message. Order of calls is order in the file. */
export class WireWriter {
  readonly #chunks: Uint8Array[] = []
  #buffer = new Uint8Array(256)
  #used = 0
  #chunkBytes = 0

  /** Bytes written so far. */
  get length(): number {
    return this.#chunkBytes + this.#used
  }

  /** int32, int64, uint64, bool and enum fields. Whole numbers; beyond int64 they are clamped to its range. */
  int(field: number, value: number): this {
    this.#tag(field, wireType.varint)
    return this.#varint(value)
  }

  /** A float field (32 bits). */
  float(field: number, value: number): this {
    this.#tag(field, wireType.fixed32)
    this.#view(4).setFloat32(0, value, true)
    return this
  }

  /** A double field (64 bits). */
  double(field: number, value: number): this {
    this.#tag(field, wireType.fixed64)
    this.#view(8).setFloat64(0, value, true)
    return this
  }

  /** A string field, in UTF-8. */
  string(field: number, value: string): this {
    return this.bytes(field, utf8Encoder.encode(value))
  }

  /** A bytes field. Long ones are kept by reference until `finish`: do not change them before. */
  bytes(field: number, value: Uint8Array): this {
    this.#tag(field, wireType.bytes)
    this.#varint(value.length)
    this.#append(value)
    return this
  }

  /** A nested message, filled by `fill`. */
  message(field: number, fill: (nested: WireWriter) => void): this {
    const nested = new WireWriter()
    fill(nested)
    this.#tag(field, wireType.bytes)
    this.#varint(nested.length)
    for (const chunk of nested.#parts()) this.#append(chunk)
    return this
  }

  /** The message as one array: the only place where long byte strings are copied. */
  finish(): Uint8Array<ArrayBuffer> {
    return concatBytes(this.#parts())
  }

  #parts(): Uint8Array[] {
    return [...this.#chunks, this.#buffer.subarray(0, this.#used)]
  }

  #append(value: Uint8Array): void {
    if (value.length < referenceFrom) {
      this.#reserve(value.length)
      this.#buffer.set(value, this.#used)
      this.#used += value.length
      return
    }
    this.#chunks.push(this.#buffer.subarray(0, this.#used), value)
    this.#chunkBytes += this.#used + value.length
    this.#buffer = new Uint8Array(256)
    this.#used = 0
  }

  #tag(field: number, type: number): void {
    assert(field >= 1 && field <= maxFieldNumber, `a field number is 1 to 2^29 - 1, got ${field}`)
    this.#varint(field * 8 + type)
  }

  #varint(value: number): this {
    assert(Number.isInteger(value), `a varint holds a whole number, got ${value}`)
    this.#reserve(maxVarintBytes)
    if (value < 0 || value > Number.MAX_SAFE_INTEGER) return this.#longVarint(value)
    let rest = value
    while (rest >= 128) {
      this.#buffer[this.#used++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    this.#buffer[this.#used++] = rest
    return this
  }

  #longVarint(value: number): this {
    const clamped = value >= 2 ** 63 ? 2n ** 63n - 1n : value < -(2 ** 63) ? -(2n ** 63n) : BigInt(value)
    let rest = BigInt.asUintN(64, clamped)
    while (rest >= 128n) {
      this.#buffer[this.#used++] = Number(rest & 127n) | 128
      rest >>= 7n
    }
    this.#buffer[this.#used++] = Number(rest)
    return this
  }

  #view(size: number): DataView {
    this.#reserve(size)
    const view = new DataView(this.#buffer.buffer, this.#used, size)
    this.#used += size
    return view
  }

  #reserve(size: number): void {
    if (this.#used + size <= this.#buffer.length) return
    const larger = new Uint8Array(Math.max(this.#buffer.length * 2, this.#used + size))
    larger.set(this.#buffer.subarray(0, this.#used))
    this.#buffer = larger
  }
}
