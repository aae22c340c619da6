// What a format's reader collects while it goes through the files of a source, bounded in all: many files can hold what one may not.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { note, type Note } from './notes.ts'
import type { Source } from './source.ts'
import type { SourceEntry, SourceReading } from './types.ts'

/** Most texts of one source, an image counted as one more: about 2.6 GB with what is made of them. */
export const maxSourceTexts = 2e6

/** The entries and notes of one source, in the order of its files. */
export class CollectedReading {
  readonly notes: Note[] = []
  readonly #source: Source
  readonly #max: number
  readonly #entries: SourceEntry[] = []
  #texts = 0

  constructor(source: Source, max = maxSourceTexts) {
    this.#source = source
    this.#max = max
  }

  /** @throws UserError source-too-big */
  add(entry: SourceEntry): void {
    this.#texts += 1 + entry.texts.length
    if (this.#texts > this.#max) throw this.#tooBig(entry.where)
    this.#entries.push(entry)
  }

  /** @throws UserError source-too-big */
  addAll(entries: readonly SourceEntry[]): void {
    for (const entry of entries) this.add(entry)
  }

  addNotes(notes: readonly Note[]): void {
    for (const one of notes) this.notes.push(one)
  }

  /** Everything collected, with a note for each image that no entry has. */
  finish(): SourceReading {
    const { images, notes } = this.#source
    this.addNotes(notes)
    const annotated = new Set(this.#entries.map(({ image }) => image))
    for (const path of images.paths) {
      if (!annotated.has(images.pathOf(path))) this.notes.push(note('image-unannotated', path))
    }
    return { entries: this.#entries, notes: this.notes }
  }

  #tooBig(where: string): UserError {
    return new UserError({
      code: 'source-too-big',
      message: say(errorDetails['source-too-big'].message),
      expected: say(errorDetails['source-too-big'].expected, { most: this.#max }),
      found: say(errorDetails['source-too-big'].found, { file: where }),
      where: this.#source.root,
      next: say(errorDetails['source-too-big'].next),
    })
  }
}
