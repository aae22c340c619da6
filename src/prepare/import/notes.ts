// A note of an import with its place and facts, and the error that becomes one.
import { type ChineseParts, type Text, chineseOf, textIn } from '../../core/errors.ts'
import { noteKinds, type NoteCode, type NoteSeverity } from './note-words.ts'

/** The facts of one case. */
export interface NoteFacts {
  readonly expected?: Text | undefined
  readonly found?: Text | undefined
}

/** One thing to say about an import. */
export interface Note {
  readonly code: NoteCode
  readonly severity: NoteSeverity
  /** A path, or a path and a line, relative to the source: `Label.txt:3`. */
  readonly where: string
  /** One sentence without a final full stop. */
  readonly message: string
  /** A short noun phrase. */
  readonly expected?: string
  /** A short noun phrase. */
  readonly found?: string
  /** What to do, as an instruction. */
  readonly next: string
  /** What of it is said in Chinese; the other fields are English. */
  readonly chinese: ChineseParts
}

/** Puts the facts of a case into its place; severity, message and remedy come from the table. */
export function note(code: NoteCode, where: string, { expected, found }: NoteFacts = {}): Note {
  const { severity, message, next } = noteKinds[code]
  return {
    code,
    severity,
    where,
    message: message.en,
    ...(expected !== undefined && { expected: textIn(expected, 'en') }),
    ...(found !== undefined && { found: textIn(found, 'en') }),
    next: next.en,
    chinese: chineseOf({ message, expected, found, next }),
  }
}

/** A note as programs get it: in English. */
export type PlainNote = Omit<Note, 'chinese'>

export function plainNote({ chinese: _chinese, ...note }: Note): PlainNote {
  return note
}

/** Thrown while a source is read, by whoever does not know the place; `noting` turns it into a note. */
export class SourceError extends Error {
  readonly code: NoteCode
  readonly facts: NoteFacts
  /** From 1, within the file that is read. */
  readonly line: number | undefined

  constructor(code: NoteCode, facts: NoteFacts = {}, line?: number) {
    super(noteKinds[code].message.en)
    this.name = 'SourceError'
    this.code = code
    this.facts = facts
    this.line = line
  }
}

/** `Label.txt:3` */
export function placeIn(file: string, line: number | undefined): string {
  return line === undefined ? file : `${file}:${line}`
}

/** Where something is read: the notes to add to, the file, and the line unless the error knows a better one. */
export interface Place {
  readonly notes: Note[]
  readonly file: string
  readonly line?: number | undefined
}

/** The result of `read`, or undefined and a note when it throws a `SourceError`. */
export function noting<T>({ notes, file, line }: Place, read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    notes.push(note(error.code, placeIn(file, error.line ?? line), error.facts))
    return undefined
  }
}

/** The same for work that takes time. */
export async function notingLater<T>({ notes, file, line }: Place, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    notes.push(note(error.code, placeIn(file, error.line ?? line), error.facts))
    return undefined
  }
}
