// Rule: the file's extension says what its content is.
import { extname } from 'node:path'
import { pictureEndings } from '../../../core/picture-endings.ts'
import { problem } from '../../problems.ts'
import type { PictureRule } from './rule.ts'

export const extensionFitsContent: PictureRule = ({ sample, header: { format }, picture }) => {
  const extension = extname(sample.imagePath).toLowerCase()
  const known = pictureEndings[format]
  if (known === undefined || known.includes(extension)) return []
  return [problem({ code: 'picture-extension', format, extension, usual: known[0] }, picture)]
}
