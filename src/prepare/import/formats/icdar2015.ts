// ICDAR 2015 Incidental Scene Text: `gt_img_1.txt` with `x1,y1,x2,y2,x3,y3,x4,y4,transcription`, UTF-8 with a byte order mark.
// The form is described at https://rrc.cvc.uab.es/?ch=4&com=tasks: the transcription is everything after the eighth comma,
// without escapes; `###` is do not care.
import { maxLines, type Format } from '../format.ts'
import { beginsWithNumbers, fourCorners, readPairs } from '../pairs.ts'
import type { TextParts } from '../types.ts'
import { readGroundTruthLine } from '../../../data/read/coordinates.ts'
import { doNotCare } from '../words.ts'
import { hasScriptColumn } from './icdar2017-mlt.ts'

/** `gt_img_1.txt` to `img_1`. */
export function stemAfterGt(fileName: string): string | undefined {
  return /^gt_(.+)\.txt$/i.exec(fileName)?.[1]
}

/** Own data in this form may have longer outlines; they are taken where the first four corners make no box by themselves. */
function readLine(line: string): TextParts {
  const longer = readGroundTruthLine(line)
  if ((longer.polygon?.length ?? 0) > 4 && longer.finding?.code !== 'corners-after-a-box')
    return textOf(longer.polygon ?? [], longer.transcript)
  const { polygon, rest } = fourCorners(line)
  return textOf(polygon, rest.join(',').trim())
}

function textOf(polygon: TextParts['polygon'], transcript: string): TextParts {
  return { polygon, transcript, ignore: transcript === doNotCare }
}

export const icdar2015: Format = {
  title: 'ICDAR 2015 (gt_*.txt: four corners, transcription)',
  recognises: (sample) =>
    stemAfterGt(sample.file.replace(/^.*\//, '')) !== undefined &&
    maxLines(sample, (text) => beginsWithNumbers(text, 8)) &&
    !hasScriptColumn(sample),
  read: (source) => readPairs(source, { imageStem: stemAfterGt, readLine }),
}
