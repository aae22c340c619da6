// Byte strings: joining them, and taking them as plain arrays.
import type { InBoth } from '../core/language.ts'

/** Makes the error to throw for a fault in a file; `found` is a noun phrase such as "a record of -1 bytes". */
export type Failure = (found: InBoth<string>) => Error

/** All parts in one new array (unlike `Buffer.concat`, aligned for any typed array). */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    result.set(part, offset)
    offset += part.length
  }
  return result
}

/**
 * The same memory as a plain Uint8Array. Readers start with it because `slice` copies there, as its callers expect,
 * while on a Buffer it does not.
 */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
