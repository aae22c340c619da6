// Reads ZIP archives from untrusted bytes: stored and deflated entries, ZIP64.
import { inflateRawSync } from 'node:zlib'
import { describeBytes } from '../../core/describe-bytes.ts'
import { plainBytes } from '../bytes.ts'
import type { Failure } from '../bytes.ts'
import { crc32 } from '../crc.ts'
import { countIn64Bits, fixedBytes, flag, in64Bits, method, signature } from './layout.ts'
import { say } from '../../core/say.ts'
import { formatWords } from '../words.ts'

const words = formatWords.zip

const utf8Decoder = new TextDecoder()

/** The end record may be followed by a comment of up to 65,535 bytes. */
const maxComment = 65_535
/** A checkpoint has one entry for each tensor; each entry costs us an object. */
const maxEntries = 100_000
/**
 * What all deflated entries of one archive may grow to: a small file must not fill the memory. torch.save never deflates;
 * a checkpoint of our network with the state of Adam that somebody packed again needs 150 MB.
 */
const maxInflatedBytes = 2 ** 28
/** Extra field with sizes of 64 bits (4.5.3). */
const zip64ExtraId = 0x0001

/** An opened archive. */
export interface ZipArchive {
  /** Names of the entries in the order of the directory. */
  readonly names: readonly string[]
  /**
   * The contents of an entry, checked against its CRC; undefined when there is none of this name.
   * Stored entries are views on the archive.
   */
  read(name: string): Uint8Array | undefined
}

interface ZipEntry {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly headerAt: number
}

/** Whether the bytes begin like a ZIP archive with at least one entry. */
export function looksLikeZip(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && viewOf(bytes).getUint32(0, true) === signature.localHeader
}

/** Reads the directory of an archive. Every fault, now or in `read`, is thrown as `fail(found)`. */
export function openZip(archive: Uint8Array, fail: Failure): ZipArchive {
  const bytes = plainBytes(archive)
  const directory = readDirectory(bytes, fail)
  refuseOverlaps(bytes, directory, fail)
  const entries = new Map(directory.map((entry) => [entry.name, entry]))
  let inflatable = maxInflatedBytes
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name)
      if (entry === undefined) return undefined
      const packed = packedData(bytes, entry, fail)
      if (entry.method === method.deflated) inflatable -= entry.size
      if (inflatable < 0) throw fail(say(words.inflatesTooMuch, { max: maxInflatedBytes }))
      const data = unpack(packed, entry, fail)
      // torch can be told to leave the CRC out, which leaves a zero (torch.serialization.set_crc32_options)
      if (entry.crc !== 0 && crc32(data) !== entry.crc) throw fail(say(words.checksum, { name }))
      return data
    },
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function readDirectory(bytes: Uint8Array, fail: Failure): ZipEntry[] {
  const view = viewOf(bytes)
  const { count, start } = findDirectory(view, bytes, fail)
  if (count > maxEntries) throw fail(say(words.tooMany, { count, max: maxEntries }))
  const entries: ZipEntry[] = []
  let at = start
  for (let index = 0; index < count; index++) {
    if (at + fixedBytes.centralHeader > bytes.length || view.getUint32(at, true) !== signature.centralHeader)
      throw fail(say(words.directory, { index, count }))
    const nameBytes = view.getUint16(at + 28, true)
    const extraBytes = view.getUint16(at + 30, true)
    const commentBytes = view.getUint16(at + 32, true)
    const nameAt = at + fixedBytes.centralHeader
    const next = nameAt + nameBytes + extraBytes + commentBytes
    if (next > bytes.length) throw fail(say(words.directoryCut))
    entries.push({
      name: utf8Decoder.decode(bytes.subarray(nameAt, nameAt + nameBytes)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...wideFields(view, { headerAt: at, extraAt: nameAt + nameBytes, extraEnd: nameAt + nameBytes + extraBytes }),
    })
    at = next
  }
  return entries
}

/** Where the central directory begins and how many entries it has (4.3.16, 4.3.14). */
function findDirectory(view: DataView, bytes: Uint8Array, fail: Failure): { count: number; start: number } {
  const lowest = Math.max(0, view.byteLength - fixedBytes.end - maxComment)
  let at = view.byteLength - fixedBytes.end
  while (at >= lowest && view.getUint32(at, true) !== signature.end) at--
  if (at < lowest) throw fail(looksLikeZip(bytes) ? say(words.cutShort) : describeBytes(bytes))
  const count = view.getUint16(at + 10, true)
  const start = view.getUint32(at + 16, true)
  if (count !== countIn64Bits && start !== in64Bits) return { count, start }
  const locatorAt = at - fixedBytes.end64Locator
  if (locatorAt < 0 || view.getUint32(locatorAt, true) !== signature.end64Locator) return { count, start }
  const end64At = uint64(view, locatorAt + 8)
  if (end64At + fixedBytes.end64 > view.byteLength || view.getUint32(end64At, true) !== signature.end64)
    throw fail(say(words.noEnd64))
  return { count: uint64(view, end64At + 32), start: uint64(view, end64At + 48) }
}

/** Sizes and offset of a directory entry, from the ZIP64 extra field where the 32-bit fields are full (4.5.3). */
function wideFields(
  view: DataView,
  { headerAt, extraAt, extraEnd }: { headerAt: number; extraAt: number; extraEnd: number },
): Pick<ZipEntry, 'size' | 'packedSize' | 'headerAt'> {
  let wideAt = extraAt
  while (wideAt + 4 <= extraEnd && view.getUint16(wideAt, true) !== zip64ExtraId)
    wideAt += 4 + view.getUint16(wideAt + 2, true)
  wideAt += 4
  const wide = (at: number): number => {
    const narrow = view.getUint32(at, true)
    if (narrow !== in64Bits || wideAt + 8 > extraEnd) return narrow
    wideAt += 8
    return uint64(view, wideAt - 8)
  }
  const size = wide(headerAt + 24)
  const packedSize = wide(headerAt + 20)
  return { size, packedSize, headerAt: wide(headerAt + 42) }
}

/** Beyond 2^53 the nearest number, which is far beyond any file. */
function uint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true))
}

function packedData(bytes: Uint8Array, entry: ZipEntry, fail: Failure): Uint8Array {
  const view = viewOf(bytes)
  const { name, headerAt } = entry
  if (headerAt + fixedBytes.localHeader > bytes.length || view.getUint32(headerAt, true) !== signature.localHeader)
    throw fail(say(words.noHeader, { name }))
  const start =
    headerAt + fixedBytes.localHeader + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true)
  if (start + entry.packedSize > bytes.length) throw fail(say(words.entryCut, { name }))
  return bytes.subarray(start, start + entry.packedSize)
}

/** Entries that share bytes would make more of the archive than it holds, each of them once more. */
function refuseOverlaps(bytes: Uint8Array, entries: readonly ZipEntry[], fail: Failure): void {
  let end = 0
  for (const entry of [...entries].sort((a, b) => a.headerAt - b.headerAt)) {
    if (entry.headerAt < end) throw fail(say(words.overlap, { name: entry.name }))
    const data = packedData(bytes, entry, fail)
    end = data.byteOffset - bytes.byteOffset + data.length
  }
}

function unpack(packed: Uint8Array, entry: ZipEntry, fail: Failure): Uint8Array {
  if ((entry.flags & flag.encrypted) !== 0) throw fail(say(words.encrypted, { name: entry.name }))
  if (entry.method === method.deflated) return inflate(packed, entry, fail)
  if (entry.method !== method.stored) throw fail(say(words.compression, { name: entry.name, method: entry.method }))
  if (packed.length !== entry.size) throw fail(say(words.twoSizes, { name: entry.name }))
  return packed
}

function inflate(packed: Uint8Array, { name, size }: ZipEntry, fail: Failure): Uint8Array {
  let data: Uint8Array
  try {
    data = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
  } catch {
    throw fail(say(words.damaged, { name }))
  }
  if (data.length !== size) throw fail(say(words.otherSize, { name, bytes: data.length, size }))
  return data
}
