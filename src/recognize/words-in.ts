// The words of a line that was read, each with its place: the line is cut across where its reader saw gaps.
import type { Point, Polygon } from '../geometry/points.ts'
import { readingCorners } from './line-image.ts'
import type { Gap, ReadText } from './recognizer.ts'

/** A word with its corners, clockwise from where one begins to read. */
export interface PlacedWord {
  readonly text: string
  readonly polygon: Polygon
}

/** The share of a gap that stays with the word on either side, as people draw boxes with some paper. */
const keptOfGap = 0.25

/**
 * The words of a text from first to last; the whole text in its polygon where there is one word, or where its reader does not tell the gaps.
 * @param polygon what `read` was read in; more than four corners count by their smallest rectangle
 */
export function wordsIn(polygon: Polygon, { text, gaps = [], isTurned = false }: ReadText): PlacedWord[] {
  const words = text.split(' ')
  const corners = readingCorners(polygon)
  if (words.length < 2 || gaps.length !== words.length - 1 || corners === undefined) return [{ text, polygon }]
  const line = isTurned ? [...corners.slice(2), ...corners.slice(0, 2)] : corners
  const ends = [{ from: 0, to: 0 }, ...gaps, { from: 1, to: 1 }]
  return words
    .map((word, index) => ({ text: word, polygon: part(line, extent(ends[index], ends[index + 1])) }))
    .filter((word) => word.text !== '')
}

/** Where the word between two gaps begins and ends. */
function extent(before: Gap, after: Gap): Gap {
  const kept = ({ from, to }: Gap): number => keptOfGap * (to - from)
  return { from: before.to - kept(before), to: after.from + kept(after) }
}

/** The part of a quadrilateral between two shares of the way along its upper and lower side. */
function part([a, b, c, d]: Polygon, { from, to }: Gap): Polygon {
  const between = (start: Point, end: Point, share: number): Point => [
    start[0] + share * (end[0] - start[0]),
    start[1] + share * (end[1] - start[1]),
  ]
  return [between(a, b, from), between(a, b, to), between(d, c, to), between(d, c, from)]
}
