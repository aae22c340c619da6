// Byte strings: joining them, and naming what an unexpected file seems to be.

/** Makes the error to throw for a fault in a file; `found` is a noun phrase such as "a record of -1 bytes". */
export type Failure = (found: string) => Error

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

/** First bytes of common files, as latin-1 text at an offset; the first match wins. */
const signatures: readonly { readonly name: string; readonly at: number; readonly text: string }[] = [
  { name: 'a PNG picture', at: 0, text: '\x89PNG' },
  { name: 'a JPEG picture', at: 0, text: '\xff\xd8\xff' },
  { name: 'a GIF picture', at: 0, text: 'GIF8' },
  { name: 'a WebP picture', at: 8, text: 'WEBP' },
  { name: 'a TIFF picture', at: 0, text: 'II*\0' },
  { name: 'a PDF document', at: 0, text: '%PDF' },
  { name: 'a ZIP archive', at: 0, text: 'PK' },
  { name: 'a gzip archive', at: 0, text: '\x1f\x8b' },
  { name: 'a 7z archive', at: 0, text: '7z\xbc\xaf' },
  { name: 'a tar archive', at: 257, text: 'ustar' },
  { name: 'an HDF5 file (Keras)', at: 0, text: '\x89HDF' },
  { name: 'a TensorFlow Lite model', at: 4, text: 'TFL3' },
  { name: 'a NumPy array', at: 0, text: '\x93NUMPY' },
  { name: 'a safetensors file', at: 8, text: '{"' },
  { name: 'an ONNX model', at: 2, text: '\x12\x07pytorch' },
  { name: 'an ONNX model', at: 2, text: '\x12\x06ocrdet' },
  { name: 'a Git LFS pointer, not the file it stands for', at: 0, text: 'version https://git-lfs' },
  { name: 'a web page', at: 0, text: '<!DOCTYPE' },
  { name: 'a web page', at: 0, text: '<html' },
  { name: 'a Python pickle', at: 0, text: '\x80\x02' },
  { name: 'a Python pickle', at: 0, text: '\x80\x04' },
]

/** How many bytes are looked at to tell text from binary data. */
const sampleBytes = 512

/** What the bytes seem to be, as a noun phrase: "a PNG picture", "a text file", "an empty file". */
export function describeBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'an empty file'
  const start = Buffer.from(bytes.subarray(0, sampleBytes)).toString('latin1')
  const known = signatures.find(({ at, text }) => start.startsWith(text, at))
  if (known !== undefined) return known.name
  if (/^[\0]*$/.test(start)) return 'a file of zeros'
  // eslint-disable-next-line no-control-regex -- control characters are what tells binary data
  return /[\x00-\x08\x0e-\x1f]/.test(start) ? 'unknown binary data' : 'a text file'
}
