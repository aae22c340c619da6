// Painting on a sheet: text that fits its width, images that fit their box, outlines and hatching.
import { notoFont, type Canvas, type Context2D } from '../data/canvas.ts'
import type { Polygon } from '../geometry/points.ts'
import { fontSize, type Box } from './look.ts'

/** One line of text, cut at its end where it is wider than `width`; `y` is its base line. */
export function paintText(
  context: Context2D,
  text: string,
  at: { readonly x: number; readonly y: number; readonly width: number },
  look: { readonly color: string; readonly bold?: boolean },
): void {
  context.font = notoFont(fontSize, look.bold === true ? 700 : 400)
  context.fillStyle = look.color
  context.fillText(cutToWidth(context, text, at.width), at.x, at.y)
}

function cutToWidth(context: Context2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text
  let [low, high] = [0, text.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (context.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle
    else high = middle - 1
  }
  return `${text.slice(0, low)}…`
}

/** How an image lies in a box: image pixel x scale + (x, y). */
export interface Placing {
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** Paints an image as large as the box allows, but at most four times as large as it is, in the middle. */
export function paintFitted(context: Context2D, image: Canvas, box: Box): Placing {
  const scale = Math.min(4, box.width / image.width, box.height / image.height)
  const [width, height] = [image.width * scale, image.height * scale]
  const [x, y] = [box.x + (box.width - width) / 2, box.y + (box.height - height) / 2]
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, x, y, width, height)
  return { scale, x, y }
}

export interface OutlineLook {
  readonly color: string
  readonly hatched?: boolean
  readonly dashed?: boolean
  /** Written at the first corner. */
  readonly label?: string
}

/** Paints the outline of a polygon in image pixels. */
export function paintOutline(context: Context2D, polygon: Polygon, placing: Placing, look: OutlineLook): void {
  const corners = polygon.map(([x, y]) => [x * placing.scale + placing.x, y * placing.scale + placing.y] as const)
  context.save()
  context.beginPath()
  for (const [x, y] of corners) context.lineTo(x, y)
  context.closePath()
  context.strokeStyle = look.color
  context.lineWidth = 1.5
  context.lineJoin = 'round'
  context.setLineDash(look.dashed === true ? [5, 3] : [])
  context.stroke()
  if (look.hatched === true) hatch(context, corners)
  context.restore()
  if (look.label !== undefined) paintLabel(context, look.label, corners[0], look.color)
}

/** Distance between the lines of a hatching. */
const hatchStep = 5

/** Diagonal lines inside the current path, which is `corners`. */
function hatch(context: Context2D, corners: readonly (readonly [number, number])[]): void {
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  context.clip()
  context.lineWidth = 1
  context.beginPath()
  const height = bottom - top
  // Lines of all polygons lie on one grid, so that overlapping regions do not fill up.
  const first = Math.floor((left - height - top) / hatchStep) * hatchStep + top
  for (let x = first; x < right; x += hatchStep) {
    context.moveTo(x, bottom)
    context.lineTo(x + height, top)
  }
  context.stroke()
}

function paintLabel(context: Context2D, label: string, [x, y]: readonly [number, number], color: string): void {
  context.font = notoFont(13, 700)
  context.lineJoin = 'round'
  context.lineWidth = 3
  context.strokeStyle = 'black'
  context.strokeText(label, x, y - 3)
  context.fillStyle = color
  context.fillText(label, x, y - 3)
}
