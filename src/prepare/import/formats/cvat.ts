// CVAT's own XML, version 1.1, "for images": `annotations.xml` with an `image` element for each image.
// https://docs.cvat.ai/docs/dataset_management/formats/format-cvat/ and .../xml_format/: box (xtl, ytl, xbr, ybr and, since 2.0, a
// rotation about its centre in degrees, clockwise), polygon and polyline (`x0,y0;x1,y1;...`), ellipse (cx, cy, rx, ry, rotation).
// The transcript is an attribute with one of the usual names. Do not care: the label says so, or an attribute of such a name is true.
import { factWords } from '../fact-words.ts'
import { say } from '../../../core/say.ts'
import type { Point, Polygon } from '../../../geometry/points.ts'
import type { Format } from '../format.ts'
import { readMarked, unreadText } from '../marked-text.ts'
import { note, noting, notingLater, placeIn, SourceError, type Note } from '../notes.ts'
import { CollectedReading } from '../reading.ts'
import { ellipse, radians, rectangleBetween, turned } from '../shapes.ts'
import type { Source } from '../source.ts'
import { straysIn, toldStray } from '../strays.ts'
import { subsetOf, subsetOfFolders } from '../subset.ts'
import type { MarkedText, Size, SourceEntry, SourceReading } from '../types.ts'
import { meansIgnore, transcriptAmong } from '../words.ts'
import { childrenNamed, numberOf, type XmlElement } from '../xml.ts'

async function read(source: Source): Promise<SourceReading> {
  const reading = new CollectedReading(source)
  const { notes } = reading
  for (const file of source.files.filter((name) => /\.xml$/i.test(name))) {
    const root = await notingLater({ notes, file }, () => source.xml(file))
    if (root === undefined) continue
    if (root.name === 'annotations') reading.addAll(readFile(root, { file, source, notes, dropped: new Set() }))
    else notes.push(note('file-unused', file))
  }
  return reading.finish()
}

interface Context {
  readonly file: string
  readonly source: Source
  readonly notes: Note[]
  /** Labels of shapes without transcript. */
  readonly dropped: Set<string>
}

function readFile(root: XmlElement, context: Context): SourceEntry[] {
  const { file, notes, dropped } = context
  const [track] = childrenNamed(root, 'track')
  if (track !== undefined) {
    const facts = { expected: factWords.imageElements, found: factWords.tracks }
    notes.push(note('file-malformed', placeIn(file, track.line), facts))
    return []
  }
  for (const error of straysIn(root, ['version', 'meta', 'image'])) toldStray(error, context)
  const entries = childrenNamed(root, 'image').flatMap(
    (element) => noting({ notes, file, line: element.line }, () => readImage(element, context)) ?? [],
  )
  if (dropped.size > 0) notes.push(note('labels-dropped', file, { found: [...dropped].join(', ') }))
  return entries
}

function readImage(element: XmlElement, context: Context): SourceEntry {
  const { file, source, notes } = context
  const { name, subset: part } = element.attributes
  if (name === undefined)
    throw new SourceError('entry-malformed', { expected: factWords.imageName, found: factWords.nothing })
  const subset = subsetOf(part ?? '') ?? subsetOfFolders(name)
  const image = source.images.find(name, { from: file, subset })
  const where = placeIn(file, element.line)
  const texts = element.children.flatMap((shape) =>
    readMarked({ notes, file, line: shape.line }, () => readShape(shape, context)),
  )
  for (const error of straysIn(element)) texts.push(toldStray(error, context))
  return { image: source.images.pathOf(image), where, subset, markedAt: sizeOf(element), texts }
}

function sizeOf(element: XmlElement): Size | undefined {
  const [width, height] = ['width', 'height'].map((name) =>
    element.attributes[name] === undefined ? 0 : numberOf(element, name),
  )
  return width > 0 && height > 0 ? { width, height } : undefined
}

function readShape(shape: XmlElement, { file, notes, dropped }: Context): MarkedText[] {
  const where = placeIn(file, shape.line)
  if (shape.name === 'tag') return [] // said of the whole image
  if (shape.name === 'mask') {
    notes.push(note('mask-refused', where, { found: factWords.runLength }))
    const [left, top] = [numberOf(shape, 'left'), numberOf(shape, 'top')]
    const corner: Point = [left + numberOf(shape, 'width'), top + numberOf(shape, 'height')]
    return [{ polygon: rectangleBetween([left, top], corner), transcript: '', ignore: true, where }]
  }
  const outline = Object.hasOwn(outlines, shape.name) ? outlines[shape.name](shape) : undefined
  if (outline === undefined) {
    notes.push(note('shape-skipped', where, { found: shape.name }))
    return [unreadText(where)]
  }
  const [stray] = straysIn(shape, ['attribute'])
  if (stray !== undefined) throw stray
  if (shape.name === 'polyline')
    notes.push(note('line-closed', where, { found: say(factWords.points, { count: outline.length }) }))
  const fields = Object.fromEntries(
    childrenNamed(shape, 'attribute').map(({ attributes, text }) => [attributes['name'] ?? '', text]),
  )
  const label = shape.attributes['label'] ?? ''
  const ignore =
    meansIgnore(label) || Object.entries(fields).some(([name, text]) => text === 'true' && meansIgnore(name))
  const transcript = transcriptAmong(fields)
  if (transcript === undefined && !ignore) dropped.add(label)
  return [{ polygon: outline, transcript: transcript ?? '', ignore, where }]
}

/** The outline of each shape; undefined where it encloses nothing (points, a line of two points). */
const outlines: Readonly<Record<string, (shape: XmlElement) => Polygon | undefined>> = {
  box: (shape) => {
    const [left, top, right, bottom] = ['xtl', 'ytl', 'xbr', 'ybr'].map((name) => numberOf(shape, name))
    const centre: Point = [(left + right) / 2, (top + bottom) / 2]
    return turned(rectangleBetween([left, top], [right, bottom]), centre, rotationOf(shape))
  },
  polygon: pointsOf,
  polyline: (shape) => {
    const points = pointsOf(shape)
    return points.length < 3 ? undefined : points
  },
  ellipse: (shape) => {
    const centre: Point = [numberOf(shape, 'cx'), numberOf(shape, 'cy')]
    return turned(ellipse(centre, numberOf(shape, 'rx'), numberOf(shape, 'ry')), centre, rotationOf(shape))
  },
}

function rotationOf(shape: XmlElement): number {
  return shape.attributes['rotation'] === undefined ? 0 : radians(numberOf(shape, 'rotation'))
}

/** `x0,y0;x1,y1;...` */
function pointsOf({ name, attributes }: XmlElement): Point[] {
  const text = attributes['points'] ?? ''
  return text.split(';').map((pair) => {
    const [x, y, ...more] = pair.split(',').map((value) => (value.trim() === '' ? Number.NaN : Number(value)))
    if (more.length === 0 && Number.isFinite(x) && Number.isFinite(y)) return [x, y]
    throw new SourceError('entry-malformed', {
      expected: say(factWords.pointsOf, { name }),
      found: `"${pair.slice(0, 40)}"`,
    })
  })
}

export const cvat: Format = {
  title: 'CVAT (annotations.xml, "CVAT for images 1.1")',
  recognises: (sample) => sample.kind === 'xml' && sample.root.name === 'annotations',
  read,
}
