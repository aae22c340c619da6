// Rule: boxes lie inside their image.
import { boundsOf } from '../../../geometry/points.ts'
import type { TextInstance } from '../../types.ts'
import { problem } from '../../problems.ts'
import { boxesFitRawOnly, edgeTolerance, overshoot } from './fit.ts'
import type { ImageRule } from './rule.ts'

/** How a box that is not inside its image lies; undefined for one that is, within the tolerance. */
export function edgeCode(
  { polygon, ignore }: Pick<TextInstance, 'polygon' | 'ignore'>,
  size: { readonly width: number; readonly height: number },
): 'box-outside-image' | 'box-past-edge' | undefined {
  const bounds = boundsOf(polygon)
  if (overshoot(bounds, size).by <= edgeTolerance) return undefined
  const outside = bounds.maxX <= 0 || bounds.maxY <= 0 || bounds.minX >= size.width || bounds.minY >= size.height
  return outside && !ignore ? 'box-outside-image' : 'box-past-edge'
}

export const insideEdges: ImageRule = ({ sample, header, groundTruth }) => {
  // Boxes drawn on the image as stored are one problem, told by the orientation rule, not one for each box.
  if (boxesFitRawOnly(sample.texts, header)) return []
  const { width, height } = header
  return sample.texts.flatMap((text) => {
    const code = edgeCode(text, header)
    if (code === undefined) return []
    const { edge, by } = overshoot(boundsOf(text.polygon), header)
    return [problem({ code, edge, by, width, height }, groundTruth, text.line)]
  })
}
