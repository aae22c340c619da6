// Ground truth: the bytes of one file to its texts, and everything there is to say about them.
import type { Problem } from '../problems.ts'
import { problem } from '../problems.ts'
import { settlePolygon } from '../rules/text/settle.ts'
import type { Text } from '../types.ts'
import { readTruthLine } from './coordinates.ts'
import { linesOfFile, type TextEncoding, type TextFile } from './text-file.ts'

/** The transcript of a text that is neither trained on nor counted. */
export const doNotCare = '###'

/** What one ground-truth file says. Lines with an error have a problem and no text. */
export interface GroundTruth extends Pick<TextFile, 'hasMark' | 'endings'> {
  readonly texts: readonly Text[]
  readonly problems: readonly Problem[]
}

/**
 * Reads `x1,y1,...,xn,yn,transcript` lines (see `readTruthLine` for what counts as a coordinate). An empty file is a
 * picture without text. `file` is the path that problems name.
 */
export function parseGroundTruth(bytes: Uint8Array, file: string): GroundTruth {
  const { encoding, lines, hasMark, endings } = linesOfFile(bytes)
  const problems: Problem[] = [...encodingProblems(encoding, file)]
  const texts: Text[] = []
  for (const { number, text: line } of lines) {
    const { polygon: written, transcript, finding } = readTruthLine(line)
    if (finding !== undefined) problems.push(problem(finding, file, number))
    if (written === undefined) continue
    const ignore = transcript === doNotCare
    const { polygon, findings } = settlePolygon(written, ignore)
    problems.push(...findings.map((finding) => problem(finding, file, number)))
    if (polygon !== undefined) texts.push({ polygon, transcript, ignore, line: number })
  }
  return { texts, problems, hasMark, endings }
}

/** What there is to say about a text file that is not UTF-8. */
export function encodingProblems(encoding: TextEncoding, file: string): Problem[] {
  if (encoding === 'utf-8') return []
  if (encoding === 'binary') return [problem({ code: 'not-text' }, file)]
  return [problem({ code: 'not-utf8', encoding }, file)]
}
