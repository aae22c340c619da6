// Rule: an image file holds one image.
import { problem } from '../../problems.ts'
import type { ImageRule } from './rule.ts'

export const onePage: ImageRule = ({ header: { pages }, image }) =>
  pages === 1 ? [] : [problem({ code: 'image-pages', pages }, image)]
