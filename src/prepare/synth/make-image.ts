// One synthetic image: a background, two to seven texts that do not overlap, and the boxes of their ink.
import { doNotCare } from '../../data/read/columns.ts'
import type { Random } from '../../core/random.ts'
import type { Polygon } from '../../geometry/points.ts'
import { newCanvas, type Canvas, type Context2D } from '../../data/canvas.ts'
import { addGrain, paintBackground } from './backgrounds.ts'
import { contrastingColor } from './colors.ts'
import {
  measureInk,
  meanColor,
  paintPlate,
  paintText,
  randomLettering,
  strikeOut,
  type Ink,
  type Lettering,
} from './paint-text.ts'
import { findPlace, type Place } from './place.ts'
import { randomText } from './words.ts'

/** A text as it goes into the ground truth. */
export interface SynthText {
  /** The ink's rectangle: top-left, top-right, bottom-right, bottom-left in reading direction. */
  readonly quad: Polygon
  /** `###` for a text that nobody could read. */
  readonly transcript: string
}

/** Width and height in pixels. */
export interface ImageSize {
  readonly width: number
  readonly height: number
}

/** What becomes of a text. */
type Fate = 'legible' | 'tiny' | 'struck'

/** Paints an image. Equal random sequences give equal pixels. */
export function makeImage(random: Random, size: ImageSize): { canvas: Canvas; texts: SynthText[] } {
  const { canvas, context } = newCanvas(size.width, size.height)
  const surface = { context, ...size }
  paintBackground(surface, random)
  if (random.next() < 0.6) addGrain(surface, random, random.uniform(4, 24))
  const texts: SynthText[] = []
  const taken: Place[] = []
  const wanted = 2 + random.int(6)
  for (let tries = 0; taken.length < wanted && tries < 4 * wanted; tries++) {
    const draw = random.next()
    const fate: Fate = draw < 0.05 ? 'tiny' : draw < 0.1 ? 'struck' : 'legible'
    const text = placeText(random, context, { fate, size, taken })
    if (text === undefined) continue
    taken.push(text.place)
    texts.push(paint(random, context, { ...text, fate }))
  }
  if (random.next() < 0.3) addGrain(surface, random, random.uniform(3, 12))
  return { canvas, texts }
}

interface PlacedText {
  readonly lettering: Lettering
  readonly ink: Ink
  readonly place: Place
}

/** A random text and a free place for it; undefined when it does not fit. */
function placeText(
  random: Random,
  context: Context2D,
  { fate, size, taken }: { fate: Fate; size: ImageSize; taken: readonly Place[] },
): PlacedText | undefined {
  // Font sizes for images of 256 pixels; the ink of a line is about three quarters of its font size high.
  const scale = Math.min(size.width, size.height) / 256
  const fontSize =
    scale * (fate === 'tiny' ? random.uniform(6, 9) : 22 * Math.exp(random.uniform(0, Math.log(56 / 22))))
  const lettering = randomLettering(random, randomText(random), fontSize)
  const ink = measureInk(context, lettering)
  const place = findPlace(random, { ink, image: size, taken })
  return place && { lettering, ink, place }
}

/** One text in seven is hard to see, as in life; the others stand out. */
function leastContrast(random: Random): number {
  return random.next() < 1 / 7 ? 2 : 4
}

function paint(random: Random, context: Context2D, { fate, ...text }: PlacedText & { fate: Fate }): SynthText {
  const { lettering, place } = text
  const behind =
    fate === 'legible' && random.next() < 0.2 ? paintPlate(context, random, place) : meanColor(context, place.quad)
  const painted = { ...text, color: contrastingColor(random, behind, leastContrast(random)) }
  paintText(context, painted)
  if (fate === 'struck') strikeOut(context, random, painted)
  return { quad: place.quad, transcript: fate === 'legible' ? lettering.text : doNotCare }
}
