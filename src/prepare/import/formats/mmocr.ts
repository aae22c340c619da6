// MMOCR 1.x: one JSON file with `metainfo` and `data_list`, an entry for each image with `img_path`, its size, and `instances`.
// https://mmocr.readthedocs.io/en/dev-1.x/api/generated/mmocr.datasets.OCRDataset.html: an instance has `polygon` (x1, y1, x2, y2,
// ...) or `bbox` (left, top, right, bottom), `ignore` for do not care, and `text` where the set has transcripts.
import { factWords } from '../fact-words.ts'
import {
  isList,
  isObject,
  listIn,
  malformed,
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
import { readMarked } from '../marked-text.ts'
import { noting, placeIn } from '../notes.ts'
import { rectangleBetween } from '../shapes.ts'
import { subsetOf, subsetOfFolders } from '../subset.ts'
import type { SourceEntry, SourceText } from '../types.ts'
import { doNotCare } from '../words.ts'

function isMmocr(json: Json): json is JsonObject {
  return isObject(json) && isList(json['data_list'])
}

function readFile({ json, file, source, notes }: JsonFile<JsonObject>): SourceEntry[] {
  return listIn(json, 'data_list').flatMap((value) => {
    const place = { notes, file, line: lineOfValue(value) }
    const read = (): SourceEntry => {
      const entry = objectIn(value, 'entry of data_list')
      const subset = subsetOf(file)
      const image = source.images.find(textIn(entry, 'img_path'), { from: file, subset })
      const texts = listIn(entry, 'instances').flatMap((instance) =>
        readMarked({ ...place, line: lineOfValue(instance) ?? place.line }, () => [readInstance(instance, file)]),
      )
      return {
        image: source.images.pathOf(image),
        where: placeIn(file, lineOf(entry)),
        subset: subset ?? subsetOfFolders(image),
        markedAt: sizeIn(entry, 'width', 'height'),
        texts,
      }
    }
    return noting(place, read) ?? []
  })
}

function readInstance(value: Json, file: string): SourceText {
  const instance = objectIn(value, 'instance')
  const line = lineOf(instance)
  const { polygon, bbox, ignore } = instance
  const transcript = optionalText(instance['text'])
  return {
    polygon:
      polygon === undefined || polygon === null
        ? boxOf(bbox, line)
        : pairedPoints(numbersFrom(polygon, 'polygon', line), 'polygon', line),
    transcript,
    ignore: ignore === true || ignore === 1 || transcript === doNotCare,
    where: placeIn(file, line),
  }
}

function boxOf(bbox: Json | undefined, line: number): SourceText['polygon'] {
  const numbers = numbersFrom(bbox, 'bbox', line)
  if (numbers.length !== 4) throw malformed('bbox', factWords.boxSides, bbox, line)
  return rectangleBetween([numbers[0], numbers[1]], [numbers[2], numbers[3]])
}

export const mmocr: Format = {
  title: 'MMOCR (JSON with metainfo and data_list)',
  recognises: (sample) => sample.kind === 'json' && isMmocr(sample.json),
  read: (source) => readJsonFiles(source, isMmocr, readFile),
}
