// One evaluated image with what became of its boxes drawn on it.
import { newCanvas, imageCanvas, type Canvas, type Context2D } from '../../data/canvas.ts'
import { paintFitted, paintOutline, type OutlineLook, type Placing } from '../../draw/paint.ts'
import { decodeIfPossible } from '../../draw/unseen.ts'
import type { Polygon } from '../../geometry/points.ts'
import type { EvaluatedImage } from '../evaluate.ts'
import { type Fate, fateLooks } from './words.ts'

/** How many boxes of an image had which fate; a matched pair counts once. */
export function countFates({ match }: EvaluatedImage): Readonly<Record<Fate, number>> {
  const { matched, groundTruths, detections, groundTruthStates } = match
  const ignored = groundTruthStates.filter((state) => state === 'ignored').length
  return { matched, missed: groundTruths - matched, false: detections - matched, ignored }
}

/**
 * The image no larger than `width` x `height` pixels, with its boxes: found ones where they match or are false, marked ones where
 * they are missed or do not count. Undefined when the image cannot be read any more.
 */
export async function paintBoxes(
  evaluated: EvaluatedImage,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Canvas | undefined> {
  const pixels = await decodeIfPossible(evaluated.sample.imagePath)
  if (pixels === undefined) return undefined
  const scale = Math.min(4, width / pixels.width, height / pixels.height)
  const size = [pixels.width, pixels.height].map((side) => Math.max(1, Math.round(side * scale)))
  const { canvas, context } = newCanvas(size[0], size[1])
  const placing = paintFitted(context, imageCanvas(pixels), { x: 0, y: 0, width: size[0], height: size[1] })
  paintFates(context, evaluated, placing)
  return canvas
}

function paintFates(context: Context2D, { sample, texts, match }: EvaluatedImage, placing: Placing): void {
  const outline = (polygon: Polygon, look: OutlineLook): void => paintOutline(context, polygon, placing, look)
  const paintGroundTruths = (fate: 'missed' | 'ignored'): void => {
    for (const [index, { polygon }] of sample.texts.entries())
      if (match.groundTruthStates[index] === fate) outline(polygon, fateLooks[fate])
  }
  paintGroundTruths('ignored')
  for (const [index, { polygon }] of texts.entries()) {
    const fate = match.detectionStates[index]
    if (fate !== 'ignored') outline(polygon, fateLooks[fate])
  }
  paintGroundTruths('missed') // on top: what is looked for
}
