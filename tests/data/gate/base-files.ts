// What is mutated: small images in every format that is read, and ground truths with every form of line.
import sharp, { type Sharp } from 'sharp'
import { Random } from '../../../src/core/random.ts'
import { bmpOf, type Rgb } from '../bmp-files.ts'

const width = 40
const height = 30

/** Noise with some form in it, so that compressed data is neither empty nor long. */
function noise(): Sharp {
  const random = new Random('image of the gate')
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => ((at >> 4) * 16 + random.int(32)) & 255)
  return sharp(data, { raw: { width, height, channels: 3 } })
}

const encoders: readonly (() => Sharp)[] = [
  () => noise().jpeg({ quality: 60 }),
  () => noise().png(),
  () => noise().jpeg({ progressive: true, chromaSubsampling: '4:4:4' }),
  () => noise().withMetadata({ orientation: 6 }).jpeg(),
  () => noise().withMetadata({ orientation: 3, density: 300 }).png(),
  () => noise().greyscale().toColourspace('b-w').jpeg(),
  () => noise().toColourspace('cmyk').jpeg(),
  () => noise().toColourspace('rgb16').png(),
  () => noise().png({ palette: true }),
  () => noise().ensureAlpha(0.5).png(),
  () => noise().webp({ quality: 50 }),
  () => noise().withMetadata({ orientation: 8 }).webp({ lossless: true }),
  () => noise().gif(),
  () => noise().tiff({ compression: 'lzw' }),
  () => noise().withMetadata({ orientation: 5 }).tiff(),
  () => noise().avif({ quality: 40, effort: 0 }),
  () => noise().resize(1, 1).png(),
  () => noise().resize(300, 2, { fit: 'fill' }).png(),
]

export async function baseImages(): Promise<readonly Uint8Array[]> {
  const encoded = await Promise.all(encoders.map((encoder) => encoder().toBuffer()))
  return [...encoded, bmpOf(pixelRows(), { bits: 24 }), bmpOf(pixelRows(), { bits: 32, topDown: true })]
}

export const baseGroundTruths: readonly string[] = [
  '2,2,30,2,30,12,2,12,word\n4,15,36,15,36,27,4,27,12,50 EUR\n',
  '2,2,30,2,30,12,2,12,###\n4,15,36,15,36,27,4,27,收据\n',
  '2.5,2.25,30,3,29.5,12,2,11.75,"quoted, ""twice"""',
  '3,3,12,2,25,3,25,12,12,11,3,12,bent\n5,16,9,14,20,14,30,15,35,17,35,25,30,27,20,28,9,27,5,25,round\n',
  '2,12,30,12,30,2,2,2,backwards\n-3,5,10,5,10,9,-3,9,past the edge\n',
  '2,2,30,2,30,12,2,12,2024\n2,14,30,14,30,24,2,24,1,000\n',
  '0,0,40,0,40,30,0,30,all of it\n',
  '10,10,14,10,14,12,10,12,small\n2,2,30,2,30,12,2,12,\n',
  '',
]

/** Pixels for a format that the encoders above do not write. */
function pixelRows(): Rgb[][] {
  const random = new Random('rows of the gate')
  return Array.from({ length: height }, () =>
    Array.from({ length: width }, (): Rgb => [random.int(256), random.int(256), random.int(256)]),
  )
}
