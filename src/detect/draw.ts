// Draws found texts onto a picture: numbered outlines in reading order.
import { newCanvas, notoFont } from '../data/canvas.ts'
import type { Picture } from '../data/types.ts'
import type { Polygon } from '../geometry/points.ts'

/** One outline to draw. */
export interface Outline {
  readonly polygon: Polygon
  /** CSS colour. */
  readonly color: string
  readonly label?: string
}

/** Colours of outlines, readable on light and dark pictures. */
export const outlineColors = { found: '#00b050', missed: '#ff3b30', wrong: '#ff9500', ignored: '#8e8e93' } as const

/** The picture with outlines as a PNG. Line width and labels grow with the picture. */
export function drawOutlines(picture: Picture, outlines: readonly Outline[]): Uint8Array {
  const { width, height } = picture
  const { canvas, context } = newCanvas(width, height)
  const image = context.createImageData(width, height)
  for (let from = 0, to = 0; from < picture.data.length; from += 3, to += 4) {
    image.data[to] = picture.data[from]
    image.data[to + 1] = picture.data[from + 1]
    image.data[to + 2] = picture.data[from + 2]
    image.data[to + 3] = 255
  }
  context.putImageData(image, 0, 0)
  const unit = Math.max(1, Math.round(Math.max(width, height) / 500))
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
  return canvas.toBuffer('image/png')
}
