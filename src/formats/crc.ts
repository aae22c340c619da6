// Checksums: CRC-32 of ZIP archives, CRC-32C of TensorBoard's records.
import { crc32 as zlibCrc32 } from 'node:zlib'

/** CRC-32 (ISO-HDLC) as in ZIP and PNG, 0 to 2^32 - 1. */
export function crc32(bytes: Uint8Array): number {
  return zlibCrc32(bytes)
}

/** CRC-32C (Castagnoli, reflected polynomial 0x82f63b78) by byte table. Source: RFC 3720, appendix B.4. */
const crc32cTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let remainder = index
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0x82f63b78 : 0)
  return remainder
})

/** CRC-32C, 0 to 2^32 - 1. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = crc32cTable[(crc ^ byte) & 255] ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/**
 * The CRC-32C that TFRecord files store: rotated right by 15 bits, plus a constant, so that data that hold checksums
 * themselves are still well checked. Source: tensorflow/core/lib/hash/crc32c.h, `Mask`.
 */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes)
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}
