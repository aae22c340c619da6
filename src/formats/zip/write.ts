// Writes ZIP archives as torch makes them: entries stored, not deflated, and aligned.
import { assert } from '../../core/assert.ts'
import { concatBytes } from '../bytes.ts'
import { crc32 } from '../crc.ts'
import { countIn64Bits, fixedBytes, flag, in64Bits, method, signature } from './layout.ts'

/** A file of an archive to write. Long data are copied once, into the archive. */
export interface ZipFile {
  readonly name: string
  readonly data: Uint8Array
}

/** torch pads with an extra field of this id ("FB"). */
const paddingExtraId = 0x4246
/** To how many bytes torch aligns the data of each entry (caffe2/serialize/inline_container.h, `kFieldAlignment`). */
const alignment = 64
/** 1980-01-01, the earliest date the format can tell: equal contents give equal archives. */
const dosDate = 0x21

/** The archive with every file stored (not deflated) and its data aligned to 64 bytes. Below 4 GiB, below 65,535 files. */
export function encodeZip(files: readonly ZipFile[]): Uint8Array<ArrayBuffer> {
  assert(files.length < countIn64Bits, `an archive holds fewer than ${countIn64Bits} files, got ${files.length}`)
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, data } of files) {
    const nameBytes = new TextEncoder().encode(name)
    const extra = padding(offset + fixedBytes.localHeader + nameBytes.length)
    const fields = { crc: crc32(data), size: data.length, nameBytes, extraBytes: extra.length }
    directory.push(centralHeader(fields, offset), nameBytes)
    parts.push(localHeader(fields), nameBytes, extra, data)
    offset += fixedBytes.localHeader + nameBytes.length + extra.length + data.length
  }
  const directoryBytes = directory.reduce((sum, part) => sum + part.length, 0)
  assert(offset + directoryBytes < in64Bits, `an archive is smaller than 4 GiB, got ${offset} bytes`)
  return concatBytes([...parts, ...directory, endRecord(files.length, offset, directoryBytes)])
}

interface EntryFields {
  readonly crc: number
  readonly size: number
  readonly nameBytes: Uint8Array
  readonly extraBytes: number
}

/** An extra field after which the data begin at a multiple of 64. */
function padding(headerEnd: number): Uint8Array {
  const size = (alignment - ((headerEnd + 4) % alignment)) % alignment
  const view = new DataView(new ArrayBuffer(4 + size))
  view.setUint16(0, paddingExtraId, true)
  view.setUint16(2, size, true)
  return new Uint8Array(view.buffer).fill(0x5a, 4)
}

/** Local file header (4.3.7). */
function localHeader({ crc, size, nameBytes, extraBytes }: EntryFields): Uint8Array {
  const view = new DataView(new ArrayBuffer(fixedBytes.localHeader))
  view.setUint32(0, signature.localHeader, true)
  view.setUint16(4, 20, true) // version needed to extract: 2.0
  view.setUint16(6, flag.utf8Names, true) // general purpose bit flag
  view.setUint16(8, method.stored, true) // compression method: stored
  view.setUint16(10, 0, true) // last modified time
  view.setUint16(12, dosDate, true) // last modified date
  view.setUint32(14, crc, true)
  view.setUint32(18, size, true) // compressed size
  view.setUint32(22, size, true) // uncompressed size
  view.setUint16(26, nameBytes.length, true)
  view.setUint16(28, extraBytes, true)
  return new Uint8Array(view.buffer)
}

/** Central directory header (4.3.12), without the padding. */
function centralHeader({ crc, size, nameBytes }: EntryFields, offset: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(fixedBytes.centralHeader))
  view.setUint32(0, signature.centralHeader, true)
  view.setUint16(4, 20, true) // version made by: 2.0
  view.setUint16(6, 20, true) // version needed to extract: 2.0
  view.setUint16(8, flag.utf8Names, true) // general purpose bit flag
  view.setUint16(10, method.stored, true) // compression method: stored
  view.setUint16(12, 0, true) // last modified time
  view.setUint16(14, dosDate, true) // last modified date
  view.setUint32(16, crc, true)
  view.setUint32(20, size, true) // compressed size
  view.setUint32(24, size, true) // uncompressed size
  view.setUint16(28, nameBytes.length, true)
  view.setUint32(42, offset, true) // relative offset of local header
  return new Uint8Array(view.buffer)
}

/** End of central directory record (4.3.16). */
function endRecord(count: number, directoryStart: number, directoryBytes: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(fixedBytes.end))
  view.setUint32(0, signature.end, true)
  view.setUint16(8, count, true) // entries on this disk
  view.setUint16(10, count, true) // entries
  view.setUint32(12, directoryBytes, true)
  view.setUint32(16, directoryStart, true)
  return new Uint8Array(view.buffer)
}
