// One line of a ground-truth file: where its coordinates end and its transcript begins.
import { area, boundsOf, distanceBetween, type Point, type Polygon } from '../../geometry/points.ts'
import { selfCrossing } from '../../geometry/self-crossing.ts'
import type { Separator } from '../problem-kinds.ts'
import type { Finding } from '../problems.ts'

/** A line taken apart: its corners as written, its transcript, and what there is to say about it. */
export interface LineReading {
  /** Undefined when the line cannot be read; `finding` says why. */
  readonly polygon?: Polygon
  readonly transcript: string
  readonly finding?: Finding
}

/** Coordinates of a quadrilateral: the least a line must have. */
const quad = 8

/** From seven corners on, nobody doubts that they are corners. */
const sureCoordinates = 14

/** Beyond any image; keeps areas and sums of products exact enough. */
const maxCoordinate = 1e7

/** Each digit can be matched in one way only: half a million of them must not be tried in every split. */
const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i

/**
 * Reads `x1,y1,...,xn,yn,transcript` with n = 4 or more. The transcript may hold commas, be empty, or be quoted.
 *
 * How many leading numbers are coordinates: 8, unless there are 10 or more. Then all of them are, in pairs (an odd last one
 * begins the transcript, and when every field is a number the last one is the transcript), if these corners make a likely
 * polygon: 7 corners or more always do, 5 or 6 when the outline does not cross itself and the additional corners lie near
 * the first four; none of them may be written with a leading zero. Otherwise only the first 8 are: a box over `36,000,000` or
 * `8,10,12 Main Street` stays a quadrilateral, and where more corners were possible the finding `transcript-of-numbers` says so.
 * So a transcript that is itself a number (`2024`, `1,000`) is kept as the transcript.
 *
 * A line of numbers alone whose first four corners make a box by themselves is that box with a transcript such as `12,34`. Where
 * such a box is followed by one or two corners and a word, the finding `corners-after-a-box` says that they were read as corners.
 */
export function readGroundTruthLine(text: string): LineReading {
  const fields = text.split(',')
  const firstOther = fields.findIndex((field) => !number.test(field.trim()))
  const numbers = firstOther === -1 ? fields.length : firstOther
  if (numbers < quad) return { transcript: '', finding: unreadable(text, fields, numbers) }
  const values = fields.slice(0, numbers).map(Number)
  const { count, doubtful } = countCoordinates(fields, values)
  const beyond = values.slice(0, count).find((value) => Math.abs(value) > maxCoordinate)
  if (beyond !== undefined) return { transcript: '', finding: { code: 'coordinate-not-a-number', text: `${beyond}` } }
  const isDoubtful = doubtful || (count > quad && count < sureCoordinates && isBox(pointsOf(values, quad)))
  const finding = lineFinding(fields, count, isDoubtful)
  return {
    polygon: pointsOf(values, count),
    transcript: unquoted(fields.slice(count).join(',').trim()),
    ...(finding === undefined ? {} : { finding }),
  }
}

/** How many of the leading numbers are coordinates; doubtful when there might be more. */
function countCoordinates(fields: readonly string[], values: readonly number[]): { count: number; doubtful: boolean } {
  const even = values.length - (values.length % 2)
  const noOtherField = values.length === fields.length
  // Only numbers, an even count: either there is no transcript (which is against the format), or it is like "1,000".
  const largest = noOtherField && even === values.length ? even - 2 : even
  const candidates = [even, largest].filter((count) => count > quad && !hasLeadingZero(fields.slice(quad, count)))
  const isLikely = (count: number): boolean => isLikelyPolygon(pointsOf(values, count))
  if (noOtherField && even < sureCoordinates && isBox(pointsOf(values, quad)))
    return { count: quad, doubtful: candidates.some((candidate) => candidate <= largest || isLikely(candidate)) }
  const count = candidates.find(isLikely) ?? quad
  return { count, doubtful: candidates.some((candidate) => candidate <= largest && candidate > count) }
}

/** Coordinates are never written `000` or `050`; parts of larger numbers are. */
function hasLeadingZero(fields: readonly string[]): boolean {
  return fields.some((field) => /^\s*[+-]?0\d/.test(field))
}

/** Whether four corners make a text box by themselves, nearly a parallelogram; those of a longer outline do not. */
function isBox([a, b, c, d]: Polygon): boolean {
  const shortest = Math.min(distanceBetween(a, b), distanceBetween(b, c), distanceBetween(c, d), distanceBetween(d, a))
  return Math.hypot(a[0] + c[0] - b[0] - d[0], a[1] + c[1] - b[1] - d[1]) <= shortest / 2
}

function isLikelyPolygon(points: Polygon): boolean {
  const more = points.slice(4)
  if (2 * points.length >= sureCoordinates) return true
  const { minX, minY, maxX, maxY } = boundsOf(points.slice(0, 4))
  const near = Math.max(maxX - minX, maxY - minY)
  return (
    more.every(([x, y]) => x >= minX - near && x <= maxX + near && y >= minY - near && y <= maxY + near) &&
    selfCrossing(points) === undefined &&
    area(points) > 0
  )
}

function pointsOf(values: readonly number[], count: number): Point[] {
  return Array.from({ length: count / 2 }, (_, index) => [values[2 * index], values[2 * index + 1]])
}

function lineFinding(fields: readonly string[], count: number, doubtful: boolean): Finding | undefined {
  if (fields.length === count) return { code: 'transcript-missing', corners: count / 2 }
  if (!doubtful) return undefined
  const transcript = fields.slice(count).join(',').trim()
  return count > quad
    ? { code: 'corners-after-a-box', corners: count / 2, transcript }
    : { code: 'transcript-of-numbers', transcript }
}

/** Why a line with fewer than 8 leading numbers cannot be read. */
function unreadable(text: string, fields: readonly string[], numbers: number): Finding {
  const separator = /，|;|；|\t| /.exec(text)?.[0]
  const pieces = text.split(/[,，;；\s]+/).slice(0, quad)
  if (separator !== undefined && pieces.length === quad && pieces.every((piece) => number.test(piece)))
    return { code: 'wrong-separator', separator: separators[separator] }
  const start = fields.slice(0, quad).map((field) => field.trim())
  const others = start.filter((field) => number.test(field)).length
  const wrong = start[numbers]
  // A field in the middle of numbers, or one that mixes digits and letters, was meant as a number; a word was not.
  if (start.length === quad && others >= quad / 2 && (others > numbers || /\d/.test(wrong)))
    return { code: 'coordinate-not-a-number', text: wrong, position: numbers + 1 }
  return { code: 'coordinate-count', numbers }
}

const separators: Readonly<Record<string, Separator>> = {
  '，': 'full-width-comma',
  ';': 'semicolon',
  '；': 'full-width-semicolon',
  '\t': 'tab',
  ' ': 'space',
}

/** `"Joe's ""Diner"""` and `"Joe's \"Diner\""` as in the ICDAR files become `Joe's "Diner"`. */
export function unquoted(transcript: string): string {
  if (transcript.length < 2 || !transcript.startsWith('"') || !transcript.endsWith('"')) return transcript
  return transcript.slice(1, -1).replaceAll(/""|\\(["\\])/g, (pair, escaped: string | undefined) => escaped ?? pair[0])
}
