// Total-Text: `poly_gt_img11.txt` with `x: [[206 251 386]], y: [[633 811 931]], ornt: [u'c'], transcriptions: [u'PETROSAINS']`.
// https://github.com/cs-chan/Total-Text-Dataset/tree/master/Groundtruth/Text: orientation c(urved), h(orizontal), m(ulti-oriented) or
// # (do not care). Records run over several lines where they are long, and the strings are those of Python's repr. The plain form
// that many converters make of it (`x1,y1,...,xn,yn,transcription`) is read too.
import { factWords } from '../fact-words.ts'
import { say } from '../../../core/say.ts'
import { withoutImageEnding } from '../../../core/image-endings.ts'
import type { Line } from '../../../data/read/text-file.ts'
import type { Format } from '../format.ts'
import { malformed } from '../fields.ts'
import { SourceError } from '../notes.ts'
import { readPairs } from '../pairs.ts'
import type { TextParts } from '../types.ts'
import { doNotCare } from '../words.ts'
import { readOwnLine } from './side-by-side.ts'

const recordStart = /^x:\s*\[\[/
const record = /^x:\s*\[\[([^\]]*)\]\],\s*y:\s*\[\[([^\]]*)\]\],\s*ornt:\s*\[([^\]]*)\],\s*transcriptions:\s*\[(.*)\]$/

/** Lines from one `x:` to the end of its record are one. */
function joinRecords(lines: readonly Line[]): readonly Line[] {
  const joined: Line[] = []
  for (const line of lines) {
    const last = joined.at(-1)
    const isOpen = last !== undefined && recordStart.test(last.text) && !record.test(last.text)
    if (!isOpen || recordStart.test(line.text)) joined.push(line)
    else joined[joined.length - 1] = { number: last.number, text: `${last.text} ${line.text}` }
  }
  return joined
}

function readRecord(text: string): TextParts {
  if (!recordStart.test(text)) return readPlain(text)
  const parts = record.exec(text)
  if (parts === null) throw malformed('record', factWords.record, text)
  const [xs, ys] = [coordinates(parts[1]), coordinates(parts[2])]
  if (xs.length !== ys.length)
    throw new SourceError('entry-malformed', {
      expected: factWords.asManyY,
      found: say(factWords.xAndY, { x: xs.length, y: ys.length }),
    })
  const transcript = pythonText(parts[4].trim())
  const ignore = pythonText(parts[3].trim()) === '#' || transcript === '#' || transcript === doNotCare
  return { polygon: xs.map((x, index) => [x, ys[index]]), transcript, ignore }
}

/** The converted form keeps `#` for do not care. */
function readPlain(text: string): TextParts {
  const { polygon, transcript, ignore } = readOwnLine(text)
  return { polygon, transcript, ignore: ignore || transcript === '#' }
}

function coordinates(text: string): number[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  const wrong = words.find((word) => !Number.isFinite(Number(word)))
  if (wrong === undefined) return words.map(Number)
  throw new SourceError('entry-malformed', { expected: factWords.betweenBrackets, found: `"${wrong}"` })
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

/** The text of a Python string literal, such as `u'Joe\'s'` or `u"caf\xe9"`; what is no literal stays as it is. */
function pythonText(literal: string): string {
  const inside = /^u?(['"])(.*)\1$/.exec(literal)?.[2]
  if (inside === undefined) return literal
  return inside.replaceAll(/\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|(.))/g, (_, unicode, byte, sign: string) => {
    const code: unknown = unicode ?? byte
    return typeof code === 'string' ? String.fromCharCode(Number.parseInt(code, 16)) : (escapes[sign] ?? sign)
  })
}

/** `poly_gt_img11.txt`, `gt_img11.txt`, `img11.txt` and `img11.jpg.txt` belong to `img11.jpg`. */
function imageStem(fileName: string): string | undefined {
  const stem = /^(?:poly_)?(?:gt_)?(.+)\.txt$/i.exec(fileName)?.[1]
  return stem === undefined ? undefined : withoutImageEnding(stem)
}

export const totalText: Format = {
  title: 'Total-Text (poly_gt_*.txt: x: [[...]], y: [[...]], or plain polygons)',
  recognises: (sample) =>
    sample.kind === 'text' &&
    (/(?:^|\/)poly_gt_/i.test(sample.file) || sample.lines.some(({ text }) => recordStart.test(text))),
  read: (source) => readPairs(source, { imageStem, records: joinRecords, readLine: readRecord }),
}
