// From texts as a source outlines them to the lines of our ground truth: everything that must be changed or left out is told.
import { clockwise, area, boundsOf, type Bounds, type Polygon } from '../../geometry/points.ts'
import { convexHull } from '../../geometry/hull.ts'
import { minAreaRect } from '../../geometry/min-area-rect.ts'
import { selfCrossing } from '../../geometry/self-crossing.ts'
import type { PictureHeader } from '../picture.ts'
import { turnByOrientation } from './exif.ts'
import { oneLine, truthLine } from './layout/truth-line.ts'
import { note, type Note, type NoteCode } from './notes.ts'
import { roundedPolygon } from './shapes.ts'
import type { Size, SourceEntry, SourceText, TextParts } from './types.ts'
import { doNotCare } from './words.ts'

/** The ground truth of one picture. */
export interface SettledPicture {
  /** Lines of the ground-truth file. */
  readonly lines: readonly string[]
  /** How many of them are do not care. */
  readonly ignored: number
}

/**
 * The lines for a picture's texts, with notes. Undefined when the picture must be left out, because its texts were marked on
 * another size.
 */
export function settleEntry(entry: SourceEntry, header: PictureHeader, notes: Note[]): SettledPicture | undefined {
  const fitting = fittingTo(entry, header, notes)
  if (fitting === undefined) return undefined
  const texts = entry.texts.flatMap((text) => settleText({ ...text, polygon: fitting(text.polygon) }, header, notes))
  return {
    lines: texts.map(({ polygon, transcript, ignore }) => truthLine(polygon, ignore ? doNotCare : transcript)),
    ignored: texts.filter(({ ignore }) => ignore).length,
  }
}

type Move = (polygon: Polygon) => Polygon

/** Width to height may differ by this share when a picture was only scaled: sizes are whole pixels. */
const aspectTolerance = 0.01

/** What brings outlines from the size they were marked at to the picture as displayed. */
function fittingTo({ markedAt, texts, where }: SourceEntry, header: PictureHeader, notes: Note[]): Move | undefined {
  if (markedAt === undefined || texts.length === 0 || sameSize(markedAt, header)) return (polygon) => polygon
  const stored = { width: header.rawWidth, height: header.rawHeight }
  const facts = { expected: sizeText(header), found: `marked at ${sizeText(markedAt)}` }
  if (sameSize(markedAt, stored)) {
    notes.push(note('boxes-turned', where, { found: `EXIF orientation ${header.orientation}` }))
    return (polygon) => turnByOrientation(polygon, header.orientation, stored)
  }
  const [byX, byY] = [header.width / markedAt.width, header.height / markedAt.height]
  if (Math.abs(byX / byY - 1) > aspectTolerance) {
    notes.push(note('picture-size-differs', where, facts))
    return undefined
  }
  notes.push(note('boxes-scaled', where, facts))
  return (polygon) => roundedPolygon(polygon.map(([x, y]) => [x * byX, y * byY]))
}

function sameSize(one: Size, other: Size): boolean {
  return one.width === other.width && one.height === other.height
}

function sizeText({ width, height }: Size): string {
  return `${width}x${height}`
}

/** Less than this, in square pixels, is a click and no outline. */
const minArea = 1
/** Beyond any picture. */
const maxCoordinate = 1e6

/** One text that the gate accepts, or none. */
function settleText(text: SourceText, size: Size, notes: Note[]): TextParts[] {
  const tell = (code: NoteCode, found?: string): void => {
    notes.push(note(code, text.where, { found }))
  }
  const transcript = oneLine(text.transcript)
  const ignore = text.ignore || transcript === doNotCare
  const { polygon } = text
  if (
    polygon.length < 3 ||
    polygon.flat().some((value) => !Number.isFinite(value) || Math.abs(value) > maxCoordinate)
  ) {
    tell('entry-malformed', `${polygon.length} corners: ${polygon.slice(0, 4).join(' ')}`)
    return []
  }
  if (liesOutside(boundsOf(polygon), size)) {
    tell('outline-outside', `corners at ${polygon.slice(0, 4).join(' ')} on ${sizeText(size)}`)
    return []
  }
  const crossing = selfCrossing(polygon) !== undefined
  const mended = crossing ? uncrossed(polygon) : polygon
  const outline = mended ?? roundedPolygon(minAreaRect(polygon).corners)
  if (area(outline) < minArea) {
    tell('outline-empty', `corners at ${polygon.slice(0, 4).join(' ')}`)
    return []
  }
  if (crossing) tell(mended === undefined ? 'outline-crossing' : 'outline-uncrossed')
  return [{ polygon: clockwise(outline), transcript, ignore: ignore || mended === undefined }]
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
