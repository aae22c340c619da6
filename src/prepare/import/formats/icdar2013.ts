// ICDAR 2013 Focused Scene Text: `gt_100.txt` with `left, top, right, bottom, "transcription"`.
// https://rrc.cvc.uab.es/?ch=2&com=tasks: backslash escapes double quotes and backslashes. The test part has commas between the
// fields, the training part only spaces (`158 128 411 181 "Footpath"`).
import { maxLines, type Format } from '../format.ts'
import { numbersOf, readPairs } from '../pairs.ts'
import { rectangleBetween } from '../shapes.ts'
import type { TextParts } from '../types.ts'
import { doNotCare } from '../words.ts'
import { stemAfterGt } from './icdar2015.ts'

/** Four fields and the rest, separated by spaces or by commas. */
const lineParts = /^([^\s,"]+)[\s,]+([^\s,"]+)[\s,]+([^\s,"]+)[\s,]+([^\s,"]+)(?:[\s,]+(.*))?$/

/** In the data set every transcription stands in quotes; other four-number files do not belong to it. */
const quotedLine = /^-?\d+(?:\.\d+)?(?:[\s,]+-?\d+(?:\.\d+)?){3}[\s,]+".*"$/

function unquoted(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text
  return text.slice(1, -1).replaceAll(/\\(["\\])/g, '$1')
}

function readLine(line: string): TextParts {
  const [, left, top, right, bottom, rest = ''] = lineParts.exec(line) ?? [undefined, line, '', '', '']
  const [x1, y1, x2, y2] = numbersOf([left, top, right, bottom].filter(Boolean), 4)
  const transcript = unquoted(rest.trim())
  return { polygon: rectangleBetween([x1, y1], [x2, y2]), transcript, ignore: transcript === doNotCare }
}

export const icdar2013: Format = {
  title: 'ICDAR 2013 (gt_*.txt: left, top, right, bottom, "transcription")',
  recognises: (sample) => maxLines(sample, (text) => quotedLine.test(text)),
  read: (source) =>
    readPairs(source, { imageStem: (name) => stemAfterGt(name) ?? /^(.+)\.txt$/i.exec(name)?.[1], readLine }),
}
