// BMP images: every usual depth, both directions of rows, and files that are cut or lie about their size.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeImage, readImageHeader } from '../../src/data/image.ts'
import { bmpOf, type Rgb } from './bmp-files.ts'

const rows: readonly (readonly Rgb[])[] = [
  [
    [255, 0, 0],
    [1, 2, 3],
    [4, 5, 6],
  ],
  [
    [0, 255, 0],
    [7, 8, 9],
    [0, 0, 255],
  ],
]

function fileOf(bytes: Uint8Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'ocrdet-bmp-')), 'x.bmp')
  writeFileSync(path, bytes)
  return path
}

describe('a BMP image', () => {
  it.each([8, 24, 32] as const)('of %i bits a pixel is read like any other', async (bits) => {
    for (const topDown of [false, true]) {
      const path = fileOf(bmpOf(rows, { bits, topDown }))
      expect(await readImageHeader(path)).toMatchObject({ width: 3, height: 2, format: 'bmp', orientation: 1 })
      const { width, height, data } = await decodeImage(path)
      expect({ width, height, data: [...data] }).toEqual({ width: 3, height: 2, data: rows.flat(2) })
    }
  })

  it('that is cut short is told', async () => {
    const whole = bmpOf(rows, { bits: 24 })
    await expect(decodeImage(fileOf(whole.subarray(0, -1)))).rejects.toMatchObject({ code: 'image-truncated' })
  })

  it('that claims too many pixels is not decoded', async () => {
    const lying = Buffer.from(bmpOf(rows, { bits: 24 }))
    lying.writeInt32LE(100_000, 18)
    lying.writeInt32LE(100_000, 22)
    await expect(decodeImage(fileOf(lying))).rejects.toMatchObject({ code: 'image-too-large' })
    await expect(readImageHeader(fileOf(lying))).rejects.toMatchObject({ code: 'image-too-large' })
  })

  it('with a broken header is told', async () => {
    const broken = Buffer.from(bmpOf(rows, { bits: 24 }))
    broken.writeUInt16LE(7, 28)
    await expect(decodeImage(fileOf(broken))).rejects.toMatchObject({ code: 'image-undecodable' })
  })
})
