// What is said about an import, in English and Chinese: every kind of note by its code.
import { divisionNotes } from './note-words/division.ts'
import { fileNotes } from './note-words/files.ts'
import { imageNotes } from './note-words/images.ts'
import { textNotes } from './note-words/texts.ts'
import type { NoteKinds } from './note-words/kind.ts'

export type { NoteSeverity } from './note-words/kind.ts'

/** The closed list of kinds, by code. */
export const noteKinds = {
  ...fileNotes,
  ...imageNotes,
  ...textNotes,
  ...divisionNotes,
} as const satisfies NoteKinds

/** Stable, in kebab case, for `--json` and for tests. */
export type NoteCode = keyof typeof noteKinds
