// Formats of JSON files: goes through all of them, and leaves those of other kinds aside.
import { isObject } from './fields.ts'
import { lineOf, type Json } from './json.ts'
import { note, notingLater, type Note } from './notes.ts'
import { CollectedReading } from './reading.ts'
import type { Source } from './source.ts'
import type { SourceEntry, SourceReading } from './types.ts'

/** One JSON file of a source. */
export interface JsonFile<T extends Json> {
  readonly json: T
  /** Relative to the source. */
  readonly file: string
  readonly source: Source
  /** To add to. */
  readonly notes: Note[]
}

/** Reads every JSON file that `accepts` takes, one after the other, so that one is in memory at a time. */
export async function readJsonFiles<T extends Json>(
  source: Source,
  accepts: (json: Json) => json is T,
  read: (file: JsonFile<T>) => readonly SourceEntry[],
): Promise<SourceReading> {
  const reading = new CollectedReading(source)
  const { notes } = reading
  for (const file of source.files.filter((name) => /\.json$/i.test(name))) {
    const json = await notingLater({ notes, file }, () => source.json(file))
    if (json === undefined) continue
    if (accepts(json)) reading.addAll(read({ json, file, source, notes }))
    else notes.push(note('file-unused', file))
  }
  return reading.finish()
}

/** The line a value begins in, where it is an object. */
export function lineOfValue(value: Json | undefined): number | undefined {
  return isObject(value) ? lineOf(value) : undefined
}
