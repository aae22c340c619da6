// Rule: a picture file holds one picture.
import { problem } from '../../problems.ts'
import type { PictureRule } from './rule.ts'

export const onePage: PictureRule = ({ header: { pages }, picture }) =>
  pages === 1 ? [] : [problem({ code: 'picture-pages', pages }, picture)]
