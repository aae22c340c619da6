// An image of two black words on white paper, as a file of every kind: where the boxes must be is known.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { bmpOf, type Rgb } from '../../tests/data/bmp-files.ts'

/** Pixels; neither square nor symmetric, so that a turned image cannot pass for an upright one. */
export const sceneSize = { width: 240, height: 130 } as const
/** Left, top, width, height of the words, in reading order. */
export const words = [
  [20, 15, 90, 26],
  [130, 84, 80, 24],
] as const

/** Middles of the words. */
export const middles = words.map(([left, top, width, height]) => [left + width / 2, top + height / 2] as const)

async function rgb(): Promise<Uint8Array> {
  const rectangles = words.map(
    ([left, top, width, height]) => `<rect x="${left}" y="${top}" width="${width}" height="${height}"/>`,
  )
  const { width, height } = sceneSize
  const paper = `<rect width="${width}" height="${height}" fill="#fff"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${paper}${rectangles.join('')}</svg>`
  return sharp(Buffer.from(svg)).flatten().removeAlpha().raw().toBuffer()
}

/** Writes the scene into a folder in every format that the page takes. Paths by name. */
export async function writeScenes(folder: string): Promise<Readonly<Record<string, string>>> {
  mkdirSync(folder, { recursive: true })
  const pixels = await rgb()
  const { width, height } = sceneSize
  const scene = () => sharp(pixels, { raw: { ...sceneSize, channels: 3 } })
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x): Rgb => {
      const [red = 0, green = 0, blue = 0] = pixels.subarray((y * width + x) * 3)
      return [red, green, blue]
    }),
  )
  const files: Readonly<Record<string, Uint8Array>> = {
    'scene.png': await scene().png().toBuffer(),
    'scene.jpg': await scene().jpeg({ quality: 95 }).toBuffer(),
    'scene.webp': await scene().webp({ quality: 95 }).toBuffer(),
    'scene.tiff': await scene().tiff({ compression: 'lzw' }).toBuffer(),
    'scene.bmp': bmpOf(rows, { bits: 24 }),
    // stored lying on its side, and turned upright by its EXIF orientation
    'turned.jpg': await sharp(await scene().rotate(270).png().toBuffer())
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer(),
    'turned.tif': await sharp(await scene().rotate(180).png().toBuffer())
      .withMetadata({ orientation: 3 })
      .tiff()
      .toBuffer(),
  }
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      return [name, path]
    }),
  )
}
