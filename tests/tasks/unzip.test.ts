// Unpacking a ZIP: what comes out is in proportion to what went in, file by file and as a whole.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeZip } from '../../src/formats/zip/write.ts'
import { unzip } from '../../src/tasks/unzip.ts'
import { temporaryFolder } from './training.ts'

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
})
