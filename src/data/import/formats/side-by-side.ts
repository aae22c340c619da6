// Pictures with their ground truths beside them in our own line format: `img_1.jpg` and `img_1.txt`, without any list.
// MTWI (https://tianchi.aliyun.com/competition/entrance/231685) and RCTW come close to this form.
import { must } from '../../../core/assert.ts'
import { describeProblem, problem } from '../../problems.ts'
import { readTruthLine } from '../../read/coordinates.ts'
import { mostLines, type Format, type SampleFile } from '../format.ts'
import { SourceError } from '../notes.ts'
import { beginsWithNumbers, readPairs, sameStem } from '../pairs.ts'
import type { TextParts } from '../types.ts'
import { doNotCare } from '../words.ts'

/** A line of our own ground truths. @throws SourceError entry-malformed */
export function readOwnLine(line: string): TextParts {
  const { polygon, transcript, finding } = readTruthLine(line)
  if (polygon === undefined) {
    const { expected, found } = describeProblem(problem(must(finding, 'a line without polygon has a finding'), ''))
    throw new SourceError('entry-malformed', { expected, found })
  }
  return { polygon, transcript, ignore: transcript === doNotCare }
}

/** The original SROIE files are named `X00016469612.txt`; those of Kaggle lie in a folder `box`. */
export function isSroieName(file: string): boolean {
  return /(?:^|\/)(?:box(?:es)?\/[^/]+|X\d{8,}(?:\(\d+\))?)\.txt$/i.test(file)
}

/** Files with our lines that have a picture and none of the names of a public data set. */
function recognises(sample: SampleFile): boolean {
  return (
    sample.hasPicture &&
    !/(?:^|\/)(?:poly_)?gt_[^/]*$/i.test(sample.file) &&
    !isSroieName(sample.file) &&
    mostLines(sample, (text) => beginsWithNumbers(text, 8))
  )
}

export const sideBySide: Format = {
  title: 'Pictures with our ground truths beside them (img_1.jpg, img_1.txt)',
  recognises,
  read: (source) => readPairs(source, { pictureStem: sameStem(/\.txt$/i), readLine: readOwnLine }),
}
