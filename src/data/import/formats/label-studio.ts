// Label Studio's JSON export: a list of tasks, each with `data` (the picture's address) and `annotations` with `result`s.
// https://labelstud.io/guide/task_format, https://labelstud.io/tags/rectanglelabels: x, y, width and height are percents of the
// picture; (x, y) is the upper left corner before the rotation, which turns about that corner, clockwise, in degrees. Results with
// the same id are one region: its outline, its labels, and (type `textarea`) its transcript.
import type { Polygon } from '../../../geometry/points.ts'
import { isList, isObject, listIn, malformed, numberIn, objectIn, optionalText, pointsFrom, sizeIn } from '../fields.ts'
import type { Format } from '../format.ts'
import { lineOfValue, readJsonFiles, type JsonFile } from '../json-files.ts'
import { lineOf, type Json, type JsonObject } from '../json.ts'
import { note, noting, placeIn, SourceError, type Note } from '../notes.ts'
import type { PictureIndex } from '../picture-index.ts'
import { ellipse, radians, rectangleAt, roundedPolygon, turned } from '../shapes.ts'
import { subsetOfFolders } from '../subset.ts'
import type { Size, SourceEntry, SourceText } from '../types.ts'
import { meansIgnore } from '../words.ts'

function isExport(json: Json): json is readonly Json[] {
  return (
    isList(json) &&
    json.length > 0 &&
    isObject(json[0]) &&
    isObject(json[0]['data']) &&
    resultsOf(json[0]) !== undefined
  )
}

/** Older versions called them completions. */
function resultsOf({ annotations, completions }: JsonObject): readonly Json[] | undefined {
  return [annotations, completions].find(isList)
}

function readFile({ json, file, source, notes }: JsonFile<readonly Json[]>): SourceEntry[] {
  return json.flatMap((task) => {
    const line = lineOfValue(task)
    return (
      noting({ notes, file, line }, () =>
        readTask(objectIn(task, 'task'), { file, pictures: source.pictures, notes }),
      ) ?? []
    )
  })
}

interface Context {
  readonly file: string
  readonly pictures: PictureIndex
  readonly notes: Note[]
}

function readTask(task: JsonObject, context: Context): SourceEntry[] {
  const { file, pictures, notes } = context
  const where = placeIn(file, lineOf(task))
  const picture = findPicture(objectIn(task['data'], 'data', lineOf(task)), context)
  const annotation = chosenAnnotation(task, where, notes)
  if (annotation === undefined) return [] // not annotated yet: told with the pictures that have no annotation
  const regions = regionsOf(listIn(annotation, 'result'))
  const texts = regions.flatMap((region) => noting({ notes, file }, () => readRegion(region, file, notes)) ?? [])
  const markedAt = regions.map(([first]) => sizeIn(first, 'original_width', 'original_height')).find((size) => size)
  return [{ picture: pictures.pathOf(picture), where, subset: subsetOfFolders(picture), markedAt, texts }]
}

/** The picture of the first address that leads to one; uploaded files have eight characters and a dash before their name. */
function findPicture(data: JsonObject, { file, pictures }: Context): string {
  const addresses = Object.values(data).filter((value) => typeof value === 'string')
  let missing = new SourceError('picture-missing', { found: addresses[0] ?? 'no address' })
  for (const address of addresses) {
    const path = pathIn(address)
    for (const name of [path, path.replace(/[\da-f]{8}-([^/]+)$/i, '$1')]) {
      try {
        return pictures.find(name, { from: file })
      } catch (error) {
        if (!(error instanceof SourceError)) throw error
        if (error.code !== 'picture-missing') missing = error
      }
    }
  }
  throw missing
}

/** `/data/local-files/?d=scans/1.jpg` and `https://host/1.jpg?key` to the path inside. */
function pathIn(address: string): string {
  const local = /[?&]d=([^&]+)/.exec(address)?.[1]
  const path = local ?? address.replace(/[?#].*$/, '')
  try {
    return decodeURIComponent(path)
  } catch {
    return path // a name with a percent sign
  }
}

/** The ground truth, else the latest that was not cancelled. */
function chosenAnnotation(task: JsonObject, where: string, notes: Note[]): JsonObject | undefined {
  const done = (resultsOf(task) ?? []).filter(isObject).filter(({ was_cancelled }) => was_cancelled !== true)
  if (done.length > 1) notes.push(note('older-annotation', where, { found: `${done.length} annotations` }))
  const time = ({ updated_at, created_at }: JsonObject): string => optionalText(updated_at) || optionalText(created_at)
  return (
    done.find(({ ground_truth }) => ground_truth === true) ??
    done.toSorted((a, b) => (time(a) < time(b) ? -1 : 1)).at(-1)
  )
}

type Region = readonly [JsonObject, ...JsonObject[]]

function regionsOf(results: readonly Json[]): Region[] {
  const regions = new Map<string, [JsonObject, ...JsonObject[]]>()
  results.filter(isObject).forEach((result, index) => {
    if (!isObject(result['value'])) return // relations between regions
    const id = optionalText(result['id']) || `#${index}`
    const region = regions.get(id)
    if (region === undefined) regions.set(id, [result])
    else region.push(result)
  })
  return [...regions.values()]
}

function readRegion(region: Region, file: string, notes: Note[]): SourceText[] {
  const [first] = region
  const line = lineOf(first)
  const where = placeIn(file, line)
  const values = region.map(({ value }) => objectIn(value, 'value', line))
  const shape = values.find((value) => outlineKind(value) !== undefined)
  const kind = shape && outlineKind(shape)
  if (shape === undefined || kind === undefined) {
    if (values.some((value) => 'rle' in value)) notes.push(note('mask-refused', where))
    else if (values.some((value) => 'x' in value))
      notes.push(note('shape-skipped', where, { found: optionalText(first['type']) }))
    return [] // else a remark about the whole picture
  }
  if (Number(first['image_rotation'] ?? 0) !== 0)
    throw malformed('image_rotation', '0 (a picture that was not turned in the tool)', first['image_rotation'], line)
  const size = sizeIn(first, 'original_width', 'original_height')
  if (size === undefined) throw malformed('original_width, original_height', 'the size of the picture', undefined, line)
  const labels = values.flatMap(labelsOf)
  const transcript = values
    .flatMap(({ text }) => (isList(text) ? text.map(optionalText) : optionalText(text)))
    .join(' ')
  return [{ polygon: outlines[kind](shape, size), transcript, ignore: labels.some(meansIgnore), where }]
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

function rotationOf({ rotation }: JsonObject): number {
  return typeof rotation === 'number' ? radians(rotation) : 0
}

/** `rectanglelabels`, `polygonlabels`, `labels`, `choices`. */
function labelsOf(value: JsonObject): string[] {
  return Object.entries(value).flatMap(([key, list]) =>
    /labels$|^choices$/.test(key) && isList(list) ? list.map(optionalText) : [],
  )
}

export const labelStudio: Format = {
  title: 'Label Studio (JSON export)',
  recognises: (sample) => sample.kind === 'json' && isExport(sample.json),
  read: (source) => readJsonFiles(source, isExport, readFile),
}
