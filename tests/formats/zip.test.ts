// ZIP: the writer against the reader, the reader against archives made by Python's zipfile.
import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { openZip } from '../../src/formats/zip/read.ts'
import { encodeZip } from '../../src/formats/zip/write.ts'
import { codeOf, codesForDamaged } from './faults.ts'

const files = [
  { name: 'archive/data.pkl', data: Buffer.from('pickle') },
  { name: 'archive/数据/0', data: new Uint8Array(2_000).fill(7) },
  { name: 'archive/empty', data: new Uint8Array(0) },
]

const open = (bytes: Uint8Array) =>
  openZip(bytes, (found) => new UserError({ code: 'zip-damaged', message: 'damaged', found }))

const readAll = (bytes: Uint8Array) => {
  const archive = open(bytes)
  return archive.names.map((name) => ({ name, data: archive.read(name) }))
}

/**
 * Entries "a" (stored, "hi") and "b" (deflated, 1,000 times "x") with the comment "a comment"; made by zipfile of
 * Python 3.11 after `zipfile.ZIP64_LIMIT = 1`, so that all sizes and one offset are in ZIP64 fields.
 */
const zip64Archive = Buffer.from(
  'UEsDBC0AAAAAAAAAIQCsKpPY//////////8BABQAYQEAEAACAAAAAAAAAAIAAAAAAAAAaGlQSwMELQAAAAgAAAAhAObJQTv//////////wEA' +
    'FABiAQAQAOgDAAAAAAAACwAAAAAAAACrqBgFo2AUDHcAAFBLAQItAy0AAAAAAAAAIQCsKpPY//////////8BABQAAAAAAAAAAACAAQAAAABh' +
    'AQAQAAIAAAAAAAAAAgAAAAAAAABQSwECLQMtAAAACAAAACEA5slBO///////////AQAcAAAAAAAAAAAAgAH/////YgEAGADoAwAAAAAAAAsA' +
    'AAAAAAAANQAAAAAAAABQSwYGLAAAAAAAAAAtAC0AAAAAAAAAAAACAAAAAAAAAAIAAAAAAAAAjgAAAAAAAABzAAAAAAAAAFBLBgcAAAAAAQEA' +
    'AAAAAAABAAAAUEsFBgAAAAACAAIAjgAAAHMAAAAJAGEgY29tbWVudA==',
  'base64',
)

describe('encodeZip', () => {
  it('is read back by the reader', () => {
    expect(readAll(encodeZip(files)).map(({ name, data }) => [name, Buffer.from(data ?? [])])).toEqual(
      files.map(({ name, data }) => [name, Buffer.from(data)]),
    )
  })

  it('aligns the data of each entry to 64 bytes', () => {
    const bytes = encodeZip(files)
    const archive = open(bytes)
    for (const { name } of files) expect((archive.read(name)?.byteOffset ?? 1) % 64).toBe(0)
  })

  it('gives equal bytes for equal contents', () => {
    expect(encodeZip(files)).toEqual(encodeZip(files))
  })
})

describe('openZip', () => {
  it('reads ZIP64, deflated entries and comments', () => {
    const [a, b] = readAll(zip64Archive)
    expect(Buffer.from(a.data ?? []).toString()).toBe('hi')
    expect(Buffer.from(b.data ?? []).toString()).toBe('x'.repeat(1000))
  })

  it('has nothing for a name that is not there', () => {
    expect(open(zip64Archive).read('c')).toBeUndefined()
  })

  it('finds a changed byte by the checksum', () => {
    const bytes = encodeZip(files)
    bytes[1_000] ^= 1
    expect(codeOf(() => readAll(bytes))).toBe('zip-damaged')
  })

  it('refuses entries that would fill the memory', () => {
    const bytes = Buffer.from(zip64Archive)
    bytes.writeBigUInt64LE(2n ** 40n, 233) // the uncompressed size of "b" in the directory's ZIP64 field
    expect(() => readAll(bytes)).toThrow(expect.objectContaining({ found: expect.stringMatching(/would inflate/) }))
  })

  it('refuses entries that share bytes, however small the archive', () => {
    const bytes = Buffer.from(encodeZip(files))
    const first = bytes.indexOf('PK\u0001\u0002')
    const second = bytes.indexOf('PK\u0001\u0002', first + 4)
    bytes.writeUInt32LE(bytes.readUInt32LE(first + 42), second + 42) // where the entry's bytes are
    expect(() => open(bytes)).toThrow(
      expect.objectContaining({ found: expect.stringMatching(/over the bytes of another/) }),
    )
  })

  it.each([
    ['our archive', encodeZip(files)],
    ['a ZIP64 archive', zip64Archive],
  ])('throws nothing but a UserError for damaged bytes of %s', (name, bytes) => {
    expect([...codesForDamaged(bytes, readAll, name)].sort()).toEqual(['no error', 'zip-damaged'])
  })
})
