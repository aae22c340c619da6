// How boxes lie in an image: how far they reach past its edges, and which of its two sizes they fit.
import { boundsOf, type Bounds } from '../../../geometry/points.ts'
import type { ImageHeader } from '../../image.ts'
import type { EdgeFacts } from '../../problem-kinds.ts'
import type { TextInstance } from '../../types.ts'

/** Pixels a corner may lie past the edge without a word: annotators click the edge, programs round and count from 1. */
export const edgeTolerance = 2

/** Share of boxes that may reach past the edge of the size they were drawn at. */
const strayShare = 0.1

interface Size {
  readonly width: number
  readonly height: number
}

/** The edge that is passed farthest, and by how many pixels; 0 or less when none is. */
export function overshoot({ minX, minY, maxX, maxY }: Bounds, { width, height }: Size): Pick<EdgeFacts, 'edge' | 'by'> {
  const past = [
    { edge: 'left', by: -minX },
    { edge: 'top', by: -minY },
    { edge: 'right', by: maxX - width },
    { edge: 'bottom', by: maxY - height },
  ] as const
  return past.reduce<Pick<EdgeFacts, 'edge' | 'by'>>((max, some) => (some.by > max.by ? some : max), past[0])
}

/** Whether the boxes fit the image as turned by its EXIF orientation, and as stored. */
export function fitOfBoxes(
  texts: readonly Pick<TextInstance, 'polygon'>[],
  header: ImageHeader,
): { turned: boolean; raw: boolean } {
  const bounds = texts.map((text) => boundsOf(text.polygon))
  const fits = (size: Size): boolean =>
    bounds.filter((box) => overshoot(box, size).by > edgeTolerance).length <= strayShare * bounds.length
  return { turned: fits(header), raw: fits({ width: header.rawWidth, height: header.rawHeight }) }
}

/** Whether the boxes were drawn on the image as stored: they fit that size, and not the one turned by EXIF. */
export function boxesFitRawOnly(texts: readonly TextInstance[], header: ImageHeader): boolean {
  const { turned, raw } = fitOfBoxes(texts, header)
  return raw && !turned
}
