// Decoding: every kind of image file becomes upright 8-bit RGB, or a message a person can act on.
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { hasTooManyPages, maxPages } from '../../src/data/pages.ts'
import { decodeImage, encodePng, maxImagePixels, readImageHeader, type Image } from '../../src/data/image.ts'
import { pngHead, withoutTexts } from '../../src/data/png.ts'
import { makeFolder, imageBytes } from './folder.ts'

async function decoded(bytes: Uint8Array, name = '图 1.jpg'): Promise<Image> {
  return await decodeImage(join(makeFolder({ [name]: bytes }), name))
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  return error instanceof UserError ? error.code : `not a UserError: ${String(error)}`
}

function pixel({ data, width }: Image, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)]
}

/** Quadrants red, green / blue, white, 48 x 32 as stored. */
async function quadrants(orientation: number): Promise<Uint8Array> {
  const colors = ['#ff0000', '#00ff00', '#0000ff', '#ffffff']
  const parts = colors.map((background, at) => ({
    input: { create: { width: 24, height: 16, channels: 3 as const, background } },
    left: (at % 2) * 24,
    top: at < 2 ? 0 : 16,
  }))
  return await sharp({ create: { width: 48, height: 32, channels: 3, background: '#000' } })
    .composite(parts)
    .withMetadata({ orientation })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer()
}

function colorLetter([red, green, blue]: number[]): string {
  if (red > 200 && green > 200 && blue > 200) return 'W'
  return red > 200 ? 'R' : green > 200 ? 'G' : blue > 200 ? 'B' : '?'
}

/** A TIFF of so many pages, each of them the same six grey pixels. Source: TIFF 6.0. */
function tiffOfPages(pages: number): Uint8Array {
  const tags = [
    [256, 3], // ImageWidth
    [257, 2], // ImageLength
    [258, 8], // BitsPerSample
    [259, 1], // Compression: none
    [262, 1], // PhotometricInterpretation: black is zero
    [273, 8], // StripOffsets
    [278, 2], // RowsPerStrip
    [279, 6], // StripByteCounts
  ]
  const bytes = new Uint8Array(14 + pages * (6 + tags.length * 12))
  const view = new DataView(bytes.buffer)
  bytes.set([0x49, 0x49, 42, 0, 14])
  for (let page = 0, at = 14; page < pages; page++) {
    view.setUint16(at, tags.length, true)
    at += 2
    for (const [tag, value] of tags) {
      view.setUint16(at, tag, true)
      view.setUint16(at + 2, 4, true) // LONG
      view.setUint32(at + 4, 1, true)
      view.setUint32(at + 8, value, true)
      at += 12
    }
    view.setUint32(at, page === pages - 1 ? 0 : at + 4, true)
    at += 4
  }
  return bytes
}

/** An animated WebP of so many equal frames. Source: WebP container specification. */
async function webpOfFrames(frames: number): Promise<Uint8Array> {
  const still = sharp({ create: { width: 3, height: 2, channels: 3, background: '#000' } }).webp({ lossless: true })
  const pixels = (await still.toBuffer()).subarray(12)
  const chunk = (name: string, body: Uint8Array): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(body.length)
    return Buffer.concat([Buffer.from(name, 'latin1'), length, body])
  }
  const size = [2, 0, 0, 1, 0, 0] // width and height less one
  const frame = chunk('ANMF', Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, ...size, 0, 0, 0, 0]), pixels]))
  const head = [chunk('VP8X', Buffer.from([2, 0, 0, 0, ...size])), chunk('ANIM', Buffer.alloc(6))]
  const body = Buffer.concat([Buffer.from('WEBP'), ...head, ...Array.from({ length: frames }, () => frame)])
  return chunk('RIFF', body)
}

/** A chunk with its length and checksum. */
function pngChunk(name: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(body.length, 0)
  named.copy(framed, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}

/** A PNG of the given size and colour type whose rows are `row` (filter byte included), written by the PNG specification. */
function handmadePng(
  width: number,
  height: number,
  { depth, type, rows }: { depth: number; type: number; rows: Uint8Array },
): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, type, 0, 0, 0], 8)
  const magic = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  return Buffer.concat([
    magic,
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', new Uint8Array()),
  ])
}

describe('decodeImage', () => {
  it('gives interleaved RGB, row by row', async () => {
    const rows = Uint8Array.of(0, 255, 0, 0, 0, 255, 0, 0, 0, 0, 255, 10, 20, 30)
    const image = await decoded(handmadePng(2, 2, { depth: 8, type: 2, rows }))
    expect(image).toEqual({ width: 2, height: 2, data: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30) })
  })

  // The eight cases of the EXIF 2.3 standard, tag 0x0112, worked out by hand from "0th row, 0th column".
  it.each([
    [1, 'RG/BW'],
    [2, 'GR/WB'],
    [3, 'WB/GR'],
    [4, 'BW/RG'],
    [5, 'RB/GW'],
    [6, 'BR/WG'],
    [7, 'WG/BR'],
    [8, 'GW/RB'],
  ])('turns EXIF orientation %i upright', async (orientation, expected) => {
    const bytes = await quadrants(orientation)
    const image = await decoded(bytes)
    const { width, height } = image
    expect([width, height]).toEqual(orientation < 5 ? [48, 32] : [32, 48])
    const letter = (x: number, y: number): string =>
      colorLetter(pixel(image, Math.floor(x * width), Math.floor(y * height)))
    expect(`${letter(0.25, 0.25)}${letter(0.75, 0.25)}/${letter(0.25, 0.75)}${letter(0.75, 0.75)}`).toBe(expected)
    const header = await readImageHeader(join(makeFolder({ 'a.jpg': bytes }), 'a.jpg'))
    expect(header).toMatchObject({
      width,
      height,
      rawWidth: 48,
      rawHeight: 32,
      orientation,
      format: 'jpeg',
      channels: 3,
    })
  })

  it('lays transparency on white', async () => {
    // Half transparent black, then fully transparent red: 255 * (1 - 128/255) = 127, and white.
    const rows = Uint8Array.of(0, 0, 0, 0, 128, 255, 0, 0, 0)
    expect((await decoded(handmadePng(2, 1, { depth: 8, type: 6, rows }))).data).toEqual(
      Uint8Array.of(127, 127, 127, 255, 255, 255),
    )
  })

  it('takes the high byte of 16 bits, and spreads 1 bit and grey over three channels', async () => {
    const deep = handmadePng(2, 1, { depth: 16, type: 0, rows: Uint8Array.of(0, 0x12, 0x34, 0xff, 0xff) })
    expect((await decoded(deep)).data).toEqual(Uint8Array.of(0x12, 0x12, 0x12, 255, 255, 255))
    const bits = handmadePng(3, 1, { depth: 1, type: 0, rows: Uint8Array.of(0, 0b101_00000) })
    expect((await decoded(bits)).data).toEqual(Uint8Array.of(255, 255, 255, 0, 0, 0, 255, 255, 255))
    const gray = handmadePng(2, 1, { depth: 8, type: 0, rows: Uint8Array.of(0, 7, 9) })
    expect((await decoded(gray)).data).toEqual(Uint8Array.of(7, 7, 7, 9, 9, 9))
  })

  it('reads palettes, CMYK and the first page of several', async () => {
    const red = sharp({ create: { width: 8, height: 8, channels: 3, background: '#ff0000' } })
    const palette = await decoded(await red.clone().png({ palette: true }).toBuffer())
    expect(pixel(palette, 3, 3)).toEqual([255, 0, 0])
    const cmyk = await decoded(await red.clone().toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer())
    const [r, g, b] = pixel(cmyk, 3, 3)
    // The gamut of CMYK is smaller: its red is not quite (255, 0, 0), but no other colour.
    expect([r > 200, g < 80, b < 80, cmyk.data.length]).toEqual([true, true, true, 8 * 8 * 3])
    const pages = Buffer.alloc(8 * 16 * 3, Buffer.from([255, 0, 0])).fill(Buffer.from([0, 0, 255]), 8 * 8 * 3)
    const multipage = await sharp(pages, { raw: { width: 8, height: 16, channels: 3, pageHeight: 8 } })
      .tiff({ compression: 'lzw' })
      .toBuffer()
    const first = await decoded(multipage)
    expect([first.height, pixel(first, 3, 3)]).toEqual([8, [255, 0, 0]])
  })

  it('goes by the content, not by the name', async () => {
    expect((await decoded(await imageBytes(5, 4, { format: 'png' }), '1.jpg')).width).toBe(5)
  })

  it('refuses zero bytes, damage, other content and folders, each with its code', async () => {
    const whole = await imageBytes(64, 64)
    const root = makeFolder({
      'zero.jpg': '',
      'short.jpg': whole.subarray(0, whole.length - 40),
      'text.jpg': 'this is no image',
      'drawing.jpg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      'folder.jpg/inside': '',
    })
    const codes = async (name: string): Promise<string[]> => [
      await codeOf(readImageHeader(join(root, name))),
      await codeOf(decodeImage(join(root, name))),
    ]
    expect(await codes('zero.jpg')).toEqual(['image-empty', 'image-empty'])
    expect(await codes('text.jpg')).toEqual(['image-undecodable', 'image-undecodable'])
    expect(await codes('drawing.jpg')).toEqual(['image-undecodable', 'image-undecodable'])
    expect(await codes('folder.jpg')).toEqual(['image-unreadable', 'image-unreadable'])
    expect(await codes('gone.jpg')).toEqual(['image-missing', 'image-missing'])
    expect(await codeOf(decodeImage(join(root, 'short.jpg')))).toBe('image-truncated')
  })

  it('refuses a decompression bomb by its header', async () => {
    // 30000 x 30000 claimed by 60 bytes.
    const bomb = handmadePng(30000, 30000, { depth: 1, type: 0, rows: Uint8Array.of(0) })
    const path = join(makeFolder({ 'bomb.png': bomb }), 'bomb.png')
    await expect(readImageHeader(path)).rejects.toMatchObject({
      code: 'image-too-large',
      expected: `at most ${maxImagePixels} pixels of this kind`,
      found: '30000x30000',
    })
    expect(await codeOf(decodeImage(path))).toBe('image-too-large')
  })

  it('refuses sides of millions of pixels, and pixels that take more memory than others', async () => {
    const png = (width: number, height: number, depth: number, type: number): Uint8Array =>
      handmadePng(width, height, { depth, type, rows: Uint8Array.of(0) })
    const root = makeFolder({
      'wide.png': png(60_000_000, 1, 1, 0),
      'thin.png': png(1, 60_000_000, 1, 0),
      'deep.png': png(9000, 9000, 16, 6),
    })
    const refused = async (name: string, expected: string): Promise<void> => {
      const refusal = { code: 'image-too-large', expected }
      await expect(readImageHeader(join(root, name))).rejects.toMatchObject(refusal)
      await expect(decodeImage(join(root, name))).rejects.toMatchObject(refusal)
    }
    await refused('wide.png', 'sides of at most 65535 pixels')
    await refused('thin.png', 'sides of at most 65535 pixels')
    await refused('deep.png', `at most ${2 ** 26} pixels of this kind`)
  })

  it.each([
    ['TIFF', tiffOfPages],
    ['WebP', webpOfFrames],
  ])(
    'refuses a %s of more pages than are gone through, and takes the first of as many as that',
    async (_name, made) => {
      const path = join(makeFolder({ '1.img': await made(maxPages), '2.img': await made(maxPages + 1) }), '1.img')
      expect(await readImageHeader(path)).toMatchObject({ width: 3, height: 2, pages: maxPages })
      expect((await decodeImage(path)).width).toBe(3)
      const more = path.replace('1.img', '2.img')
      const refusal = { code: 'image-too-large', found: `more than ${maxPages}` }
      await expect(readImageHeader(more)).rejects.toMatchObject(refusal)
      await expect(decodeImage(more)).rejects.toMatchObject(refusal)
    },
  )

  it('ends at pages that go round in a circle', () => {
    const bytes = tiffOfPages(2)
    new DataView(bytes.buffer).setUint32(bytes.length - 4, 14, true)
    expect(hasTooManyPages((at, length) => bytes.subarray(at, at + length))).toBe(false)
  })

  it("refuses the decoder's own format", async () => {
    const path = join(
      makeFolder({ 'a.png': Buffer.concat([Buffer.from('08f2a6b6', 'hex'), Buffer.alloc(200)]) }),
      'a.png',
    )
    expect(await codeOf(readImageHeader(path))).toBe('image-undecodable')
    expect(await codeOf(decodeImage(path))).toBe('image-undecodable')
  })

  it('gives the decoder no text of a PNG, however much it would unpack to', async () => {
    const [text, long] = [deflateSync(Buffer.alloc(1000)), Buffer.alloc(70_000)]
    const whole = handmadePng(3, 1, { depth: 8, type: 2, rows: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9) })
    const texts = [pngChunk('zTXt', text), pngChunk('iTXt', long), pngChunk('tEXt', text)]
    const [head, rest] = [whole.subarray(0, 33), whole.subarray(33)]
    const bytes = Buffer.concat([head, ...texts, rest.subarray(0, -12), texts[0], rest.subarray(-12)])
    expect(withoutTexts(bytes)).toEqual(new Uint8Array(whole))
    expect(withoutTexts(whole)).toBe(whole)
    expect(pngHead(bytes)).toEqual(new Uint8Array(whole.subarray(0, 41)))
    expect(pngHead(bytes.subarray(0, 2000))).toBeUndefined()
    const path = join(makeFolder({ 'text.png': bytes }), 'text.png')
    expect(await readImageHeader(path)).toMatchObject({ width: 3, height: 1, bytes: bytes.length })
    expect([...(await decodeImage(path)).data]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('reads an image anew when its file was changed', async () => {
    const root = makeFolder({ '1.png': await imageBytes(5, 4, { format: 'png' }) })
    const path = join(root, '1.png')
    expect((await readImageHeader(path)).width).toBe(5)
    await sharp({ create: { width: 9, height: 4, channels: 3, background: '#000' } })
      .png()
      .toFile(path)
    expect([(await readImageHeader(path)).width, (await decodeImage(path)).width]).toEqual([9, 9])
  })
})

describe('encodePng', () => {
  it('survives PNG unchanged', async () => {
    const image = { width: 3, height: 2, data: Uint8Array.from({ length: 18 }, (_, at) => at * 14) }
    expect(await decoded(await encodePng(image))).toEqual(image)
  })
})
