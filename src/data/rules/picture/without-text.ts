// Rule: a picture without any text is told, as its ground truth may have been forgotten.
import { problem } from '../../problems.ts'
import type { PictureRule } from './rule.ts'

export const hasText: PictureRule = ({ sample, truth }) =>
  sample.texts.length === 0 ? [problem({ code: 'picture-without-text' }, truth)] : []
