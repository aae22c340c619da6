// PNG files without their texts: libvips unpacks every compressed text chunk, so a file of a megabyte would take gigabytes before its first pixel.
// Source: PNG specification, third edition (chunks: length, type, data, CRC).

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** Length and type before, CRC after the data of a chunk. */
const [chunkHeader, chunkFrame] = [8, 12]

/** Chunks that change neither size, orientation nor colour, and that may be as many and as large as their maker likes. */
const textTypes: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt'])

/** Whether bytes begin like a PNG file. */
export function isPng(bytes: Uint8Array): boolean {
  return signature.every((byte, at) => bytes[at] === byte)
}

/** The file without its text chunks; the same bytes when it has none. Damage stays for the decoder to tell. */
export function withoutTexts(bytes: Uint8Array): Uint8Array {
  const texts = [...chunksOf(bytes)].filter(({ type }) => textTypes.has(type))
  if (texts.length === 0) return bytes
  const starts = [0, ...texts.map(({ end }) => end)]
  const ends = [...texts.map(({ start }) => start), bytes.length]
  return concatBytes(starts.map((start, index) => bytes.subarray(start, ends[index])))
}

/** Everything before the pixels, without texts: enough for a decoder to read the header; undefined where `bytes` do not reach so far. */
export function pngHead(bytes: Uint8Array): Uint8Array | undefined {
  for (const { type, start } of chunksOf(bytes))
    if (type === 'IDAT') return withoutTexts(bytes.subarray(0, start + chunkHeader))
  return undefined
}

/** The chunks in order; the last one may be cut. */
function* chunksOf(
  bytes: Uint8Array,
): Generator<{ readonly type: string; readonly start: number; readonly end: number }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let start = signature.length
  while (start + chunkHeader <= bytes.length) {
    const type = String.fromCharCode(...bytes.subarray(start + 4, start + chunkHeader))
    const end = Math.min(bytes.length, start + chunkFrame + view.getUint32(start))
    yield { type, start, end }
    start = end
  }
}

function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    result.set(part, at)
    at += part.length
  }
  return result
}
