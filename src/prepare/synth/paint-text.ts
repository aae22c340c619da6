// One synthetic text: measuring its ink, painting it in its place, striking it out.
import type { Random } from '../../core/random.ts'
import type { Polygon } from '../../geometry/points.ts'
import { fontWeights, notoFont, type Context2D, type FontWeight } from '../../data/canvas.ts'
import { contrastingColor, css, type Rgb } from './colors.ts'
import type { Place } from './place.ts'

/** How a text is set. */
export interface Lettering {
  readonly text: string
  /** Font size in pixels. */
  readonly size: number
  readonly weight: FontWeight
  /** Width in pixels of an outline around the letters, half of it outside them; 0 for none. */
  readonly outline: number
}

/** The ink's rectangle about the pen's starting point, in pixels; `top` is negative, above the base line. */
export interface Ink {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A text of the given font size in a random weight; the lighter one is outlined now and then. */
export function randomLettering(random: Random, text: string, size: number): Lettering {
  const weight = random.pick(fontWeights)
  return { text, size, weight, outline: weight === 400 && random.next() < 0.15 ? size * 0.06 : 0 }
}

/** Metrics are whole pixels rounded outwards, so the ink is measured at this many times its size. */
const magnification = 16

/** Stretches of a text that one font file draws: the canvas reports the ink of the first stretch only. */
const stretches = /[\u2E80-\u9FFF\uF900-\uFFEF]+|[^\u2E80-\u9FFF\uF900-\uFFEF]+/g

/** The tight rectangle around the ink of a text. */
export function measureInk(context: Context2D, { text, size, weight, outline }: Lettering): Ink {
  setFont(context, size * magnification, weight)
  let pen = 0
  const edges = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const [stretch] of text.matchAll(stretches)) {
    const box = context.measureText(stretch)
    edges.left = Math.min(edges.left, pen - box.actualBoundingBoxLeft)
    edges.top = Math.min(edges.top, -box.actualBoundingBoxAscent)
    edges.right = Math.max(edges.right, pen + box.actualBoundingBoxRight)
    edges.bottom = Math.max(edges.bottom, box.actualBoundingBoxDescent)
    pen += box.width
  }
  const left = edges.left / magnification - outline / 2
  const top = edges.top / magnification - outline / 2
  const right = edges.right / magnification + outline / 2
  const bottom = edges.bottom / magnification + outline / 2
  return { left, top, width: right - left, height: bottom - top }
}

/** What a text is painted with. */
export interface TextPaint {
  readonly lettering: Lettering
  readonly ink: Ink
  readonly place: Place
  readonly color: Rgb
}

/** Paints the text so that its ink fills the rectangle of its place. */
export function paintText(context: Context2D, { lettering, ink, place, color }: TextPaint): void {
  context.save()
  context.translate(...place.center)
  context.rotate((place.angle * Math.PI) / 180)
  context.translate(-ink.left - ink.width / 2, -ink.top - ink.height / 2)
  setFont(context, lettering.size, lettering.weight)
  context.fillStyle = css(color)
  context.fillText(lettering.text, 0, 0)
  if (lettering.outline > 0) {
    context.strokeStyle = css(color)
    context.lineWidth = lettering.outline
    context.lineJoin = 'round'
    context.strokeText(lettering.text, 0, 0)
  }
  context.restore()
}

/** Fills the guarded rectangle of a place, as a label or a sign would, and returns its colour. */
export function paintPlate(context: Context2D, random: Random, place: Place): Rgb {
  const color = contrastingColor(random, meanColor(context, place.guarded), 1.5)
  context.fillStyle = css(color)
  context.beginPath()
  for (const [x, y] of place.guarded) context.lineTo(x, y)
  context.fill()
  return color
}

/** Strokes to and fro over a text until nobody can read it. */
export function strikeOut(context: Context2D, random: Random, { color, place, ink }: TextPaint): void {
  context.save()
  context.translate(...place.center)
  context.rotate((place.angle * Math.PI) / 180)
  context.strokeStyle = css(color)
  context.lineWidth = ink.height * 0.16
  context.lineJoin = 'round'
  context.beginPath()
  const step = ink.height * 0.3
  for (let x = -ink.width / 2, up = 1; x <= ink.width / 2; x += step, up = -up)
    context.lineTo(x, up * ink.height * random.uniform(0.2, 0.42))
  context.stroke()
  context.restore()
}

/** Mean colour of the pixels in the bounds of a polygon. */
export function meanColor(context: Context2D, polygon: Polygon): Rgb {
  const [xs, ys] = [polygon.map(([x]) => x), polygon.map(([, y]) => y)]
  const [left, top] = [Math.max(0, Math.floor(Math.min(...xs))), Math.max(0, Math.floor(Math.min(...ys)))]
  const [width, height] = [Math.ceil(Math.max(...xs)) - left, Math.ceil(Math.max(...ys)) - top]
  const { data } = context.getImageData(left, top, width, height)
  const sum = [0, 0, 0]
  for (let at = 0; at < data.length; at += 4)
    for (let channel = 0; channel < 3; channel++) sum[channel] += data[at + channel]
  const pixels = data.length / 4
  return [sum[0] / pixels, sum[1] / pixels, sum[2] / pixels]
}

function setFont(context: Context2D, size: number, weight: FontWeight): void {
  context.font = notoFont(size, weight)
  context.lang = 'zh-Hans'
  context.textBaseline = 'alphabetic'
  // Unhinted outlines and advances: the same shape at every size, so that measuring large and painting small agree.
  context.textRendering = 'geometricPrecision'
}
