// Label Studio's JSON export: a list of tasks, each with `data` (the image's address) and `annotations` with `result`s.
// https://labelstud.io/guide/task_format, https://labelstud.io/tags/rectanglelabels: x, y, width and height are percents of the
// image; (x, y) is the upper left corner before the rotation, which turns about that corner, clockwise, in degrees. Results with
// the same id are one region: its outline, its labels, and (type `textarea`) its transcript. JSON-MIN, its other export, has a task's
// values side by side under the names of the interface (`bbox`, `label`, `transcription`), each with the image's size.
import type { Polygon } from '../../../geometry/points.ts'
import { isList, isObject, listIn, malformed, numberIn, objectIn, optionalText, pointsFrom, sizeIn } from '../fields.ts'
import type { Format } from '../format.ts'
import { lineOfValue, readJsonFiles, type JsonFile } from '../json-files.ts'
import { lineOf, type Json, type JsonObject } from '../json.ts'
import { readMarked, unreadText } from '../marked-text.ts'
import { note, noting, placeIn, SourceError, type Note } from '../notes.ts'
import type { ImageIndex } from '../image-index.ts'
import { ellipse, radians, rectangleAt, roundedPolygon, turned } from '../shapes.ts'
import { subsetOfFolders } from '../subset.ts'
import type { MarkedText, Size, SourceEntry } from '../types.ts'
import { meansIgnore, transcriptAmong } from '../words.ts'

function isExport(json: Json): json is readonly Json[] {
  return isList(json) && json.some((task) => isObject(task) && (isTask(task) || isMinTask(task)))
}

function isTask(task: JsonObject): boolean {
  return isObject(task['data']) && [resultsOf(task), task['predictions']].some(isList)
}

/** A task of JSON-MIN: an object without `data`, with lists of values that know the size of the image. */
function isMinTask(task: JsonObject): boolean {
  return task['data'] === undefined && minValues(task).length > 0
}

function minValues(task: JsonObject): JsonObject[] {
  return Object.values(task).flatMap((list) =>
    isList(list) ? list.filter(isObject).filter((value) => 'original_width' in value) : [],
  )
}

/** Older versions called them completions. */
function resultsOf({ annotations, completions }: JsonObject): readonly Json[] | undefined {
  return [annotations, completions].find(isList)
}

function readFile({ json, file, source, notes }: JsonFile<readonly Json[]>): SourceEntry[] {
  const tasks = json.filter(isObject)
  const isMin = tasks.some(isMinTask)
  const onlyPredicted = !isMin && tasks.every((task) => (resultsOf(task) ?? []).length === 0)
  const context = { file, images: source.images, notes, annotationsOf: onlyPredicted ? predictionsOf : resultsOf }
  const entries = json.flatMap((task) => {
    const read = isMin ? readMinTask : readTask
    return noting({ notes, file, line: lineOfValue(task) }, () => read(objectIn(task, 'task'), context)) ?? []
  })
  if (onlyPredicted && entries.length > 0)
    notes.push(note('prediction-taken', file, { found: `${entries.length} of ${json.length} tasks with predictions` }))
  return entries
}

function predictionsOf({ predictions }: JsonObject): readonly Json[] | undefined {
  return isList(predictions) ? predictions : undefined
}

interface Context {
  readonly file: string
  readonly images: ImageIndex
  readonly notes: Note[]
  /** What of a task is taken as its annotations. */
  readonly annotationsOf: (task: JsonObject) => readonly Json[] | undefined
}

function readTask(task: JsonObject, context: Context): SourceEntry[] {
  const { file, images, notes } = context
  const where = placeIn(file, lineOf(task))
  const image = findImage(objectIn(task['data'], 'data', lineOf(task)), context)
  const annotation = chosenAnnotation(context.annotationsOf(task) ?? [], where, notes)
  if (annotation === undefined) return [] // not annotated yet: told with the images that have no annotation
  const regions = regionsOf(listIn(annotation, 'result'))
  const texts = regions.flatMap((region) => readMarked({ notes, file }, () => readRegion(region, file, notes)))
  return [{ image: images.pathOf(image), where, subset: subsetOfFolders(image), markedAt: sizeOf(regions), texts }]
}

function sizeOf(regions: readonly Region[]): Size | undefined {
  return regions.map(({ first }) => sizeIn(first, 'original_width', 'original_height')).find((size) => size)
}

function readMinTask(task: JsonObject, context: Context): SourceEntry[] {
  const { file, images, notes } = context
  const where = placeIn(file, lineOf(task))
  const image = findImage(task, context)
  const regions = minRegions(task, where, notes)
  const texts = regions.flatMap((region) => readMarked({ notes, file }, () => readRegion(region, file, notes)))
  return [{ image: images.pathOf(image), where, subset: subsetOfFolders(image), markedAt: sizeOf(regions), texts }]
}

/** Values of one outline are one region, however many names it stands under; transcripts come in the order of the regions. */
function minRegions(task: JsonObject, where: string, notes: Note[]): Region[] {
  const regions = new Map<string, [JsonObject, ...JsonObject[]]>()
  for (const value of minValues(task)) {
    const { x, y, width, height, rotation, points, radiusX, rle } = value
    const outline = JSON.stringify([x, y, width, height, rotation, points, radiusX, rle])
    const region = regions.get(outline)
    if (region === undefined) regions.set(outline, [value])
    else region.push(value)
  }
  const texts = transcriptsOf(task)
  const isPlaced = texts.length === 0 || texts.length === regions.size
  if (!isPlaced)
    notes.push(note('transcripts-unplaced', where, { found: `${texts.length} for ${regions.size} outlines` }))
  return [...regions.values()].map((values, index) => ({
    first: values[0],
    values,
    ...(isPlaced && texts.length > 0 && { transcript: texts[index] }),
  }))
}

function transcriptsOf(task: JsonObject): readonly string[] {
  const lists = Object.entries(task).flatMap(([name, value]) =>
    isList(value) && value.every((item) => typeof item === 'string') ? [[name, value] as const] : [],
  )
  const [found] = lists.filter(([name]) => transcriptAmong({ [name]: '' }) !== undefined)
  return found?.[1] ?? [transcriptAmong(task) ?? []].flat()
}

/** The image of the first address that leads to one. */
function findImage(data: JsonObject, { file, images }: Context): string {
  const addresses = Object.values(data).filter((value) => typeof value === 'string')
  let missing = new SourceError('image-missing', { found: addresses[0] ?? 'no address' })
  for (const address of addresses) {
    try {
      return images.find(address, { from: file })
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      if (error.code !== 'image-missing') missing = error
    }
  }
  throw missing
}

/** The ground truth, else the latest that was not cancelled. */
function chosenAnnotation(annotations: readonly Json[], where: string, notes: Note[]): JsonObject | undefined {
  const done = annotations.filter(isObject).filter(({ was_cancelled }) => was_cancelled !== true)
  if (done.length > 1) notes.push(note('older-annotation', where, { found: `${done.length} annotations` }))
  const time = ({ updated_at, created_at }: JsonObject): string => optionalText(updated_at) || optionalText(created_at)
  return (
    done.find(({ ground_truth }) => ground_truth === true) ??
    done.toSorted((a, b) => (time(a) < time(b) ? -1 : 1)).at(-1)
  )
}

/** One place on an image. */
interface Region {
  /** Knows the size of the image; the line of it is that of the region. */
  readonly first: JsonObject
  /** Outline, labels, transcript. */
  readonly values: readonly JsonObject[]
  /** Where it does not stand in the values. */
  readonly transcript?: string
}

function regionsOf(results: readonly Json[]): Region[] {
  const regions = new Map<string, [JsonObject, ...JsonObject[]]>()
  results.filter(isObject).forEach((result, index) => {
    if (!isObject(result['value'])) return // relations between regions
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

/** Whether a value says something without marking a place: a choice, a rating, a text about the whole image. */
function isRemark(value: JsonObject): boolean {
  return Object.keys(value).every((key) => remarks.has(key))
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

function readRegion(region: Region, file: string, notes: Note[]): MarkedText[] {
  const { first, values } = region
  const line = lineOf(first)
  const where = placeIn(file, line)
  const shape = values.find((value) => outlineKind(value) !== undefined)
  const kind = shape && outlineKind(shape)
  if (shape === undefined || kind === undefined) {
    const isMask = values.some((value) => 'rle' in value || value['format'] === 'rle')
    if (!isMask && values.every(isRemark)) return [] // about the whole image
    notes.push(
      isMask ? note('mask-refused', where) : note('shape-skipped', where, { found: optionalText(first['type']) }),
    )
    return [unreadText(where)]
  }
  if (Number(first['image_rotation'] ?? 0) !== 0)
    throw malformed('image_rotation', '0 (an image that was not turned in the tool)', first['image_rotation'], line)
  const size = sizeIn(first, 'original_width', 'original_height')
  if (size === undefined) throw malformed('original_width, original_height', 'the size of the image', undefined, line)
  const labels = values.flatMap(labelsOf)
  const texts = values.flatMap(({ text }) => (isList(text) ? text.map(optionalText) : optionalText(text)))
  const transcript = region.transcript ?? texts.join(' ')
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
