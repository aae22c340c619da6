// Fits a box to the text that it roughly surrounds: a model looks at the part of the image around it.
import { polygonOf } from '../../annotate/predictions.ts'
import { decodeImage } from '../../data/image.ts'
import type { RgbImage } from '../../data/types.ts'
import { iou } from '../../geometry/overlap.ts'
import type { Polygon } from '../../geometry/points.ts'
import { sampleOf, type ImageReference } from '../data/browse.ts'
import { openDetector, type OpenedDetector } from '../models/models.ts'

export interface FitTask extends ImageReference {
  /** x1,y1,...,xn,yn in pixels of the upright image. */
  readonly box: readonly number[]
  readonly model: string
  readonly workdirs: string
}

/** The part that is looked at is so much larger than the box, on each side, in its longer side. */
const margin = 0.6
/** What overlaps less is another text. */
const leastOverlap = 0.1

/** The outline of the text inside; undefined where the model finds none there. */
export async function fitBox({ box, model, workdirs, ...reference }: FitTask): Promise<{ box?: number[] }> {
  const { sample } = await sampleOf(reference)
  const image = await decodeImage(sample.imagePath)
  const wanted = polygonOf(box)
  const part = partAround(image, wanted)
  const { detector } = await opened(model, workdirs)
  const { texts } = await detector.detect(part.image)
  const inImage = texts.map(({ polygon }) => polygon.map(([x, y]) => [x + part.x, y + part.y] as const))
  const [best] = inImage
    .map((polygon) => ({ polygon, overlap: iou(polygon, wanted) }))
    .toSorted((a, b) => b.overlap - a.overlap)
  if (best === undefined || best.overlap < leastOverlap) return {}
  return { box: best.polygon.flat().map((value) => Math.round(value * 10) / 10) }
}

let last: { readonly key: string; readonly detector: Promise<OpenedDetector> } | undefined

/** The model of the last call stays open. */
async function opened(model: string, workdirs: string): Promise<OpenedDetector> {
  const key = JSON.stringify([model, workdirs])
  if (last?.key === key) return last.detector
  const before = last
  last = { key, detector: openDetector(model, { workdirs }) }
  await before?.detector.then(({ detector }) => detector.release()).catch(() => undefined)
  return last.detector
}

function partAround(
  { width, height, data }: RgbImage,
  polygon: Polygon,
): { readonly x: number; readonly y: number; readonly image: RgbImage } {
  const [xs, ys] = [polygon.map(([x]) => x), polygon.map(([, y]) => y)]
  const around = margin * Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys), 1)
  const [left, top] = [Math.min(...xs), Math.min(...ys)].map((least) => Math.max(0, Math.floor(least - around)))
  const right = Math.min(width, Math.ceil(Math.max(...xs) + around))
  const bottom = Math.min(height, Math.ceil(Math.max(...ys) + around))
  const size = { width: Math.max(1, right - left), height: Math.max(1, bottom - top) }
  const part = new Uint8Array(size.width * size.height * 3)
  for (let row = 0; row < size.height; row++) {
    const start = ((top + row) * width + left) * 3
    part.set(data.subarray(start, start + size.width * 3), row * size.width * 3)
  }
  return { x: left, y: top, image: { ...size, data: part } }
}
