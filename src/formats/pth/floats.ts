// Converts the elements of checkpoint tensors to float32.
import type { PthTensor } from './types.ts'

/** The elements as float32, copied; exact for float16, bfloat16 and the smaller integers, else rounded to nearest. */
export function toFloat32(tensor: PthTensor): Float32Array {
  const { dtype, data } = tensor
  if (dtype === 'float16') return Float32Array.from(data, halfValue)
  if (dtype === 'bfloat16') return new Float32Array(Uint32Array.from(data, (bits) => bits << 16).buffer)
  if (dtype === 'int64') return Float32Array.from(data, Number)
  return Float32Array.from(data)
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
