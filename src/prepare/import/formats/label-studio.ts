// Label Studio's JSON export: a list of tasks, each with `data` (the image's address) and `annotations` with `result`s.
// https://labelstud.io/guide/task_format. JSON-MIN, its other export, has a task's values side by side under the names of the
// interface (`bbox`, `label`, `transcription`), each with the image's size.
import { factWords } from '../fact-words.ts'
import { say } from '../../../core/say.ts'
import { isList, isObject, listIn, malformed, objectIn, optionalText } from '../fields.ts'
import type { Format } from '../format.ts'
import { lineOfValue, readJsonFiles, type JsonFile } from '../json-files.ts'
import { lineOf, type Json, type JsonObject } from '../json.ts'
import { readMarked, unreadText } from '../marked-text.ts'
import { note, noting, placeIn, SourceError, type Note, type Place } from '../notes.ts'
import type { ImageIndex } from '../image-index.ts'
import { subsetOfFolders } from '../subset.ts'
import type { SourceEntry } from '../types.ts'
import { transcriptAmong } from '../words.ts'
import { readRegion, regionsOf, sizeOf, type Region } from './label-studio-region.ts'

function isExport(json: Json): json is readonly Json[] {
  return isList(json) && json.some((task) => isObject(task) && (isTask(task) || isMinTask(task)))
}

function isTask(task: JsonObject): boolean {
  return isObject(task['data']) && [resultsOf(task), task['predictions']].some(isList)
}

/** A task of JSON-MIN: an object without `data`, with lists of values that know the size of the image. */
function isMinTask(task: JsonObject): boolean {
  return minNames(task).length > 0
}

/** The names of the interface under which a task of JSON-MIN has outlines. */
function minNames(task: JsonObject): string[] {
  if (task['data'] !== undefined) return []
  return Object.entries(task).flatMap(([name, list]) => (isList(list) && list.some(isMinValue) ? [name] : []))
}

function isMinValue(value: Json | undefined): value is JsonObject {
  return isObject(value) && 'original_width' in value
}

/** Older versions called them completions. */
function resultsOf({ annotations, completions }: JsonObject): readonly Json[] | undefined {
  return [annotations, completions].find(isList)
}

function readFile({ json, file, source, notes }: JsonFile<readonly Json[]>): SourceEntry[] {
  const tasks = json.filter(isObject)
  const names = new Set(tasks.flatMap(minNames))
  const isMin = names.size > 0
  const onlyPredicted = !isMin && tasks.every((task) => (resultsOf(task) ?? []).length === 0)
  const annotationsOf = onlyPredicted ? predictionsOf : resultsOf
  const context = { file, images: source.images, notes, names, annotationsOf }
  const entries = json.flatMap((task) => {
    const read = isMin ? readMinTask : readTask
    return noting({ notes, file, line: lineOfValue(task) }, () => read(objectIn(task, 'task'), context)) ?? []
  })
  if (onlyPredicted && entries.length > 0)
    notes.push(
      note('prediction-taken', file, {
        found: say(factWords.predictions, { count: entries.length, tasks: json.length }),
      }),
    )
  return entries
}

function predictionsOf({ predictions }: JsonObject): readonly Json[] | undefined {
  return isList(predictions) ? predictions : undefined
}

interface Context {
  readonly file: string
  readonly images: ImageIndex
  readonly notes: Note[]
  /** Under which names the tasks of the file have outlines, where it is JSON-MIN. */
  readonly names: ReadonlySet<string>
  /** What of a task is taken as its annotations. */
  readonly annotationsOf: (task: JsonObject) => readonly Json[] | undefined
}

function readTask(task: JsonObject, context: Context): SourceEntry[] {
  const { file, notes } = context
  const image = findImage(objectIn(task['data'], 'data', lineOf(task)), context)
  const annotation = chosenAnnotation(context.annotationsOf(task) ?? [], placeIn(file, lineOf(task)), notes)
  if (annotation === undefined) return [] // not annotated yet: told with the images that have no annotation
  const place = { notes, file, line: lineOf(annotation) }
  const results = listIn(annotation, 'result').filter((result) => !isRelation(result))
  const marks = results.map((result) => noting(place, () => resultIn(result)))
  return [entryOf({ task, image, marks, regions: regionsOf(marks.filter(isObject)) }, context)]
}

/** Says how two regions belong together. */
function isRelation(result: Json): boolean {
  return isObject(result) && result['type'] === 'relation'
}

/** A result with a value. */
function resultIn(value: Json): JsonObject {
  const result = objectIn(value, 'result')
  objectIn(result['value'], 'value', lineOf(result))
  return result
}

function readMinTask(task: JsonObject, context: Context): SourceEntry[] {
  const place = { notes: context.notes, file: context.file, line: lineOf(task) }
  const image = findImage(task, context)
  const marks = [...context.names].flatMap((name) => {
    const values = task[name] === undefined ? [] : task[name]
    return (isList(values) ? values : [values]).map((value) => noting(place, () => minValueIn(value, name)))
  })
  const regions = minRegions(task, marks.filter(isObject), place)
  return [entryOf({ task, image, marks, regions }, context)]
}

function minValueIn(value: Json, name: string): JsonObject {
  if (isMinValue(value)) return value
  throw malformed(name, factWords.sizedOutlines, value, lineOfValue(value))
}

/** What was found on an image. */
interface ReadTask {
  readonly task: JsonObject
  readonly image: string
  /** Undefined where one could not be understood, which was told. */
  readonly marks: readonly (JsonObject | undefined)[]
  readonly regions: readonly Region[]
}

function entryOf({ task, image, marks, regions }: ReadTask, { file, images, notes }: Context): SourceEntry {
  const where = placeIn(file, lineOf(task))
  const markedAt = sizeOf(regions)
  const unread = marks.flatMap((mark) => (mark === undefined ? [unreadText(where)] : []))
  const texts = regions.flatMap((region) => readMarked({ notes, file }, () => readRegion(region, file, notes)))
  return { image: images.pathOf(image), where, subset: subsetOfFolders(image), markedAt, texts: [...texts, ...unread] }
}

/** Values of one outline are one region, however many names it stands under; transcripts come in the order of the regions. */
function minRegions(task: JsonObject, values: readonly JsonObject[], { notes, file, line }: Place): Region[] {
  const regions = new Map<string, [JsonObject, ...JsonObject[]]>()
  for (const value of values) {
    const { x, y, width, height, rotation, points, radiusX, rle } = value
    const outline = JSON.stringify([x, y, width, height, rotation, points, radiusX, rle])
    const region = regions.get(outline)
    if (region === undefined) regions.set(outline, [value])
    else region.push(value)
  }
  const texts = transcriptsOf(task)
  const isPlaced = texts.length === 0 || texts.length === regions.size
  if (!isPlaced)
    notes.push(
      note('transcripts-unplaced', placeIn(file, line), {
        found: say(factWords.textsForOutlines, { texts: texts.length, outlines: regions.size }),
      }),
    )
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
  let missing = new SourceError('image-missing', { found: addresses[0] ?? factWords.noAddress })
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
  const all = annotations.map((annotation) => objectIn(annotation, 'annotation'))
  const done = all.filter(({ was_cancelled }) => was_cancelled !== true)
  if (done.length > 1)
    notes.push(note('older-annotation', where, { found: say(factWords.annotations, { count: done.length }) }))
  const time = ({ updated_at, created_at }: JsonObject): string => optionalText(updated_at) || optionalText(created_at)
  return (
    done.find(({ ground_truth }) => ground_truth === true) ??
    done.toSorted((a, b) => (time(a) < time(b) ? -1 : 1)).at(-1)
  )
}

export const labelStudio: Format = {
  title: 'Label Studio (JSON export)',
  recognises: (sample) => sample.kind === 'json' && isExport(sample.json),
  read: (source) => readJsonFiles(source, isExport, readFile),
}
