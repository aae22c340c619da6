// Writes Python pickles of protocol 2, with only those instructions that torch's weights_only reader accepts.
import { assert } from '../../core/assert.ts'
import { concatBytes } from '../bytes.ts'
import { opcode } from './opcodes.ts'

/** `LONG1` holds at most 255 bytes. */
const maxIntBytes = 255

/** A stack program: each call pushes one Python value or combines those that were pushed. */
export class PickleWriter {
  readonly #parts: Uint8Array[] = [Uint8Array.of(opcode.proto, 2)]

  /** `None` */
  none(): this {
    return this.#op(opcode.none)
  }

  /** `True` or `False` */
  bool(value: boolean): this {
    return this.#op(value ? opcode.newTrue : opcode.newFalse)
  }

  /** An `int`; numbers must be whole and at most 2^53 - 1, bigints below 2^2039. */
  int(value: number | bigint): this {
    const whole = BigInt(value)
    if (whole >= 0n && whole < 256n) return this.#op(opcode.binInt1, Uint8Array.of(Number(whole)))
    if (whole >= 0n && whole < 65_536n) return this.#op(opcode.binInt2, littleEndian(whole, 2))
    if (whole === BigInt.asIntN(32, whole)) return this.#op(opcode.binInt, littleEndian(whole, 4))
    let size = 5
    while (whole !== BigInt.asIntN(8 * size, whole)) size++
    assert(size <= maxIntBytes, `a whole number of ${size} bytes is too long for a checkpoint`)
    return this.#op(opcode.long1, Uint8Array.of(size), littleEndian(whole, size))
  }

  /** A `float` */
  float(value: number): this {
    const view = new DataView(new ArrayBuffer(8))
    view.setFloat64(0, value) // big-endian, unlike everything else
    return this.#op(opcode.binFloat, new Uint8Array(view.buffer))
  }

  /** A `str` */
  string(value: string): this {
    const bytes = new TextEncoder().encode(value)
    return this.#op(opcode.binUnicode, littleEndian(BigInt(bytes.length), 4), bytes)
  }

  /** A class or function by its full name: `global('collections', 'OrderedDict')`. */
  global(module: string, name: string): this {
    return this.#op(opcode.global, new TextEncoder().encode(`${module}\n${name}\n`))
  }

  /** A `list` of what `pushItems` pushes. */
  list(pushItems: () => void): this {
    return this.#op(opcode.emptyList).#marked(pushItems, opcode.appends)
  }

  /** A `tuple` of what `pushItems` pushes. */
  tuple(pushItems: () => void): this {
    return this.#marked(pushItems, opcode.tuple)
  }

  /** A `dict` of what `pushPairs` pushes: key, value, key, value... */
  dict(pushPairs: () => void): this {
    return this.#op(opcode.emptyDict).#marked(pushPairs, opcode.setItems)
  }

  /** Calls the callable below the argument tuple on top. */
  reduce(): this {
    return this.#op(opcode.reduce)
  }

  /** Replaces the persistent id on top by the object that it stands for. */
  persistent(): this {
    return this.#op(opcode.binPersId)
  }

  /** The finished pickle: the value on top of the stack. */
  finish(): Uint8Array<ArrayBuffer> {
    return concatBytes([...this.#parts, Uint8Array.of(opcode.stop)])
  }

  #marked(push: () => void, end: number): this {
    this.#op(opcode.mark)
    push()
    return this.#op(end)
  }

  #op(code: number, ...operands: readonly Uint8Array[]): this {
    this.#parts.push(Uint8Array.of(code), ...operands)
    return this
  }
}

/** Two's complement in `size` bytes. */
function littleEndian(value: bigint, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => Number((value >> BigInt(8 * index)) & 255n))
}
