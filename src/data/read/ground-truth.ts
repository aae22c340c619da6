// Ground truth: the bytes of one file to its texts, and everything there is to say about them.
import type { Finding, Problem } from '../problems.ts'
import { problem } from '../problems.ts'
import { normalisePolygon } from '../rules/text/normalise.ts'
import type { TextInstance } from '../types.ts'
import { afterColumn, columnOf, doNotCare } from './columns.ts'
import { readGroundTruthLine, type LineReading } from './coordinates.ts'
import { isUnread, linesOfFile, type Line, type TextEncoding, type TextFile } from './text-file.ts'

export { doNotCare }

/** What one ground-truth file says. Lines with an error have a problem and no text. */
export interface GroundTruth extends Pick<TextFile, 'hasMark' | 'endings'> {
  readonly texts: readonly TextInstance[]
  readonly problems: readonly Problem[]
}

/**
 * Reads `x1,y1,...,xn,yn,transcript` lines (see `readGroundTruthLine` for what counts as a coordinate). An empty file is a
 * image without text. `file` is the path that problems name.
 */
export function parseGroundTruth(bytes: Uint8Array, file: string): GroundTruth {
  const { encoding, lines, hasMark, endings } = linesOfFile(bytes)
  const problems: Problem[] = [...encodingProblems(encoding, file)]
  const texts: TextInstance[] = []
  for (const { number, polygon: written, transcript, ignore, findings: reported } of readGroundTruthLines(lines)) {
    problems.push(...reported.map((finding) => problem(finding, file, number)))
    if (written === undefined) continue
    const { polygon, findings } = normalisePolygon(written, ignore)
    problems.push(...findings.map((finding) => problem(finding, file, number)))
    if (polygon !== undefined) texts.push({ polygon, transcript, ignore, line: number })
  }
  return { texts, problems, hasMark, endings }
}

/** A line of a ground truth, read as part of its file. */
export interface GroundTruthLine extends Pick<LineReading, 'polygon' | 'transcript'> {
  /** From 1. */
  readonly number: number
  /** Do not care. */
  readonly ignore: boolean
  readonly findings: readonly Finding[]
}

/** The lines of one ground truth: what `readGroundTruthLine` makes of each, without the column of another data set's lines. */
export function readGroundTruthLines(lines: readonly Line[], read = readGroundTruthLine): readonly GroundTruthLine[] {
  const readings = lines.map(({ text }) => read(text))
  const column = columnOf(readings.flatMap(({ polygon, transcript }) => (polygon === undefined ? [] : [transcript])))
  const normalised = readings.map(({ transcript }) => afterColumn(transcript, column))
  const inColumn = normalised.filter(({ hadColumn }) => hadColumn)
  const first = normalised.findIndex(({ hadColumn }) => hadColumn)
  const counts = { texts: inColumn.length, ignored: inColumn.filter(({ ignore }) => ignore).length }
  return readings.map(({ polygon, finding }, index) => ({
    number: lines[index].number,
    ...(polygon && { polygon }),
    transcript: normalised[index].transcript,
    ignore: normalised[index].ignore,
    findings: [
      ...(index === first ? [{ code: 'extra-column', column: column ?? 'script', ...counts } as const] : []),
      ...(finding === undefined ? [] : [finding]),
    ],
  }))
}

/** What there is to say about a text file that is not UTF-8. */
export function encodingProblems(encoding: TextEncoding, file: string): Problem[] {
  if (encoding === 'utf-8') return []
  if (isUnread(encoding)) return [problem({ code: 'not-text', encoding }, file)]
  return [problem({ code: 'not-utf8', encoding }, file)]
}
