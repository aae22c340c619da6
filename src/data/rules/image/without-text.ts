// Rule: an image without any text is told, as its ground truth may have been forgotten.
import { problem } from '../../problems.ts'
import type { ImageRule } from './rule.ts'

export const hasText: ImageRule = ({ sample, groundTruth }) =>
  sample.texts.length === 0 ? [problem({ code: 'image-without-text' }, groundTruth)] : []
