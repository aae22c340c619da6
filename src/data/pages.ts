// Pages and frames of an image file, counted before a decoder sees it: decoders go through all of them once for each, though only the first is used.
// Sources: TIFF 6.0 (image file directories), BigTIFF, WebP container specification (ANMF chunks).

/** Most pages or frames that an image file may have: no photograph has any, and what decoders need grows with their square. */
export const maxPages = 1000

/** Bytes of a file from `at` on, at most `length`; fewer at its end. */
export type ReadAt = (at: number, length: number) => Uint8Array

/** Whether a TIFF or an animated WebP has more than {@link maxPages}; other formats are read in proportion to their bytes. */
export function hasTooManyPages(readAt: ReadAt): boolean {
  const head = readAt(0, 16)
  const order = String.fromCharCode(...head.subarray(0, 2))
  if (order === 'II' || order === 'MM') return reaches(tiffPages(readAt, order === 'II'))
  const isWebp = String.fromCharCode(...head.subarray(0, 4), ...head.subarray(8, 12)) === 'RIFFWEBP'
  return isWebp && reaches(webpFrames(readAt))
}

function reaches(pages: Iterable<unknown>): boolean {
  let count = 0
  for (const _ of pages) if (++count > maxPages) return true
  return false
}

/** One item for each directory: a count of entries, the entries, the place of the next directory (0 after the last). */
function* tiffPages(readAt: ReadAt, little: boolean): Generator<number> {
  const viewAt = (at: number, length: number): DataView | undefined => {
    const bytes = readAt(at, length)
    return bytes.length < length ? undefined : new DataView(bytes.buffer, bytes.byteOffset, length)
  }
  const isBig = viewAt(2, 2)?.getUint16(0, little) === 43
  const [offsetBytes, countBytes, entryBytes] = isBig ? [8, 8, 20] : [4, 2, 12]
  const offsetAt = (at: number): number => {
    const view = viewAt(at, offsetBytes)
    if (view === undefined) return 0
    return isBig ? Number(view.getBigUint64(0, little)) : view.getUint32(0, little)
  }
  const seen = new Set<number>()
  for (let at = offsetAt(isBig ? 8 : 4); at !== 0 && !seen.has(at);) {
    const count = viewAt(at, countBytes)
    if (count === undefined) return
    seen.add(at)
    yield at
    const entries = isBig ? Number(count.getBigUint64(0, little)) : count.getUint16(0, little)
    at = offsetAt(at + countBytes + entries * entryBytes)
  }
}

/** One item for each frame of the chunks behind `RIFF size WEBP`: a name, a length, the data, padded to an even length. */
function* webpFrames(readAt: ReadAt): Generator<number> {
  for (let at = 12; ;) {
    const header = readAt(at, 8)
    if (header.length < 8) return
    if (String.fromCharCode(...header.subarray(0, 4)) === 'ANMF') yield at
    const length = new DataView(header.buffer, header.byteOffset, 8).getUint32(4, true)
    at += 8 + length + (length % 2)
  }
}
