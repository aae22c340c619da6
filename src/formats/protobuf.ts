// Protocol Buffers wire format: a writer and a reader of tags, varints, fixed-width numbers and length-delimited bytes.
// Source: https://protobuf.dev/programming-guides/encoding/
import { assert } from '../core/assert.ts'
import { concatBytes } from './bytes.ts'

/** Wire types of the specification; groups (3, 4) are deprecated and refused. */
export const wireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const

/** A varint holds 64 bits, 7 to a byte. */
const maxVarintBytes = 10
/** Fields are numbered 1 to 2^29 - 1. */
const maxFieldNumber = 0x1fffffff
/**
 * How many values one file may hold: each costs us up to some hundred bytes of objects, so a small file of empty
 * messages could otherwise fill the memory. The largest published detectors have fewer than 100,000.
 */
const maxValues = 1_000_000
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

/** Makes the error to throw for a problem found at a byte offset of the file. */
export type WireFailure = (problem: string, offset: number) => Error

/**
 * Reads the fields of one message: `while (reader.next()) switch (reader.field) { case 1: ... reader.string() ... }`.
 * Fields that are not read are skipped. Every fault is thrown as `fail(problem, offset)`.
 */
export class WireReader {
  /** Number of the current field. */
  field = 0
  /** Wire type of the current field. */
  type = 0
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #fail: WireFailure
  readonly #end: number
  readonly #budget: { left: number }
  #offset: number
  #pending = false

  constructor(bytes: Uint8Array, fail: WireFailure, range?: { start: number; end: number; budget: { left: number } }) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#fail = fail
    this.#offset = range?.start ?? 0
    this.#end = range?.end ?? bytes.length
    this.#budget = range?.budget ?? { left: maxValues }
  }

  /** Where the reader stands, in bytes from the start of the file. */
  get offset(): number {
    return this.#offset
  }

  /** Moves to the next field; false at the end of the message. */
  next(): boolean {
    if (this.#pending) this.#skip()
    if (this.#offset === this.#end) return false
    this.#spend()
    const tag = this.#varint()
    this.field = Math.floor(tag / 8)
    this.type = tag % 8
    if (this.field < 1 || this.field > maxFieldNumber) throw this.#error(`field number ${this.field}`)
    this.#pending = true
    return true
  }

  /** The current int32, int64, bool or enum field; beyond 2^53 the nearest number. */
  int(): number {
    this.#take(wireType.varint)
    return this.#varint()
  }

  /** The current float field. */
  float(): number {
    this.#take(wireType.fixed32)
    return this.#view.getFloat32(this.#advance(4), true)
  }

  /** The current double field. */
  double(): number {
    this.#take(wireType.fixed64)
    return this.#view.getFloat64(this.#advance(8), true)
  }

  /** The current string field; bytes that are not UTF-8 become U+FFFD. */
  string(): string {
    return new TextDecoder().decode(this.bytes())
  }

  /** The current bytes field, as a view on the file. */
  bytes(): Uint8Array {
    this.#take(wireType.bytes)
    const length = this.#length()
    const start = this.#advance(length)
    return this.#bytes.subarray(start, start + length)
  }

  /** The current field as a reader of the nested message. */
  message(): WireReader {
    this.#take(wireType.bytes)
    const length = this.#length()
    const start = this.#advance(length)
    return new WireReader(this.#bytes, this.#fail, { start, end: start + length, budget: this.#budget })
  }

  /** The raw bytes of a repeated number: the payload when packed, else the one value. */
  packedBytes(): Uint8Array {
    if (this.type === wireType.bytes) return this.bytes()
    const start = this.#offset
    this.#skip()
    return this.#bytes.subarray(start, this.#offset)
  }

  /** Appends the values of a repeated integer field, packed or not, to `into`. */
  ints(into: number[]): void {
    if (this.type !== wireType.bytes) into.push(this.int())
    else for (const packed = this.message(); packed.#offset < packed.#end;) into.push(packed.#counted().#varint())
  }

  /** Appends the values of a repeated float field, packed or not, to `into`. */
  floats(into: number[]): void {
    if (this.type !== wireType.bytes) into.push(this.float())
    else
      for (const packed = this.message(); packed.#offset < packed.#end;)
        into.push(packed.#view.getFloat32(packed.#counted().#advance(4), true))
  }

  /** Reads the whole message as back-to-back varints; each is given as its lower and upper 32 bits. */
  varints(each: (low: number, high: number) => void): void {
    while (this.#offset < this.#end) {
      const { low, middle, high } = this.#septets()
      each((low | (middle << 28)) >>> 0, ((middle >>> 4) | (high << 24)) >>> 0)
    }
  }

  #counted(): this {
    this.#spend()
    return this
  }

  #spend(): void {
    if (this.#budget.left-- <= 0) throw this.#error(`more than ${maxValues} values`)
  }

  #take(type: number): void {
    if (this.type !== type) throw this.#error(`wire type ${this.type} in field ${this.field}, expected ${type}`)
    this.#pending = false
  }

  #skip(): void {
    this.#pending = false
    if (this.type === wireType.varint) this.#varint()
    else if (this.type === wireType.fixed64) this.#advance(8)
    else if (this.type === wireType.bytes) this.#advance(this.#length())
    else if (this.type === wireType.fixed32) this.#advance(4)
    else throw this.#error(`wire type ${this.type} in field ${this.field}`)
  }

  #length(): number {
    const length = this.#varint()
    if (length < 0) throw this.#error(`a length of ${length}`)
    return length
  }

  #advance(size: number): number {
    const start = this.#offset
    if (size > this.#end - start) throw this.#error(`${size} bytes announced, ${this.#end - start} left`)
    this.#offset += size
    return start
  }

  /** The nearest number to the next varint, read as 64-bit two's complement. */
  #varint(): number {
    const { low, middle, high } = this.#septets()
    if (high < 128) return low + middle * 2 ** 28 + high * 2 ** 56
    return ((low | (middle << 28)) >>> 0) + ((middle >>> 4) | (high << 24)) * 2 ** 32
  }

  /** The next varint in three parts of 28, 28 and 8 bits, which 32-bit operations can shift without overflow. */
  #septets(): { low: number; middle: number; high: number } {
    let low = 0
    let middle = 0
    let high = 0
    for (let index = 0; index < maxVarintBytes; index++) {
      const byte = this.#bytes[this.#advance(1)]
      const bits = byte & 127
      if (index < 4) low |= bits << (7 * index)
      else if (index < 8) middle |= bits << (7 * (index - 4))
      else high |= bits << (7 * (index - 8))
      if (byte < 128) return { low, middle, high: high & 255 }
    }
    throw this.#error(`a varint of more than ${maxVarintBytes} bytes`)
  }

  #error(problem: string): Error {
    return this.#fail(problem, this.#offset)
  }
}
