// COCO object detection: one JSON file with `images`, `annotations` and `categories`; also COCO-Text and TextOCR (`imgs`, `anns`).
// https://cocodataset.org/#format-data: `segmentation` is a list of polygons `[x1, y1, x2, y2, ...]` or, for crowds, run-length
// encoded; `bbox` is x, y, width, height. Do not care: `iscrowd` is 1, `ignore` is 1, the category says so, or (COCO-Text)
// `legibility` is illegible. COCO has no field for transcripts: `utf8_string` (COCO-Text) and the usual names are looked for.
import { factWords } from '../fact-words.ts'
import { say } from '../../../core/say.ts'
import type { Polygon } from '../../../geometry/points.ts'
import {
  idText,
  isList,
  isObject,
  malformed,
  numberFrom,
  numbersFrom,
  objectIn,
  optionalText,
  pairedPoints,
  sizeIn,
  textIn,
} from '../fields.ts'
import type { Format } from '../format.ts'
import { lineOfValue, readJsonFiles, type JsonFile } from '../json-files.ts'
import { lineOf, type Json, type JsonObject } from '../json.ts'
import { readMarked, unreadText } from '../marked-text.ts'
import { note, noting, placeIn, SourceError, type Note } from '../notes.ts'
import { radians, rectangleAt, turned } from '../shapes.ts'
import type { Source } from '../source.ts'
import { subsetOf, subsetOfFolders } from '../subset.ts'
import type { MarkedText, SourceEntry } from '../types.ts'
import { doNotCare, meansIgnore, transcriptAmong } from '../words.ts'

/** One file with what its images and annotations refer to. */
interface CocoFile {
  readonly file: string
  readonly source: Source
  readonly notes: Note[]
  /** The names of the images of each id, as text: some tools write numbers here and strings there. */
  readonly names: ReadonlyMap<string, ReadonlySet<string>>
  /** By the id of the image. */
  readonly annotations: ReadonlyMap<string, readonly JsonObject[]>
  /** The names of the categories of each id. */
  readonly categories: ReadonlyMap<string, ReadonlySet<string>>
  /** Class names of texts without transcript. */
  readonly dropped: Set<string>
}

function isCoco(json: Json): json is JsonObject {
  return isObject(json) && imagesOf(json) !== undefined && annotationsOf(json) !== undefined
}

/** Lists in COCO, objects by id in COCO-Text. */
function imagesOf({ images, imgs }: JsonObject): readonly Json[] | undefined {
  return itemsOf(images ?? imgs)
}

function annotationsOf({ annotations, anns }: JsonObject): readonly Json[] | undefined {
  return itemsOf(annotations ?? anns)
}

function itemsOf(value: Json | undefined): readonly Json[] | undefined {
  if (isList(value)) return value
  return isObject(value) ? (Object.values(value) as Json[]) : undefined
}

function readFile({ json, file, source, notes }: JsonFile<JsonObject>): SourceEntry[] {
  const images = imagesOf(json) ?? []
  const categories = namesById(itemsOf(json['categories']) ?? [], 'name')
  const names = namesById(images, 'file_name')
  const annotations = byImage(annotationsOf(json) ?? [], names, { notes, file })
  const coco: CocoFile = { file, source, notes, names, annotations, categories, dropped: new Set() }
  const entries = images.flatMap(
    (image) => noting({ notes, file, line: lineOfValue(image) }, () => readImage(image, coco)) ?? [],
  )
  if (coco.dropped.size > 0) notes.push(note('labels-dropped', file, { found: [...coco.dropped].join(', ') }))
  return entries
}

function namesById(items: readonly Json[], nameKey: string): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>()
  for (const item of items.filter(isObject)) {
    const [id, name] = [idText(item['id']), optionalText(item[nameKey])]
    if (id !== '') names.set(id, (names.get(id) ?? new Set<string>()).add(name))
  }
  return names
}

function byImage(
  annotations: readonly Json[],
  names: CocoFile['names'],
  place: { readonly notes: Note[]; readonly file: string },
): Map<string, JsonObject[]> {
  const groups = new Map<string, JsonObject[]>([...names.keys()].map((id) => [id, []]))
  for (const value of annotations) {
    noting(place, () => {
      const annotation = objectIn(value, 'annotation')
      const group = groups.get(idText(annotation['image_id']))
      if (group === undefined)
        throw malformed('image_id', factWords.idOfImage, annotation['image_id'], lineOf(annotation))
      group.push(annotation)
    })
  }
  return groups
}

function readImage(value: Json, coco: CocoFile): SourceEntry {
  const { file, source } = coco
  const entry = objectIn(value, 'image')
  const ofFile = subsetOf(optionalText(entry['set'])) ?? subsetOf(file) // COCO-Text names the set of each image
  const image = source.images.find(textIn(entry, 'file_name'), { from: file, subset: ofFile })
  return {
    image: source.images.pathOf(image),
    where: placeIn(file, lineOf(entry)),
    subset: ofFile ?? subsetOfFolders(image),
    markedAt: sizeIn(entry, 'width', 'height'),
    texts: textsOf(entry, coco),
  }
}

/** The texts that name an image by its id; a text of unknown place where other images have that id. */
function textsOf(entry: JsonObject, coco: CocoFile): readonly MarkedText[] {
  const { file, notes } = coco
  const id = idText(entry['id'])
  if (id === '') throw malformed('id', factWords.idOfTheImage, entry['id'], lineOf(entry))
  return readMarked({ notes, file, line: lineOf(entry) }, () => {
    const names = [...(coco.names.get(id) ?? [])]
    if (names.length > 1) throw new SourceError('id-shared', { found: `${id}: ${names.slice(0, 3).join(', ')}` })
    return (coco.annotations.get(id) ?? []).flatMap((annotation) =>
      readMarked({ notes, file, line: lineOf(annotation) }, () => readAnnotation(annotation, coco)),
    )
  })
}

function readAnnotation(annotation: JsonObject, coco: CocoFile): MarkedText[] {
  const line = lineOf(annotation)
  const where = placeIn(coco.file, line)
  const category = categoryOf(annotation, coco)
  const transcript = transcriptOf(annotation)
  const ignore = isIgnored(annotation) || meansIgnore(category) || transcript === doNotCare
  if (transcript === undefined && category !== '' && !ignore) coco.dropped.add(category)
  const { segmentation } = annotation
  if (isObject(segmentation) || typeof segmentation === 'string') {
    coco.notes.push(note('mask-refused', where, { found: factWords.runLength }))
    return [annotation['bbox'] === undefined ? unreadText(where) : boxToIgnore(annotation, where)]
  }
  const polygons = polygonsOrBox(annotation, coco)
  if (polygons === undefined) return [boxToIgnore(annotation, where)]
  if (polygons.length > 1)
    coco.notes.push(note('several-parts', where, { found: say(factWords.outlines, { count: polygons.length }) }))
  return polygons.map((polygon) => ({ polygon, transcript: transcript ?? '', ignore, where }))
}

/** The name of its category; any of several, where all of them count or none does. */
function categoryOf(annotation: JsonObject, { categories }: CocoFile): string {
  const id = idText(annotation['category_id'])
  const [name = '', ...others] = categories.get(id) ?? []
  if (others.some((other) => meansIgnore(other) !== meansIgnore(name)))
    throw malformed('category_id', factWords.idOfOne, `${id}: ${[name, ...others].join(', ')}`, lineOf(annotation))
  return name
}

/** Of a text whose outline cannot be read, its box as a region that does not count. */
function boxToIgnore(annotation: JsonObject, where: string): MarkedText {
  return { polygon: boxOf(annotation), transcript: '', ignore: true, where }
}

/** The outlines; undefined, and a note, when one of them cannot be read but there is a box. */
function polygonsOrBox(annotation: JsonObject, { file, notes }: CocoFile): readonly Polygon[] | undefined {
  try {
    return polygonsOf(annotation)
  } catch (error) {
    if (!(error instanceof SourceError) || annotation['bbox'] === undefined) throw error
    boxOf(annotation) // where the box is what cannot be read, it throws again
    notes.push(note('outline-unread', placeIn(file, error.line ?? lineOf(annotation)), error.facts))
    return undefined
  }
}

/** The outlines of `segmentation`, of a flat `mask` or `points` (COCO-Text, TextOCR), or the box. */
function polygonsOf(annotation: JsonObject): readonly Polygon[] {
  const line = lineOf(annotation)
  for (const key of ['segmentation', 'mask', 'points']) {
    const value = annotation[key]
    if (value === undefined || value === null || (isList(value) && value.length === 0)) continue
    if (!isList(value)) throw malformed(key, factWords.numbers, value, line)
    const parts = isList(value[0]) ? value : [value]
    return parts.map((part) => pairedPoints(numbersFrom(part, key, line), key, line))
  }
  return [boxOf(annotation)]
}

function boxOf(annotation: JsonObject): Polygon {
  const line = lineOf(annotation)
  const box = numbersFrom(annotation['bbox'], 'bbox', line)
  if (box.length !== 4) throw malformed('bbox', factWords.boxSize, annotation['bbox'], line)
  const [x, y, width, height] = box
  return turned(rectangleAt(x, y, width, height), [x + width / 2, y + height / 2], rotationOf(annotation))
}

/** CVAT writes the turn of a box beside it: `attributes.rotation`, in degrees, clockwise about its middle. */
function rotationOf({ attributes }: JsonObject): number {
  const rotation = isObject(attributes) ? attributes['rotation'] : undefined
  return rotation === undefined ? 0 : radians(numberFrom(rotation, 'rotation', lineOf(attributes as JsonObject)))
}

function isIgnored({ iscrowd, ignore, legibility, attributes }: JsonObject): boolean {
  const isSet = (flag: Json | undefined): boolean => flag === 1 || flag === true || flag === 'true'
  return (
    [iscrowd, ignore].some(isSet) ||
    legibility === 'illegible' ||
    (isObject(attributes) && Object.entries(attributes).some(([name, value]) => isSet(value) && meansIgnore(name)))
  )
}

function transcriptOf(annotation: JsonObject): string | undefined {
  const { attributes } = annotation
  return transcriptAmong(annotation) ?? (isObject(attributes) ? transcriptAmong(attributes) : undefined)
}

export const coco: Format = {
  title: 'COCO (JSON with images and annotations; COCO-Text too)',
  recognises: (sample) => sample.kind === 'json' && isCoco(sample.json),
  read: (source) => readJsonFiles(source, isCoco, readFile),
}
