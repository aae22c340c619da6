// Ground-truth lines of our own layout, written so that the reader reads back exactly what was meant.
import { must } from '../../core/assert.ts'
import { distanceBetween, samePoint, type Point, type Polygon } from '../../geometry/points.ts'
import { readGroundTruthLine } from '../read/coordinates.ts'

/**
 * `x1,y1,...,xn,yn,transcript`. Numbers keep all their digits. A transcript is put in quotes only where the reader would take its
 * numbers for corners or its own quotes away: other readers take quotes for part of the text. Five or six corners that the reader would take for four and a transcript are written from another corner on, or with
 * corners in the middle of edges: the region stays the same.
 * @param polygon three corners or more, none beyond 1e7
 * @param transcript one line, see `oneLine`
 * @param quotes `always` leaves no doubt where numbers begin a transcript
 */
export function groundTruthLine(
  polygon: Polygon,
  transcript: string,
  quotes: 'where-needed' | 'always' = 'where-needed',
): string {
  const spelt = quotes === 'always' ? [quoted(transcript)] : [transcript, quoted(transcript)]
  for (const corners of spellings(polygon))
    for (const words of spelt) {
      const line = `${corners.flat().map(numberText).join(',')},${words}`
      if (readsBackAs(line, corners, transcript)) return line
    }
  return must<string>(undefined, `some line says ${JSON.stringify({ polygon, transcript })}`)
}

/** Whether a line that `groundTruthLine` made has its transcript in quotes. */
export function isQuotedIn(line: string, transcript: string): boolean {
  return !line.endsWith(`,${transcript}`)
}

/** A transcript without line breaks, control characters and white space at its ends: what a line can hold. */
export function oneLine(transcript: string): string {
  return transcript.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

/** As short as it reads back; -0 is 0. */
function numberText(value: number): string {
  return String(value === 0 ? 0 : value)
}

function quoted(transcript: string): string {
  return `"${transcript.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`
}

/** Corner lists that outline the same region, the given one first; nearly always it is the only one that is asked for. */
function* spellings(polygon: Polygon): Generator<Polygon> {
  const corners = withCorners(polygon, 4)
  for (const start of corners.keys()) yield [...corners.slice(start), ...corners.slice(0, start)]
  yield withCorners(corners, 7) // from seven corners on, the reader never doubts
}

/** With corners added in the middle of the longest edges until there are `least`. */
function withCorners(polygon: Polygon, least: number): Polygon {
  let corners = polygon
  while (corners.length < least) {
    const lengths = corners.map((corner, index) => distanceBetween(corner, corners[(index + 1) % corners.length]))
    const longest = lengths.indexOf(Math.max(...lengths))
    const [a, b] = [corners[longest], corners[(longest + 1) % corners.length]]
    const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    corners = corners.toSpliced(longest + 1, 0, middle)
  }
  return corners
}

function readsBackAs(line: string, corners: Polygon, transcript: string): boolean {
  const { polygon, transcript: words, finding } = readGroundTruthLine(line)
  return (
    polygon !== undefined &&
    finding?.code !== 'corners-after-a-box' &&
    words === transcript &&
    polygon.length === corners.length &&
    polygon.every((corner, index) => samePoint(corner, corners[index]))
  )
}
