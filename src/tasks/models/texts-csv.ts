// The texts of many images as one table (RFC 4180), for spreadsheets and search.
import type { DetectionResult } from './detection-result.ts'

type Row = Pick<DetectionResult, 'image_path' | 'texts' | 'boxes' | 'scores' | 'text_scores'>

const head = ['image', 'number', 'text', 'text_score', 'score', 'corners']

/** Spreadsheets read text in the system's encoding unless the file begins with it. */
const byteOrderMark = '\ufeff'

/** A line for each text, in reading order, with its number on the drawing. */
export function textsCsv(results: readonly Row[]): string {
  const rows = results.flatMap(({ image_path: image, texts, boxes, scores, text_scores: sure = [] }) =>
    boxes.map((box, index) => [
      image,
      index + 1,
      texts[index].join(' '),
      sure[index] ?? '',
      scores[index],
      box.join(' '),
    ]),
  )
  return byteOrderMark + [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/** What a spreadsheet would compute is kept as text: it was read from an image of anybody. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const plain = /^[=@\t\r]|^[+-](?![\d.,\s]*$)/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
