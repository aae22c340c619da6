// Drawing: canvases and the demo's fonts. The only door of `@napi-rs/canvas` and of the files of `@fontsource/noto-sans-sc`.
import { createRequire } from 'node:module'
import { GlobalFonts, createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas'
import { must } from '../core/assert.ts'

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
