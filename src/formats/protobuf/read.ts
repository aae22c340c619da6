// Reads Protocol Buffers messages from untrusted bytes, field by field.
import type { InBoth } from '../../core/language.ts'
import { maxFieldNumber, maxVarintBytes, wireType } from './wire.ts'
import { say } from '../../core/say.ts'
import { formatWords } from '../words.ts'

const words = formatWords.protobuf

const utf8Decoder = new TextDecoder()

/**
 * How many values one file may hold: each costs us up to some hundred bytes of objects, so a small file of empty
 * messages could otherwise fill the memory. The largest published detectors have fewer than 100,000.
 */
const maxValues = 1_000_000

/** Makes the error to throw for a problem found at a byte offset of the file. */
export type WireFailure = (problem: InBoth<string>, offset: number) => Error

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
    if (this.field < 1 || this.field > maxFieldNumber) throw this.#error(say(words.field, { field: this.field }))
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
    return utf8Decoder.decode(this.bytes())
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
    if (this.#budget.left-- <= 0) throw this.#error(say(words.tooMany, { max: maxValues }))
  }

  #take(type: number): void {
    if (this.type !== type)
      throw this.#error(say(words.otherType, { type: this.type, field: this.field, expected: type }))
    this.#pending = false
  }

  #skip(): void {
    this.#pending = false
    if (this.type === wireType.varint) this.#varint()
    else if (this.type === wireType.fixed64) this.#advance(8)
    else if (this.type === wireType.bytes) this.#advance(this.#length())
    else if (this.type === wireType.fixed32) this.#advance(4)
    else throw this.#error(say(words.type, { type: this.type, field: this.field }))
  }

  #length(): number {
    const length = this.#varint()
    if (length < 0) throw this.#error(say(words.length, { length }))
    return length
  }

  #advance(size: number): number {
    const start = this.#offset
    if (size > this.#end - start) throw this.#error(say(words.announced, { size, left: this.#end - start }))
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
    throw this.#error(say(words.varint, { max: maxVarintBytes }))
  }

  #error(problem: InBoth<string>): Error {
    return this.#fail(problem, this.#offset)
  }
}
