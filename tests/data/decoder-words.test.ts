// Why a file is not read as an image: by what its bytes are, and by what the decoder says.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeImage, readImageHeader } from '../../src/data/image.ts'
import { reasonOf } from '../../src/data/decoder-words.ts'
import { makeFolder } from './folder.ts'

async function foundIn(bytes: Uint8Array): Promise<readonly (string | undefined)[]> {
  const path = join(makeFolder({ 'a.jpg': bytes }), 'a.jpg')
  const found = (error: unknown): string | undefined => (error as { found?: string }).found
  return [await readImageHeader(path).then(() => 'read', found), await decodeImage(path).then(() => 'read', found)]
}

/** What the error says in Chinese of what was found. */
async function foundInChinese(bytes: Uint8Array): Promise<string | undefined> {
  const path = join(makeFolder({ 'a.jpg': bytes }), 'a.jpg')
  return decodeImage(path).then(
    () => 'read',
    (error: unknown) => (error as { chinese: { found?: string } }).chinese.found,
  )
}

const latin1 = (text: string): Buffer => Buffer.from(text.padEnd(200, '\0'), 'latin1')

describe('a file that is no image of a format that is read', () => {
  it.each([
    ['a HEIC image', latin1('\0\0\0\x18ftypheic')],
    ['a JPEG 2000 image', latin1('\0\0\0\x0cjP  \r\n\x87\n')],
    ['a JPEG XL image', latin1('\xff\x0a')],
    ['a PDF document', latin1('%PDF-1.7')],
    [
      'an SVG drawing',
      Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
    ['a text file', Buffer.from('no image at all')],
    ['a web page', Buffer.from('<!DOCTYPE html><p>404')],
  ])('%s is named', async (kind, bytes) => {
    expect(await foundIn(bytes)).toEqual([`${kind}, which is not read`, `${kind}, which is not read`])
  })
})

it('says the same in Chinese', async () => {
  expect(await foundInChinese(latin1('%PDF-1.7'))).toBe('PDF 文档，无法作为图片读取')
  expect(reasonOf('VipsJpeg: premature end of JPEG image\n', new Uint8Array([0xff, 0xd8, 0xff]))).toEqual({
    en: 'a JPEG image: damaged data (decoder: VipsJpeg: premature end of JPEG image)',
    zh: 'JPEG 图片：数据已损坏（解码器：VipsJpeg: premature end of JPEG image）',
  })
  expect(reasonOf('something new', new Uint8Array()).zh).toBe('解码器不接受的数据（解码器：something new）')
})

/** A TIFF of 32x32 pixels by its specification: a tag is a number, SHORT (3) or LONG (4), and its values. */
function tiff(tags: readonly (readonly [tag: number, type: 3 | 4, values: readonly number[]])[]): Uint8Array {
  const pixels = 3 * 32 * 32
  const directory = 8 + pixels
  const bytes = Buffer.alloc(directory + 2 + 12 * tags.length + 4 + 400)
  bytes.write('II*\0', 'latin1')
  bytes.writeUInt32LE(directory, 4)
  bytes.fill(120, 8, directory)
  bytes.writeUInt16LE(tags.length, directory)
  let behind = directory + 2 + 12 * tags.length + 4
  for (const [index, [tag, type, values]] of tags.entries()) {
    const at = directory + 2 + 12 * index
    bytes.writeUInt16LE(tag, at)
    bytes.writeUInt16LE(type, at + 2)
    bytes.writeUInt32LE(values.length, at + 4)
    const size = type === 3 ? 2 : 4
    const start = values.length * size <= 4 ? at + 8 : behind
    if (start === behind) {
      bytes.writeUInt32LE(behind, at + 8)
      behind += values.length * size
    }
    for (const [item, value] of values.entries()) bytes.writeUIntLE(value, start + item * size, size)
  }
  return bytes
}

const common = [
  [256, 3, [32]],
  [257, 3, [32]],
  [258, 3, [8, 8, 8]],
] as const
const tiles = Array.from({ length: 12 }, (_, index) => 8 + 256 * index)
const strip = [
  [273, 4, [8]],
  [277, 3, [3]],
  [278, 3, [32]],
  [279, 4, [3072]],
] as const

describe('a TIFF that the decoder does not take', () => {
  it('of separate tiles is told as such', async () => {
    const bytes = tiff([
      ...common,
      [259, 3, [1]],
      [262, 3, [2]],
      [277, 3, [3]],
      [284, 3, [2]],
      [322, 3, [16]],
      [323, 3, [16]],
      [324, 4, tiles],
      [325, 4, tiles.map(() => 256)],
    ])
    expect((await foundIn(bytes))[1]).toMatch(/^a TIFF image: a TIFF whose colours lie in separate tiles \(decoder: /)
  })

  it('of Lab colours is told as such', async () => {
    const bytes = tiff([...common, [259, 3, [1]], [262, 3, [8]], ...strip, [284, 3, [1]]])
    expect((await foundIn(bytes))[1]).toMatch(/^a TIFF image: a colour space that is not read/)
  })

  it('of old-style JPEG is told as such', async () => {
    const bytes = tiff([...common, [259, 3, [6]], [262, 3, [6]], ...strip, [284, 3, [1]]])
    expect((await foundIn(bytes))[1]).toMatch(/^a TIFF image: a TIFF with old-style JPEG compression/)
  })

  it('of common tags is read', async () => {
    expect(await foundIn(tiff([...common, [259, 3, [1]], [262, 3, [2]], ...strip, [284, 3, [1]]]))).toEqual([
      'read',
      'read',
    ])
  })
})
