// Chooses the part of an image to train on: near the wished size, and never through a text.
import type { Random } from '../../core/random.ts'
import type { Bounds } from '../../geometry/points.ts'
import { contains, overlaps, union } from './box.ts'

/** How often a place for the window is drawn before the best one so far is taken. */
const tries = 10

/** A window that grew to at most this many times the wished extents, for the sake of texts on its edge, ends the search. */
const growthAccepted = 1.25

/** What is wished of a window, all in pixels of the (flipped, rotated) image. */
export interface CropRequest {
  /** The image lies in 0..width, 0..height. */
  readonly width: number
  readonly height: number
  /** Wished size of the window; larger than the image shows a margin around it. */
  readonly windowWidth: number
  readonly windowHeight: number
  /** Bounds of the texts that must not be cut, inside the image. */
  readonly texts: readonly Bounds[]
}

/**
 * A window in which every text lies wholly or not at all. A place is drawn so that the window holds some text; then it grows
 * over each text on its edge until none is cut. Of ten such windows the first that hardly grew is taken, else the one that grew
 * least; where texts stand so densely that the growing never ends early, that is the whole image.
 */
export function chooseWindow(request: CropRequest, random: Random): Bounds {
  let best = drawWindow(request, random)
  for (let attempt = 1; attempt < tries && growth(best, request) > growthAccepted; attempt++) {
    const other = drawWindow(request, random)
    if (growth(other, request) < growth(best, request)) best = other
  }
  return best
}

function drawWindow({ width, height, windowWidth, windowHeight, texts }: CropRequest, random: Random): Bounds {
  const anchor = texts.length > 0 ? random.pick(texts) : undefined
  const minX = drawStart(windowWidth, width, anchor && [anchor.minX, anchor.maxX], random)
  const minY = drawStart(windowHeight, height, anchor && [anchor.minY, anchor.maxY], random)
  return growOverTexts({ minX, minY, maxX: minX + windowWidth, maxY: minY + windowHeight }, texts)
}

/** Draws where a span of `length` starts: inside 0..`extent`, or around it when longer; holding `anchor` where it can. */
function drawStart(
  length: number,
  extent: number,
  anchor: readonly [low: number, high: number] | undefined,
  random: Random,
): number {
  let low = Math.min(0, extent - length)
  let high = Math.max(0, extent - length)
  if (length < extent && anchor !== undefined) {
    low = Math.max(low, Math.min(anchor[0], anchor[1] - length))
    high = Math.min(high, Math.max(anchor[0], anchor[1] - length))
  }
  return random.uniform(low, high)
}

/** The smallest window around `window` in which every text lies wholly or not at all. */
export function growOverTexts(window: Bounds, texts: readonly Bounds[]): Bounds {
  for (let grown = window; ;) {
    const cut = texts.filter((text) => overlaps(grown, text) && !contains(grown, text))
    if (cut.length === 0) return grown
    grown = cut.reduce(union, grown)
  }
}

function growth(window: Bounds, request: CropRequest): number {
  return Math.max((window.maxX - window.minX) / request.windowWidth, (window.maxY - window.minY) / request.windowHeight)
}
