// From texts as a source outlines them to the lines of our ground truth: everything that must be changed or left out is told.
import { factWords } from './fact-words.ts'
import { say } from '../../core/say.ts'
import type { Text } from '../../core/errors.ts'
import { basename } from 'node:path'
import { area, boundingRectangle, boundsOf, clockwise, type Bounds, type Polygon } from '../../geometry/points.ts'
import { convexHull } from '../../geometry/hull.ts'
import { minAreaRect } from '../../geometry/min-area-rect.ts'
import { selfCrossing } from '../../geometry/self-crossing.ts'
import type { ImageHeader } from '../../data/image.ts'
import { hasErrors } from '../../data/problems.ts'
import { parseGroundTruth } from '../../data/read/ground-truth.ts'
import { fitOfBoxes } from '../../data/rules/image/fit.ts'
import { maxCorners } from '../../data/rules/text/too-many-corners.ts'
import { turnByOrientation } from './exif.ts'
import { isQuotedIn, oneLine, groundTruthLine } from '../../data/write/ground-truth-line.ts'
import { isRead } from './marked-text.ts'
import type { NoteCode } from './note-words.ts'
import { note, type Note } from './notes.ts'
import { roundedPolygon } from './shapes.ts'
import type { Size, SourceEntry, SourceText } from './types.ts'
import { doNotCare } from './words.ts'

/** The ground truth of one image. */
export interface NormalisedImage {
  /** Lines of the ground-truth file. */
  readonly lines: readonly string[]
  /** How many of them are do not care. */
  readonly ignored: number
}

/**
 * The lines for an image's texts, with notes. Undefined when the image must be left out: because its texts were marked on
 * another size, or because one of them lies nobody knows where and would be learnt as background.
 */
export function normaliseEntry(entry: SourceEntry, header: ImageHeader, notes: Note[]): NormalisedImage | undefined {
  const fitting = fittingTo(entry, header, notes)
  if (fitting === undefined) return undefined
  const texts: NormalisedText[] = []
  const unknown = entry.texts.filter((text) => {
    const normalised = isRead(text)
      ? normaliseText({ ...text, polygon: fitting(text.polygon) }, header, notes)
      : undefined
    texts.push(...(normalised ?? []))
    return normalised === undefined
  })
  if (unknown.length > 0) {
    const found = say(factWords.unplaced, { count: unknown.length, image: basename(entry.image) })
    notes.push(note('image-unread', entry.where, { found }))
    return undefined
  }
  return {
    lines: texts.map(({ line }) => line),
    ignored: texts.filter(({ ignore }) => ignore).length,
  }
}

type Move = (polygon: Polygon) => Polygon

/** Width to height may differ by this share when an image was only scaled: sizes are whole pixels. */
const aspectTolerance = 0.01

/** What brings outlines from the size they were marked at to the image as displayed. */
function fittingTo(entry: SourceEntry, header: ImageHeader, notes: Note[]): Move | undefined {
  const { markedAt, texts, where } = entry
  if (texts.length === 0) return asMarked
  if (markedAt === undefined) return header.orientation === 1 ? asMarked : turning(entry, header, notes)
  if (sameSize(markedAt, header)) return asMarked
  const facts = { expected: sizeText(header), found: say(factWords.markedAt, { size: sizeText(markedAt) }) }
  if (sameSize(markedAt, storedSize(header))) return turnedMove(where, header, notes)
  const [byX, byY] = [header.width / markedAt.width, header.height / markedAt.height]
  if (Math.abs(byX / byY - 1) > aspectTolerance) {
    notes.push(note('image-size-differs', where, facts))
    return undefined
  }
  notes.push(note('boxes-scaled', where, facts))
  return (polygon) => roundedPolygon(polygon.map(([x, y]) => [x * byX, y * byY]))
}

function asMarked(polygon: Polygon): Polygon {
  return polygon
}

function storedSize({ rawWidth, rawHeight }: ImageHeader): Size {
  return { width: rawWidth, height: rawHeight }
}

function turnedMove(where: string, header: ImageHeader, notes: Note[]): Move {
  const { orientation } = header
  notes.push(note('boxes-turned', where, { found: say(factWords.exif, { orientation }) }))
  return (polygon) => turnByOrientation(polygon, orientation, storedSize(header))
}

/** For an image that is turned for display, where nothing says on which form of it the texts were marked but where they lie. */
function turning({ texts, markedOn, where }: SourceEntry, header: ImageHeader, notes: Note[]): Move {
  const isTold = header.width !== header.rawWidth
  const fit = fitOfBoxes(texts.filter(isRead), header)
  if (isTold && fit.turned !== fit.raw) return fit.turned ? asMarked : turnedMove(where, header, notes)
  if (markedOn === 'stored') return turnedMove(where, header, notes)
  const fits = fit.turned ? factWords.fitBoth : factWords.fitNeither
  const facts = { orientation: header.orientation, why: isTold ? fits : factWords.oneSize }
  notes.push(note('orientation-unsure', where, { found: say(factWords.exifUnsure, facts) }))
  return asMarked
}

function sameSize(one: Size, other: Size): boolean {
  return one.width === other.width && one.height === other.height
}

function sizeText({ width, height }: Size): string {
  return `${width}x${height}`
}

/** Less than this, in square pixels, is a click and no outline. */
const minArea = 1
/** Beyond any image. */
const maxCoordinate = 1e6

/** A line of the ground truth. */
interface NormalisedText {
  readonly line: string
  readonly ignore: boolean
}

/** Outlines of no area whose longer side has fewer pixels are slips of the hand, not texts. */
const maxClick = 4

/** One text that the gate accepts, or none where nothing is marked in the image; undefined when its place is unknown. */
function normaliseText(text: SourceText, size: Size, notes: Note[]): readonly NormalisedText[] | undefined {
  const tell = (code: NoteCode, found?: Text): [] => {
    notes.push(note(code, text.where, { found }))
    return []
  }
  const { polygon } = text
  const corners = polygon.slice(0, 4).join(' ')
  if (polygon.length < 3 || polygon.flat().some((value) => !(Math.abs(value) <= maxCoordinate)))
    return void tell('entry-malformed', say(factWords.cornersOf, { count: polygon.length, corners }))
  const tellEmpty = (): [] | undefined => {
    const { minX, minY, maxX, maxY } = boundsOf(polygon)
    const nothing = tell('outline-empty', say(factWords.cornersAt, { corners }))
    return Math.max(maxX - minX, maxY - minY) < maxClick ? nothing : undefined
  }
  if (liesOutside(boundsOf(polygon), size))
    return tell('outline-outside', say(factWords.cornersOn, { corners, size: sizeText(size) }))
  const transcript = oneLine(text.transcript)
  const ignore = text.ignore || transcript === doNotCare
  if (polygon.length > maxCorners) {
    const line = acceptedLine(boundingRectangle(polygon), doNotCare)
    if (line === undefined) return tellEmpty()
    tell('outline-too-fine', say(factWords.countCorners, { count: polygon.length }))
    return [{ line, ignore: true }]
  }
  const crosses = selfCrossing(polygon) !== undefined
  const outline = crosses ? uncrossed(polygon) : polygon
  const line = outline && acceptedLine(outline, ignore ? doNotCare : transcript)
  if (line !== undefined) {
    if (crosses) tell('outline-uncrossed')
    if (!ignore && isQuotedIn(line, transcript)) tell('transcript-quoted', transcript)
    return [{ line, ignore }]
  }
  const around = acceptedLine(roundedPolygon(minAreaRect(polygon).corners), doNotCare)
  const marksNothing = around === undefined || (outline !== undefined && area(outline) < minArea)
  if (marksNothing) return tellEmpty()
  tell('outline-crossing')
  return [{ line: around, ignore: true }]
}

/** The line, when the reader that training uses takes it without an error. */
function acceptedLine(outline: Polygon, transcript: string): string | undefined {
  if (area(outline) < minArea) return undefined
  const line = groundTruthLine(clockwise(outline), transcript)
  const { texts, problems } = parseGroundTruth(Buffer.from(line), '')
  return texts.length === 1 && !hasErrors(problems) ? line : undefined
}

function liesOutside({ minX, minY, maxX, maxY }: Bounds, { width, height }: Size): boolean {
  return maxX <= 0 || maxY <= 0 || minX >= width || minY >= height
}

/** Four corners in the only order in which they do not cross: around their hull. Undefined for other outlines. */
function uncrossed(polygon: Polygon): Polygon | undefined {
  if (polygon.length !== 4) return undefined
  const hull = convexHull(polygon)
  return hull.length === 4 ? hull : undefined
}
