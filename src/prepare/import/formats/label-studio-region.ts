// The regions of Label Studio's exports: https://labelstud.io/tags/rectanglelabels: x, y, width and height are percents of the image;
// (x, y) is the upper left corner before the rotation, which turns about that corner, clockwise, in degrees. Results with the same id
// are one region: its outline, its labels, and (type `textarea`) its transcript.
import { factWords } from '../fact-words.ts'
import type { Polygon } from '../../../geometry/points.ts'
import { isList, malformed, numberFrom, numberIn, objectIn, optionalText, pointsFrom, sizeIn } from '../fields.ts'
import { lineOf, type JsonObject } from '../json.ts'
import { unreadText } from '../marked-text.ts'
import { note, placeIn, type Note } from '../notes.ts'
import { ellipse, radians, rectangleAt, roundedPolygon, turned } from '../shapes.ts'
import type { MarkedText, Size } from '../types.ts'
import { meansIgnore } from '../words.ts'

/** One place on an image. */
export interface Region {
  /** Knows the size of the image; the line of it is that of the region. */
  readonly first: JsonObject
  /** Outline, labels, transcript. */
  readonly values: readonly JsonObject[]
  /** Where it does not stand in the values. */
  readonly transcript?: string
}

/** The regions of results, by their id. */
export function regionsOf(results: readonly JsonObject[]): Region[] {
  const regions = new Map<string, [JsonObject, ...JsonObject[]]>()
  results.forEach((result, index) => {
    const id = optionalText(result['id']) || `#${index}`
    const region = regions.get(id)
    if (region === undefined) regions.set(id, [result])
    else region.push(result)
  })
  return [...regions.values()].map((results) => ({
    first: results[0],
    values: results.map((result) => objectIn(result['value'], 'value', lineOf(result))),
  }))
}

/** The size of the image, which all its regions share. @throws SourceError entry-malformed */
export function sizeOf(regions: readonly Region[]): Size | undefined {
  const sizes = regions.flatMap(({ first }) => sizeIn(first, 'original_width', 'original_height') ?? [])
  const found = [...new Set(sizes.map(({ width, height }) => `${width}x${height}`))].join(', ')
  if (found.includes(',')) throw malformed('original_width, original_height', factWords.oneSizeForImage, found)
  return sizes[0]
}

/** Whether a region says something without marking a place: a choice, a rating, a text about the whole image. */
function isRemark({ first, values }: Region): boolean {
  if (/labels$|^(?:rectangle|polygon|ellipse)$/.test(optionalText(first['type']))) return false
  return values.every((value) => {
    const keys = Object.keys(value)
    return keys.length > 0 && keys.every((key) => remarks.has(key))
  })
}

const remarks: ReadonlySet<string> = new Set([
  'choices',
  'text',
  'rating',
  'number',
  'datetime',
  'taxonomy',
  'pairwise',
  'selected',
  'ranker',
])

/** The text of a region; none where it says something of the whole image. @throws SourceError entry-malformed */
export function readRegion(region: Region, file: string, notes: Note[]): MarkedText[] {
  const { first, values } = region
  const line = lineOf(first)
  const where = placeIn(file, line)
  const shapes = values.filter((value) => outlineKind(value) !== undefined)
  if (shapes.length === 0) {
    const isMask = values.some((value) => 'rle' in value || value['format'] === 'rle')
    if (!isMask && isRemark(region)) return [] // about the whole image
    notes.push(
      isMask ? note('mask-refused', where) : note('shape-skipped', where, { found: optionalText(first['type']) }),
    )
    return [unreadText(where)]
  }
  if (Number(first['image_rotation'] ?? 0) !== 0)
    throw malformed('image_rotation', factWords.notTurned, first['image_rotation'], line)
  const size = sizeIn(first, 'original_width', 'original_height')
  if (size === undefined) throw malformed('original_width, original_height', factWords.sizeOfImage, undefined, line)
  const labels = values.flatMap(labelsOf)
  const texts = values.flatMap(({ text }) => (isList(text) ? text.map(optionalText) : optionalText(text)))
  const transcript = region.transcript ?? texts.join(' ')
  const [polygon, ...others] = shapes.map((shape) => outlineIn(shape, size))
  const isOne = others.every((other) => String(other) === String(polygon)) && values.every(isShapeOrNoPlace)
  if (!isOne) throw malformed('id', factWords.oneOutline, first['id'], line)
  return [{ polygon, transcript, ignore: labels.some(meansIgnore), where }]
}

/** Not a mask or a point, which lie somewhere but have no outline. */
function isShapeOrNoPlace(value: JsonObject): boolean {
  return outlineKind(value) !== undefined || !['x', 'y', 'rle', 'format'].some((key) => key in value)
}

/** The outline of a value that has one. */
function outlineIn(value: JsonObject, size: Size): Polygon {
  return outlines[outlineKind(value) ?? 'rectangle'](value, size)
}

type OutlineKind = keyof typeof outlines

/** From percents to pixels. */
const outlines = {
  rectangle: (value: JsonObject, { width, height }: Size): Polygon => {
    const [x, y] = [(numberIn(value, 'x') * width) / 100, (numberIn(value, 'y') * height) / 100]
    const size = [(numberIn(value, 'width') * width) / 100, (numberIn(value, 'height') * height) / 100] as const
    return turned(roundedPolygon(rectangleAt(x, y, ...size)), [x, y], rotationOf(value))
  },
  polygon: (value: JsonObject, { width, height }: Size): Polygon =>
    roundedPolygon(
      pointsFrom(value['points'], 'points', lineOf(value)).map(([x, y]) => [(x * width) / 100, (y * height) / 100]),
    ),
  ellipse: (value: JsonObject, { width, height }: Size): Polygon => {
    const centre = [(numberIn(value, 'x') * width) / 100, (numberIn(value, 'y') * height) / 100] as const
    const radii = [(numberIn(value, 'radiusX') * width) / 100, (numberIn(value, 'radiusY') * height) / 100] as const
    return turned(ellipse(centre, ...radii), centre, rotationOf(value))
  },
} as const

function outlineKind(value: JsonObject): OutlineKind | undefined {
  if ('points' in value) return 'polygon'
  if ('radiusX' in value) return 'ellipse'
  return 'width' in value && 'height' in value && 'x' in value ? 'rectangle' : undefined
}

function rotationOf(value: JsonObject): number {
  const { rotation } = value
  return rotation === undefined ? 0 : radians(numberFrom(rotation, 'rotation', lineOf(value)))
}

/** `rectanglelabels`, `polygonlabels`, `labels`, `choices`. */
function labelsOf(value: JsonObject): string[] {
  return Object.entries(value).flatMap(([key, list]) =>
    /labels$|^choices$/.test(key) && isList(list) ? list.map(optionalText) : [],
  )
}
