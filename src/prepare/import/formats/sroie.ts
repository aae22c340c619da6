// SROIE 2019, tasks 1 and 2: `X00016469612.txt` beside `X00016469612.jpg`, or folders `img` and `box` (`box/000.csv` in a common copy), with
// `x1,y1,x2,y2,x3,y3,x4,y4,transcript` (https://rrc.cvc.uab.es/?ch=13&com=tasks). Folders of the other tasks (`entities`, `key`)
// hold no corners and are skipped. There is no do-not-care convention.
import { maxLines, type Format } from '../format.ts'
import { beginsWithNumbers, fourCorners, readPairs, sameStem } from '../pairs.ts'
import type { Source } from '../source.ts'
import type { SourceReading, TextParts } from '../types.ts'
import { doNotCare } from '../words.ts'
import { isSroieName } from './side-by-side.ts'

function readLine(line: string): TextParts {
  const { polygon, rest } = fourCorners(line)
  const transcript = rest.join(',').trim()
  return { polygon, transcript, ignore: transcript === doNotCare }
}

/** Where there is a folder of boxes, only its files are boxes. */
function read(source: Source): Promise<SourceReading> {
  const boxes = source.files.filter((file) => /(?:^|\/)box(?:es)?\//i.test(file))
  const others = source.files.filter((file) => !/(?:^|\/)(?:entities|key)\//i.test(file))
  return readPairs(source.withFiles(boxes.length > 0 ? boxes : others), {
    imageStem: sameStem(/\.(?:txt|csv)$/i),
    readLine,
  })
}

export const sroie: Format = {
  title: 'SROIE (X*.txt beside the receipts, or folders img and box)',
  recognises: (sample) => isSroieName(sample.file) && maxLines(sample, (text) => beginsWithNumbers(text, 8)),
  read,
}
