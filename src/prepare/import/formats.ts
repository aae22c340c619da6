// The closed list of source formats, and the table of their readers.
import type { Format } from './format.ts'
import { alto } from './formats/alto.ts'
import { coco } from './formats/coco.ts'
import { cvat } from './formats/cvat.ts'
import { funsd } from './formats/funsd.ts'
import { icdar2013 } from './formats/icdar2013.ts'
import { icdar2015 } from './formats/icdar2015.ts'
import { icdar2017Mlt } from './formats/icdar2017-mlt.ts'
import { labelStudio } from './formats/label-studio.ts'
import { labelme } from './formats/labelme.ts'
import { mmocr } from './formats/mmocr.ts'
import { msraTd500 } from './formats/msra-td500.ts'
import { pageXml } from './formats/page-xml.ts'
import { paddleocr } from './formats/paddleocr.ts'
import { sideBySide } from './formats/side-by-side.ts'
import { sroie } from './formats/sroie.ts'
import { totalText } from './formats/total-text.ts'

/** In the order of the help: annotation tools, then public data sets. */
export const formatNames = [
  'paddleocr',
  'labelme',
  'label-studio',
  'cvat',
  'coco',
  'mmocr',
  'page-xml',
  'alto',
  'side-by-side',
  'icdar2013',
  'icdar2015',
  'icdar2017-mlt',
  'total-text',
  'msra-td500',
  'sroie',
  'funsd',
] as const

/** The name of a source format, as it is typed. */
export type FormatName = (typeof formatNames)[number]

export const formats: Readonly<Record<FormatName, Format>> = {
  paddleocr,
  labelme,
  'label-studio': labelStudio,
  cvat,
  coco,
  mmocr,
  'page-xml': pageXml,
  alto,
  'side-by-side': sideBySide,
  icdar2013,
  icdar2015,
  'icdar2017-mlt': icdar2017Mlt,
  'total-text': totalText,
  'msra-td500': msraTd500,
  sroie,
  funsd,
}

/** Whether a word is the name of a format. */
export function isFormatName(word: string): word is FormatName {
  return Object.hasOwn(formats, word)
}
