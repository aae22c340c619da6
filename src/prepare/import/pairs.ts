// Formats with one text file for each image: which file belongs to which image, and the texts of its lines.
import { factWords } from './fact-words.ts'
import { say } from '../../core/say.ts'
import { basename } from 'node:path'
import { withoutImageEnding } from '../../core/image-endings.ts'
import type { Line } from '../../data/read/text-file.ts'
import { isRead, readMarked } from './marked-text.ts'
import { note, noting, notingLater, placeIn, SourceError, type Note, type Place } from './notes.ts'
import { stemOf } from './image-index.ts'
import { CollectedReading } from './reading.ts'
import type { Source } from './source.ts'
import { subsetOfFolders } from './subset.ts'
import type { MarkedText, SourceReading, TextParts } from './types.ts'

/** How the files of such a format are named and read. */
export interface PairRules {
  /** The stem of the image that a file belongs to, or undefined when it is no annotation file. */
  readonly imageStem: (fileName: string) => string | undefined
  /** The text of one line. @throws SourceError entry-malformed */
  readonly readLine: (line: string) => TextParts
  /** A reader for the lines of one file, where what a line means depends on the others; `readLine` by default. */
  readonly readerFor?: (lines: readonly Line[], place: Place) => PairRules['readLine']
  /** This source's texts are marked on images as stored, without their EXIF turn. */
  readonly markedOn?: 'stored'
  /** Joins lines that belong together; each line is a record of its own by default. */
  readonly records?: (lines: readonly Line[]) => readonly Line[]
}

/** Reads every annotation file that belongs to an image. */
export async function readPairs(source: Source, rules: PairRules): Promise<SourceReading> {
  const reading = new CollectedReading(source)
  const { notes } = reading
  for (const file of source.files) {
    const stem = rules.imageStem(basename(file))
    if (stem === undefined) continue
    const lines = await notingLater({ notes, file }, () => source.lines(file))
    if (lines === undefined) continue
    const records = rules.records?.(lines) ?? lines
    const place = { notes: [] as Note[], file }
    const texts = textsOf(records, rules, place)
    // A readme beside the annotations is neither an image's nor readable: one quiet note, not one error a line.
    if (!source.images.hasStem(stem) && !texts.some(isRead) && records.length > 0) {
      notes.push(note('file-unused', file))
      continue
    }
    const image = noting({ notes, file }, () => source.images.findByStem(stem, { from: file }))
    if (image === undefined) continue
    reading.addNotes(place.notes)
    const subset = subsetOfFolders(file) ?? subsetOfFolders(image)
    reading.add({ image: source.images.pathOf(image), where: file, subset, markedOn: rules.markedOn, texts })
  }
  return reading.finish()
}

function textsOf(records: readonly Line[], rules: PairRules, place: Place): MarkedText[] {
  const readLine = rules.readerFor?.(records, place) ?? rules.readLine
  return records.flatMap(({ number, text }) =>
    readMarked({ ...place, line: number }, () => [{ ...readLine(text), where: placeIn(place.file, number) }]),
  )
}

const numberText = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** Fields that must be numbers. @throws SourceError entry-malformed */
export function numbersOf(fields: readonly string[], count: number): number[] {
  const numbers = fields.slice(0, count).map((field) => field.trim())
  const wrong = numbers.find((field) => !numberText.test(field))
  if (numbers.length === count && wrong === undefined) return numbers.map(Number)
  const found = wrong === undefined ? say(factWords.countFields, { count: numbers.length }) : `"${wrong.slice(0, 40)}"`
  throw new SourceError('entry-malformed', { expected: say(factWords.atStart, { count }), found })
}

/** Whether a line begins with this many numbers and commas between them. */
export function beginsWithNumbers(line: string, count: number): boolean {
  const fields = line.split(',', count).map((field) => field.trim())
  return fields.length === count && fields.every((field) => numberText.test(field))
}

/** `x1,y1,x2,y2,x3,y3,x4,y4` and the fields after them. @throws SourceError entry-malformed */
export function fourCorners(line: string): { polygon: TextParts['polygon']; rest: readonly string[] } {
  const fields = line.split(',')
  const [x1, y1, x2, y2, x3, y3, x4, y4] = numbersOf(fields, 8)
  const polygon = [[x1, y1] as const, [x2, y2] as const, [x3, y3] as const, [x4, y4] as const]
  return { polygon, rest: fields.slice(8) }
}

/** Makes a rule for files named after their image: `1.txt` or `1.jpg.txt` for `1.jpg`. */
export function sameStem(extension: RegExp): PairRules['imageStem'] {
  return (fileName) => {
    if (!extension.test(fileName)) return undefined
    return withoutImageEnding(stemOf(fileName))
  }
}
