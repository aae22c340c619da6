// labelme and its relatives (X-AnyLabeling): one JSON file for each image, with `shapes`, `imagePath`, `imageWidth`, `imageHeight`.
// https://github.com/wkentaro/labelme: polygon (corners), rectangle (two opposite corners), circle (centre and a point on it);
// oriented_rectangle and rotation have four corners. The transcript is the description of a shape where it has one, else its label,
// which is what people type there for text. Do not care: the label or a flag says so, or `difficult` is true (X-AnyLabeling).
import { factWords } from '../fact-words.ts'
import type { Point, Polygon } from '../../../geometry/points.ts'
import { isObject, listIn, malformed, objectIn, optionalText, pointsFrom, sizeIn } from '../fields.ts'
import type { Format } from '../format.ts'
import { readJsonFiles, type JsonFile } from '../json-files.ts'
import { lineOf, type Json, type JsonObject } from '../json.ts'
import { readMarked, unreadText } from '../marked-text.ts'
import { note, noting, placeIn, type Note } from '../notes.ts'
import { stemOf } from '../image-index.ts'
import { ellipse, rectangleBetween } from '../shapes.ts'
import { subsetOfFolders } from '../subset.ts'
import type { MarkedText, SourceEntry } from '../types.ts'
import { meansIgnore } from '../words.ts'

/** The outline of each shape that encloses a region. */
const outlines: Readonly<Record<string, (points: readonly Point[], line: number) => Polygon>> = {
  polygon: (points) => points,
  oriented_rectangle: (points) => points,
  rotation: (points) => points,
  quadrilateral: (points) => points,
  rectangle: (points, line) => {
    if (points.length === 4) return points
    if (points.length === 2) return rectangleBetween(points[0], points[1])
    throw malformed('points', factWords.rectangleCorners, points.length, line)
  },
  circle: (points, line) => {
    if (points.length !== 2) throw malformed('points', factWords.circlePoints, points.length, line)
    const [[cx, cy], [x, y]] = points
    const radius = Math.hypot(x - cx, y - cy)
    return ellipse([cx, cy], radius, radius)
  },
}

function isLabelme(json: Json): json is JsonObject {
  return isObject(json) && Array.isArray(json['shapes']) && ('imagePath' in json || 'imageData' in json)
}

function readFile({ json, file, source, notes }: JsonFile<JsonObject>): SourceEntry[] {
  const { images } = source
  const place = { notes, file }
  const image = noting(place, () => {
    const name = optionalText(json['imagePath'])
    // Files that were renamed or moved together with their image keep the old path inside.
    const isOld = stemOf(name.replaceAll('\\', '/')) !== stemOf(file) && images.hasStem(stemOf(file))
    return name === '' || isOld ? images.findByStem(stemOf(file), { from: file }) : images.find(name, { from: file })
  })
  if (image === undefined) return []
  const entry = noting(place, () => {
    const markedAt = sizeIn(json, 'imageWidth', 'imageHeight')
    const texts = listIn(json, 'shapes').flatMap((shape) => readMarked(place, () => readShape(shape, file, notes)))
    const subset = subsetOfFolders(file) ?? subsetOfFolders(image)
    return { image: images.pathOf(image), where: file, subset, markedAt, texts }
  })
  return entry === undefined ? [] : [entry]
}

function readShape(value: Json, file: string, notes: Note[]): MarkedText[] {
  const shape = objectIn(value, 'shape')
  const line = lineOf(shape)
  const where = placeIn(file, line)
  const kind = optionalText(shape['shape_type']) || 'polygon' // labelme 3 knew nothing else
  if (kind === 'mask') {
    notes.push(note('mask-refused', where))
    const [a, b] = pointsFrom(shape['points'], 'points', line)
    return b === undefined
      ? [unreadText(where)]
      : [{ polygon: rectangleBetween(a, b), transcript: '', ignore: true, where }]
  }
  if (!Object.hasOwn(outlines, kind)) {
    notes.push(note('shape-skipped', where, { found: kind }))
    return [unreadText(where)]
  }
  const polygon = outlines[kind](pointsFrom(shape['points'], 'points', line), line)
  const label = optionalText(shape['label'])
  const transcript = optionalText(shape['description']) || label
  return [{ polygon, transcript, ignore: meansIgnore(label) || isMarkedIgnore(shape), where }]
}

function isMarkedIgnore({ flags, difficult }: JsonObject): boolean {
  if (difficult === true) return true
  return isObject(flags) && Object.entries(flags).some(([name, value]) => value === true && meansIgnore(name))
}

export const labelme: Format = {
  title: 'labelme (one JSON file for each image)',
  recognises: (sample) => sample.kind === 'json' && isLabelme(sample.json),
  read: (source) => readJsonFiles(source, isLabelme, readFile),
}
