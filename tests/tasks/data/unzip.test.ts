// Unpacking a ZIP: what comes out is in proportion to what went in, file by file and as a whole.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeZip } from '../../../src/formats/zip/write.ts'
import { unzip } from '../../../src/tasks/data/unzip.ts'
import { temporaryFolder } from '../training.ts'

function packed(count: number, bytes: number): string {
  const path = join(temporaryFolder(), 'set.zip')
  const data = new Uint8Array(bytes)
  writeFileSync(path, encodeZip(Array.from({ length: count }, (_, index) => ({ name: `${index}.txt`, data }))))
  return path
}

describe('unzip', () => {
  it('unpacks every file', async () => {
    const folder = join(temporaryFolder(), 'set')
    expect(await unzip(packed(3, 10), folder)).toEqual({ files: 3, bytes: 30 })
    expect(readdirSync(folder).sort()).toEqual(['0.txt', '1.txt', '2.txt'])
  })

  it('counts the bytes of all files together, and leaves nothing when they are too many', async () => {
    const folder = join(temporaryFolder(), 'set')
    const limits = { files: 100, bytes: 999, ratio: 100 }
    await expect(unzip(packed(20, 50), folder, { limits })).rejects.toMatchObject({ code: 'zip-too-large' })
    expect(existsSync(folder)).toBe(false)
    expect(await unzip(packed(19, 50), folder, { limits })).toEqual({ files: 19, bytes: 950 })
  })

  it.each([
    ['cut in the middle', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1), 'a ZIP archive that is cut short'],
    ['without its end', (bytes: Buffer) => bytes.subarray(0, bytes.length - 5), 'a ZIP archive that is cut short'],
    [
      'with a broken directory',
      (bytes: Buffer) => changed(bytes, directoryAt(bytes), 0),
      'a ZIP archive that is damaged',
    ],
    ['with a broken file header', (bytes: Buffer) => changed(bytes, 3, 0x7f), 'a ZIP archive that is damaged'],
    [
      'of a rare method',
      (bytes: Buffer) => changed(bytes, directoryAt(bytes) + 10, 99),
      'a ZIP archive packed by a method that is not read (number 99)',
    ],
    ['that is empty', () => Buffer.alloc(0), 'an empty file'],
    ['that is a text', () => Buffer.from('no archive, but a text'), 'a text file'],
  ])('says in its own words what an archive %s is', async (_how, change, found) => {
    const path = packed(1, 10)
    writeFileSync(path, change(readFileSync(path)))
    const folder = join(temporaryFolder(), 'set')
    await expect(unzip(path, folder)).rejects.toMatchObject({ code: 'zip-damaged', found })
    expect(existsSync(folder)).toBe(false)
  })

  it.each([
    ['ordinary', 0x01],
    ['strong', 0x41],
  ])('says that an archive of %s encryption has a password', async (_kind, flags) => {
    const path = packed(1, 10)
    const bytes = readFileSync(path)
    const sized = changed(bytes, directoryAt(bytes) + 20, 10 + 12) // encryption puts 12 bytes before the data
    writeFileSync(path, changed(sized, directoryAt(bytes) + 8, flags))
    const refused = { code: 'zip-encrypted', found: 'a ZIP archive with a password' }
    await expect(unzip(path, join(temporaryFolder(), 'set'))).rejects.toMatchObject(refused)
  })
})

/** Where the central directory begins (APPNOTE 4.3.12). */
function directoryAt(bytes: Buffer): number {
  return bytes.indexOf('PK\x01\x02', 0, 'latin1')
}

function changed(bytes: Buffer, at: number, value: number): Buffer {
  bytes[at] = value
  return bytes
}
