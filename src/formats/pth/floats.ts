// Converts the elements of checkpoint tensors to float32.
import type { PthTensor } from './types.ts'

/** The elements as float32, copied; exact for float16, bfloat16 and the smaller integers, else rounded to nearest. */
export function toFloat32(tensor: PthTensor): Float32Array {
  const { dtype, data } = tensor
  if (dtype === 'float16') return fromHalves(data)
  if (dtype === 'bfloat16') return new Float32Array(Uint32Array.from(data, (bits) => bits << 16).buffer)
  if (dtype === 'int64') return Float32Array.from(data, Number)
  return Float32Array.from(data)
}

let halfValues: Float32Array | undefined

/** Looked up: `from` with a function takes seconds for the weights of a network, this a tenth of one. */
function fromHalves(halves: Uint16Array): Float32Array {
  halfValues ??= Float32Array.from({ length: 2 ** 16 }, (_, bits) => halfValue(bits))
  const floats = new Float32Array(halves.length)
  for (let i = 0; i < halves.length; i++) floats[i] = halfValues[halves[i]]
  return floats
}

/** IEEE 754 binary16: sign, 5 bits of exponent (bias 15), 10 bits of fraction. */
function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1024 + fraction) * 2 ** (exponent - 25)
}

/** The nearest float16 of each element as its 16 bits, ties to even; beyond ±65504 it is infinite. */
export function toFloat16(data: Float32Array): Uint16Array {
  return Uint16Array.from(data, halfBits)
}

const wide = new Float32Array(1)
const wideBits = new Uint32Array(wide.buffer)

function halfBits(value: number): number {
  wide[0] = value
  const [bits] = wideBits
  const sign = (bits >>> 16) & 0x8000
  const exponent = ((bits >>> 23) & 255) - 127
  const fraction = bits & 0x7fffff
  if (exponent === 128) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200)
  if (exponent < -25) return sign
  // Subnormal halves lose one more bit for each power below -14; a carry out of the fraction raises the exponent by itself.
  const dropped = exponent < -14 ? -1 - exponent : 13
  const significand = exponent < -14 ? fraction | 0x800000 : ((exponent + 15) << 23) | fraction
  return Math.min(0x7c00, roundToEven(significand, dropped)) | sign
}

/** value / 2^bits, rounded to the nearest whole number, ties to even. */
function roundToEven(value: number, bits: number): number {
  const unit = 2 ** bits
  const down = Math.floor(value / unit)
  const rest = value - down * unit
  return rest > unit / 2 || (rest === unit / 2 && down % 2 === 1) ? down + 1 : down
}
