// Rule: boxes lie inside their picture.
import { boundsOf } from '../../../geometry/points.ts'
import { problem } from '../../problems.ts'
import { boxesFitRawOnly, edgeTolerance, overshoot } from './fit.ts'
import type { PictureRule } from './rule.ts'

export const insideEdges: PictureRule = ({ sample, header, truth }) => {
  // Boxes drawn on the picture as stored are one problem, told by the orientation rule, not one for each box.
  if (boxesFitRawOnly(sample.texts, header)) return []
  const { width, height } = header
  return sample.texts.flatMap(({ polygon, ignore, line }) => {
    const bounds = boundsOf(polygon)
    const { edge, by } = overshoot(bounds, header)
    if (by <= edgeTolerance) return []
    const outside = bounds.maxX <= 0 || bounds.maxY <= 0 || bounds.minX >= width || bounds.minY >= height
    const code = outside && !ignore ? 'box-outside-picture' : 'box-past-edge'
    return [problem({ code, edge, by, width, height }, truth, line)]
  })
}
