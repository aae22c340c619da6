// Drawing: canvases and the demo's fonts. The only file that imports `@napi-rs/canvas` and of the files of `@fontsource/noto-sans-sc`.
import { createRequire } from 'node:module'
import { GlobalFonts, createCanvas, loadImage, type Canvas, type SKRSContext2D } from '@napi-rs/canvas'
import { assert, must } from '../core/assert.ts'
import type { RgbImage } from './types.ts'

export type { Canvas, SKRSContext2D as Context2D } from '@napi-rs/canvas'

/** Weights of Noto Sans SC that are registered. */
export const fontWeights = [400, 700] as const
export type FontWeight = (typeof fontWeights)[number]

/** Scripts of Noto Sans SC; the package keeps each in a file of its own. */
const scripts = ['latin', 'chinese-simplified'] as const

/** A canvas of `width` x `height` pixels, transparent. The drawing of registered fonts is the same on every system. */
export function newCanvas(width: number, height: number): { canvas: Canvas; context: SKRSContext2D } {
  const canvas = createCanvas(width, height)
  return { canvas, context: canvas.getContext('2d') }
}

/** Decodes an image by Skia, on white. Throws what Skia says; the caller looks at size and length before. */
export async function decodeByCanvas(bytes: Uint8Array): Promise<RgbImage> {
  const image = await loadImage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const { width, height } = image
  const { context } = newCanvas(width, height)
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  context.drawImage(image, 0, 0)
  return imageOn(context, { width, height })
}

/** The pixels of a canvas without transparency. */
export function imageOn(context: SKRSContext2D, { width, height }: Pick<RgbImage, 'width' | 'height'>): RgbImage {
  const { data: from } = context.getImageData(0, 0, width, height)
  const data = new Uint8Array(width * height * 3)
  for (let at = 0, to = 0; at < from.length; at += 4) {
    data[to++] = from[at]
    data[to++] = from[at + 1]
    data[to++] = from[at + 2]
  }
  return { width, height, data }
}

/** A canvas that shows the image, pixel for pixel. */
export function imageCanvas({ width, height, data }: RgbImage): Canvas {
  assert(data.length === width * height * 3, `a ${width}x${height} image has ${width * height * 3} bytes`)
  const { canvas, context } = newCanvas(width, height)
  const image = context.createImageData(width, height)
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    image.data[to] = data[from]
    image.data[to + 1] = data[from + 1]
    image.data[to + 2] = data[from + 2]
    image.data[to + 3] = 255
  }
  context.putImageData(image, 0, 0)
  return canvas
}

/** Path of one font file of Noto Sans SC (SIL Open Font License 1.1), in WOFF. */
export function fontFile(script: (typeof scripts)[number], weight: FontWeight): string {
  return createRequire(import.meta.url).resolve(
    `@fontsource/noto-sans-sc/files/noto-sans-sc-${script}-${weight}-normal.woff`,
  )
}

/**
 * A value for `context.font`: Noto Sans SC for Latin and simplified Chinese, `size` in pixels. Registers the files at first use, under
 * names of their own, so that no installed font is ever taken for them.
 */
export function notoFont(size: number, weight: FontWeight): string {
  const families = scripts.map((script) => {
    const family = `ocrdet-noto-${script}-${weight}`
    if (!GlobalFonts.has(family))
      must(GlobalFonts.registerFromPath(fontFile(script, weight), family), `the font ${family} can be registered`)
    return family
  })
  return `${size}px ${families.join(', ')}`
}
