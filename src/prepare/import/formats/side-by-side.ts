// Images with their ground truths beside them in our own line format: `img_1.jpg` and `img_1.txt`, without any list.
// MTWI (https://tianchi.aliyun.com/competition/entrance/231685) has this form; RCTW (https://rctw.vlrlab.net) a column of difficulty
// before each transcript, which the reader of our own ground truths knows.
import { must } from '../../../core/assert.ts'
import { problem, problemInBoth } from '../../../data/problems.ts'
import { afterColumn, columnOf } from '../../../data/read/columns.ts'
import { readGroundTruthLine } from '../../../data/read/coordinates.ts'
import type { Line } from '../../../data/read/text-file.ts'
import { maxLines, type Format, type SampleFile } from '../format.ts'
import { note, SourceError, type Place } from '../notes.ts'
import { beginsWithNumbers, readPairs, sameStem } from '../pairs.ts'
import type { TextParts } from '../types.ts'
import { doNotCare } from '../words.ts'
import { hasScriptColumn } from './icdar2017-mlt.ts'

/** A line of our own ground truths. @throws SourceError entry-malformed */
export function readOwnLine(line: string): TextParts {
  const { polygon, transcript, finding } = readGroundTruthLine(line)
  if (polygon === undefined) {
    const { expected, found } = problemInBoth(problem(must(finding, 'a line without polygon has a finding'), ''))
    throw new SourceError('entry-malformed', { expected, found })
  }
  return { polygon, transcript, ignore: transcript === doNotCare }
}

/** The same, for lines of one file: without the column that other data sets have before the transcript, which is told. */
function ownLineReader(lines: readonly Line[], { notes, file }: Place): (line: string) => TextParts {
  const readings = lines.map(({ text }) => readGroundTruthLine(text))
  const column = columnOf(readings.flatMap(({ polygon, transcript }) => (polygon ? [transcript] : [])))
  if (column !== undefined) notes.push(note('extra-column', file, { found: column }))
  return (line) => {
    const { polygon, transcript: written } = readOwnLine(line)
    const { transcript, ignore } = afterColumn(written, column)
    return { polygon, transcript, ignore }
  }
}

/** The original SROIE files are named `X00016469612.txt`; those of Kaggle and of a common copy (`box/000.csv`) lie in a folder `box`. */
export function isSroieName(file: string): boolean {
  return /(?:^|\/)(?:box(?:es)?\/[^/]+|X\d{8,}(?:\(\d+\))?)\.(?:txt|csv)$/i.test(file)
}

/** Files with our lines that have an image and none of the names of a public data set. */
function recognises(sample: SampleFile): boolean {
  return (
    sample.hasImage &&
    !/(?:^|\/)(?:poly_)?gt_[^/]*$/i.test(sample.file) &&
    !isSroieName(sample.file) &&
    !hasScriptColumn(sample) &&
    maxLines(sample, (text) => beginsWithNumbers(text, 8))
  )
}

export const sideBySide: Format = {
  title: 'Images with our ground truths beside them (img_1.jpg, img_1.txt); MTWI, RCTW',
  recognises,
  read: (source) =>
    readPairs(source, { imageStem: sameStem(/\.txt$/i), readLine: readOwnLine, readerFor: ownLineReader }),
}
