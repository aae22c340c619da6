// Draws found texts onto an image: numbered outlines in reading order.
import { setImmediate } from 'node:timers/promises'
import { collectGarbage } from '../core/collect-garbage.ts'
import { notoFont, imageCanvas, imageOn, type Context2D } from '../data/canvas.ts'
import { encodePng } from '../data/image.ts'
import type { RgbImage } from '../data/types.ts'
import type { Polygon } from '../geometry/points.ts'

/** One outline to draw. */
export interface Outline {
  readonly polygon: Polygon
  /** CSS colour. */
  readonly color: string
  readonly label?: string
}

/** Colours of outlines, readable on light and dark images. */
export const outlineColors = { found: '#00b050', missed: '#ff3b30', wrong: '#ff9500', ignored: '#8e8e93' } as const

/** Rows that are drawn at a time: a canvas takes several times its pixels in memory. */
const bandHeight = 512

/** The image with outlines as a PNG. Line width and labels grow with the image. */
export async function drawOutlines(image: RgbImage, outlines: readonly Outline[]): Promise<Uint8Array> {
  const { width, height } = image
  const data = new Uint8Array(image.data.length)
  for (let top = 0; top < height; top += bandHeight) {
    data.set(drawnBand(image, outlines, { top, bottom: Math.min(height, top + bandHeight) }), top * width * 3)
    if (height > bandHeight) await freeCanvases()
  }
  return encodePng({ width, height, data })
}

/** The memory of canvases is outside of JavaScript's heap, and given back between two tasks of the event loop only. */
function freeCanvases(): Promise<void> {
  collectGarbage()
  return setImmediate()
}

/** Rows `top` to before `bottom` with what lies on them, as RGB. */
function drawnBand(
  { width, height, data }: RgbImage,
  outlines: readonly Outline[],
  { top, bottom }: { readonly top: number; readonly bottom: number },
): Uint8Array {
  const band = { width, height: bottom - top, data: data.subarray(top * width * 3, bottom * width * 3) }
  const context = imageCanvas(band).getContext('2d')
  context.translate(0, -top)
  paint(context, outlines, Math.max(1, Math.round(Math.max(width, height) / 500)))
  return imageOn(context, band).data
}

/** @param unit width of lines in pixels, and what the height of labels is measured in */
function paint(context: Context2D, outlines: readonly Outline[], unit: number): void {
  context.font = notoFont(9 * unit, 700)
  context.lineJoin = 'round'
  for (const { polygon, color, label } of outlines) {
    context.beginPath()
    for (const [x, y] of polygon) context.lineTo(x, y)
    context.closePath()
    context.lineWidth = unit + 1
    context.strokeStyle = color
    context.stroke()
    if (label === undefined) continue
    const [x, y] = polygon[0]
    context.lineWidth = unit + 1
    context.strokeStyle = 'white'
    context.strokeText(label, x, Math.max(9 * unit, y - 2))
    context.fillStyle = color
    context.fillText(label, x, Math.max(9 * unit, y - 2))
  }
}
