// FUNSD: `annotations/82092117.json` beside `images/82092117.png`, with `form`: blocks of `words`, each with `box` (left, top, right,
// bottom) and `text`. https://guillaumejaume.github.io/FUNSD/work/. Words are the texts here, as their boxes fit what is written; a
// block without words is one text. A word without text marks something that cannot be read: do not care.
import { factWords } from '../fact-words.ts'
import { isList, isObject, listIn, malformed, numbersFrom, objectIn, optionalText } from '../fields.ts'
import type { Format } from '../format.ts'
import { lineOfValue, readJsonFiles, type JsonFile } from '../json-files.ts'
import { lineOf, type Json, type JsonObject } from '../json.ts'
import { readMarked } from '../marked-text.ts'
import { noting, placeIn } from '../notes.ts'
import { stemOf } from '../image-index.ts'
import { rectangleBetween } from '../shapes.ts'
import { subsetOfFolders } from '../subset.ts'
import type { SourceEntry, SourceText } from '../types.ts'

function isForm(json: Json): json is JsonObject {
  return isObject(json) && isList(json['form'])
}

function readFile({ json, file, source, notes }: JsonFile<JsonObject>): SourceEntry[] {
  const image = noting({ notes, file }, () => source.images.findByStem(stemOf(file), { from: file }))
  if (image === undefined) return []
  const place = { notes, file }
  const texts = listIn(json, 'form').flatMap((block) =>
    readMarked(place, () => wordsOf(block).flatMap((word) => readMarked(place, () => [readWord(word, file)]))),
  )
  return [{ image: source.images.pathOf(image), where: file, subset: subsetOfFolders(file), texts }]
}

/** The words of a block, or the block where it has none. */
function wordsOf(value: Json): readonly Json[] {
  const block = objectIn(value, 'block')
  const words = block['words'] ?? []
  if (!isList(words)) throw malformed('words', factWords.aList, words, lineOf(block))
  return words.length > 0 ? words : [block]
}

function readWord(value: Json, file: string): SourceText {
  const word = objectIn(value, 'word', lineOfValue(value))
  const line = lineOf(word)
  const box = numbersFrom(word['box'], 'box', line)
  if (box.length !== 4) throw malformed('box', factWords.boxSides, word['box'], line)
  const transcript = optionalText(word['text'])
  const polygon = rectangleBetween([box[0], box[1]], [box[2], box[3]])
  return { polygon, transcript, ignore: transcript.trim() === '', where: placeIn(file, line) }
}

export const funsd: Format = {
  title: 'FUNSD (annotations/*.json with forms, blocks and words)',
  recognises: (sample) => sample.kind === 'json' && isForm(sample.json),
  read: (source) => readJsonFiles(source, isForm, readFile),
}
