// ICDAR 2017 (and 2019) multi-lingual text: as ICDAR 2015, with the script between the corners and the transcription.
// https://rrc.cvc.uab.es/?ch=8&com=tasks: `x1,y1,x2,y2,x3,y3,x4,y4,script,transcription`; the transcription is everything after the
// ninth comma, without escapes; `###` is do not care. The 2019 edition adds the script Hindi.
import { factWords } from '../fact-words.ts'
import { maxLines, type Format, type SampleFile } from '../format.ts'
import { malformed } from '../fields.ts'
import { fourCorners, readPairs } from '../pairs.ts'
import type { TextParts } from '../types.ts'
import { columnOf } from '../../../data/read/columns.ts'
import { doNotCare } from '../words.ts'

/** Whether every line names a script after its four corners. */
export function hasScriptColumn(sample: SampleFile): boolean {
  return maxLines(sample, (text) => columnOf([text.split(',').slice(8).join(',').trim()]) === 'script')
}

function readLine(line: string): TextParts {
  const { polygon, rest } = fourCorners(line)
  const [script, ...words] = rest
  if (script === undefined || words.length === 0) throw malformed('fields', factWords.scriptAndText, rest.join(','))
  const transcript = words.join(',').trim()
  return { polygon, transcript, ignore: transcript === doNotCare }
}

export const icdar2017Mlt: Format = {
  title: 'ICDAR 2017 MLT (gt_*.txt: four corners, script, transcription)',
  recognises: hasScriptColumn,
  read: (source) => readPairs(source, { imageStem: (name) => /^(?:gt_)?(.+)\.txt$/i.exec(name)?.[1], readLine }),
}
