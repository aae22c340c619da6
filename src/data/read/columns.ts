// Columns between the corners and the transcript, as other data sets have them: `Latin,word` (ICDAR 2017 MLT), `1,"word"` (RCTW).
import type { ExtraColumn } from '../problem-kinds.ts'
import { unquoted } from './coordinates.ts'

/** The transcript of a text that is neither trained on nor counted. */
export const doNotCare = '###'

/** https://rrc.cvc.uab.es/?ch=8&com=tasks; the 2019 edition adds Hindi. */
const scripts = 'Arabic|Latin|Chinese|Japanese|Korean|Bangla|Hindi|Symbols|Mixed|None'

const columns: Readonly<Record<ExtraColumn, RegExp>> = {
  script: new RegExp(`^(${scripts})\\s*,(.*)$`, 'u'),
  difficulty: /^([01])\s*,\s*(".*")$/u,
}

/** A transcript, and whether its text counts. */
export interface Transcript {
  readonly transcript: string
  readonly ignore: boolean
}

/** The column that every one of these transcripts begins with. @param transcripts as they stand after the corners */
export function columnOf(transcripts: readonly string[]): ExtraColumn | undefined {
  if (transcripts.length === 0) return undefined
  return (['script', 'difficulty'] as const).find((name) => transcripts.every((text) => columns[name].test(text)))
}

/** The transcript behind the column; a single `None,###` does not count even where other lines have no column. */
export function afterColumn(
  text: string,
  column: ExtraColumn | undefined,
): Transcript & { readonly hadColumn: boolean } {
  const [, flag, rest = ''] = columns[column ?? 'script'].exec(text) ?? []
  const transcript = unquoted(rest.trim())
  if (flag === undefined || (column === undefined && transcript !== doNotCare))
    return { transcript: text, ignore: text === doNotCare, hadColumn: false }
  const ignore = transcript === doNotCare || (column === 'difficulty' && flag === '1')
  return { transcript: ignore ? doNotCare : transcript, ignore, hadColumn: true }
}
