// PaddleOCR detection labels and PPOCRLabel's `Label.txt`: a line for each image, its path, a tab, and a JSON list of
// `{"transcription": ..., "points": [[x, y], ...]}`.
// https://paddlepaddle.github.io/PaddleOCR, "Text detection: data preparation"; do not care is `###` or `*` (DetLabelEncode in
// ppocr/data/imaug/label_ops.py). PPOCRLabel adds `difficult`, which leaves a text out of the recognition data.
import { factWords } from '../fact-words.ts'
import type { Line } from '../../../data/read/text-file.ts'
import { readMarked } from '../marked-text.ts'
import { note, noting, notingLater, placeIn, type Place } from '../notes.ts'
import { isList, malformed, objectIn, optionalText, pointsFrom } from '../fields.ts'
import { maxLines, type Format } from '../format.ts'
import { parseJson, type Json } from '../json.ts'
import { CollectedReading } from '../reading.ts'
import { stemOf } from '../image-index.ts'
import type { Source } from '../source.ts'
import { subsetOf, subsetOfFolders } from '../subset.ts'
import type { MarkedText, SourceEntry, SourceReading, TextParts } from '../types.ts'
import { doNotCare } from '../words.ts'

/** A tab, or spaces (an editor's in place of the tab) before what can only be the list. */
const labelLine = /^([^\t]+?)(?:\t\s*|\s+(?=\[\s*[{\]]))(\[.*\])$/

async function read(source: Source): Promise<SourceReading> {
  const reading = new CollectedReading(source)
  const { notes } = reading
  for (const file of source.files.filter((name) => /\.txt$/i.test(name))) {
    const lines = (await notingLater({ notes, file }, () => source.lines(file, (all) => namesThere(all, source)))) ?? []
    // PPOCRLabel keeps other text files in the same folder (fileState.txt, rec_gt.txt).
    if (!lines.some(({ text }) => labelLine.test(text))) continue
    for (const { number, text } of lines) {
      const place = { notes, file, line: number }
      const entry = noting(place, () => readEntry(text, source, place))
      if (entry !== undefined) reading.add(entry)
    }
  }
  return reading.finish()
}

/** How many lines name an image of the source. */
function namesThere(lines: readonly Line[], { images }: Source): number {
  return lines.filter(({ text }) => {
    const name = labelLine.exec(text)?.[1]
    return name !== undefined && images.hasStem(stemOf(name.replaceAll('\\', '/')))
  }).length
}

function readEntry(text: string, source: Source, place: Place): SourceEntry {
  const [, name, label] = labelLine.exec(text) ?? []
  if (name === undefined) throw malformed('line', factWords.pathAndList, text)
  const list = parseJson(label, place.line)
  const subset = subsetOf(place.file)
  const image = source.images.find(name, { from: place.file, subset })
  return {
    image: source.images.pathOf(image),
    where: placeIn(place.file, place.line),
    subset: subset ?? subsetOfFolders(image),
    texts: readTexts(list, place),
  }
}

function readTexts(list: Json, place: Place): MarkedText[] {
  const where = placeIn(place.file, place.line)
  return (isList(list) ? list : []).flatMap((item) => readMarked(place, () => [{ ...readText(item, place), where }]))
}

/** What PPOCRLabel writes for a box that nobody has transcribed, in its two languages. */
const placeholders: ReadonlySet<string> = new Set(['待识别', 'TEMPORARY'])

function readText(item: Json, { notes, file, line }: Place): TextParts {
  const { transcription, points, difficult, illegibility } = objectIn(item, 'text')
  const written = optionalText(transcription)
  if (placeholders.has(written)) notes.push(note('transcript-placeholder', placeIn(file, line), { found: written }))
  const transcript = placeholders.has(written) ? '' : written
  // PaddleLabel says of a text whether it can be read; with a transcript somebody could.
  const isIllegible = illegibility === true && transcript === ''
  const ignore = transcript === doNotCare || transcript === '*' || difficult === true || isIllegible
  return { polygon: pointsFrom(points, 'points'), transcript, ignore }
}

export const paddleocr: Format = {
  title: 'PaddleOCR, PPOCRLabel (Label.txt: path, tab, JSON)',
  recognises: (sample) => maxLines(sample, (text) => labelLine.test(text)),
  read,
}
