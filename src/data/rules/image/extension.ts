// Rule: the file's extension says what its content is.
import { extname } from 'node:path'
import { imageEndings } from '../../../core/image-endings.ts'
import { problem } from '../../problems.ts'
import type { ImageRule } from './rule.ts'

export const extensionFitsContent: ImageRule = ({ sample, header: { format }, image }) => {
  const extension = extname(sample.imagePath).toLowerCase()
  const known = imageEndings[format]
  if (known === undefined || known.includes(extension)) return []
  return [problem({ code: 'image-extension', format, extension, usual: known[0] }, image)]
}
