// Rule: the file's extension says what its content is.
import { extname } from 'node:path'
import { problem } from '../../problems.ts'
import type { PictureRule } from './rule.ts'

/** Extensions by what libvips calls the format; the first is the usual one. */
export const extensionsOf: Readonly<Record<string, readonly string[]>> = {
  jpeg: ['.jpg', '.jpeg', '.jpe', '.jfif'],
  png: ['.png'],
  webp: ['.webp'],
  tiff: ['.tif', '.tiff'],
  gif: ['.gif'],
  heif: ['.avif', '.heic', '.heif'],
}

export const extensionFitsContent: PictureRule = ({ sample, header: { format }, picture }) => {
  const extension = extname(sample.imagePath).toLowerCase()
  const known = extensionsOf[format]
  if (known === undefined || known.includes(extension)) return []
  return [problem({ code: 'picture-extension', format, extension, usual: known[0] }, picture)]
}
