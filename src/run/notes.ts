// What a person writes about a run: a note and tags, in a small file of the run folder.
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../core/errors.ts'
import { explaining, writeFileAtomic } from '../core/files.ts'
import { wordsFor } from '../core/library-words.ts'
import { withLock } from '../core/with-lock.ts'
import { readRegularText } from '../core/read-file.ts'

/** The file's name in a run folder. */
export const notesName = 'notes.json'

/** What stands in notes.json. */
export interface Notes {
  /** Free text, perhaps of several lines; empty for none. */
  readonly note: string
  /** In alphabetical order, each once. */
  readonly tags: readonly string[]
}

export const noNotes: Notes = { note: '', tags: [] }

/** Larger files are not ours. */
const maxBytes = 1_000_000

/** A run's notes; none when there is no file, or none that can be read as one. */
export function readNotes(folder: string): Notes {
  const path = join(folder, notesName)
  if (!existsSync(path)) return noNotes // most runs have none, and an exception takes longer than the question
  try {
    return parseNotes(path)
  } catch {
    return noNotes
  }
}

function parseNotes(path: string): Notes {
  if (statSync(path).size > maxBytes) throw new Error('too large')
  return asNotes(JSON.parse(readRegularText(path)))
}

/** The notes that are to be changed. What a person wrote there and we cannot read is not written over. */
function notesToChange(folder: string): Notes {
  const path = join(folder, notesName)
  if (!existsSync(path)) return noNotes
  try {
    return parseNotes(path)
  } catch (cause) {
    throw new UserError({
      code: 'notes-broken',
      message: say(errorDetails['notes-broken'].message),
      expected: say(errorDetails['notes-broken'].expected, { example: '{"note": "...", "tags": ["..."]}' }),
      found: wordsFor('json', cause),
      where: path,
      next: say(errorDetails['notes-broken'].next),
      cause,
    })
  }
}

function asNotes(value: unknown): Notes {
  if (typeof value !== 'object' || value === null) return noNotes
  const { note, tags } = value as Readonly<Record<string, unknown>>
  return {
    note: typeof note === 'string' ? note : '',
    tags: Array.isArray(tags) ? sorted(tags.filter((tag) => typeof tag === 'string')) : [],
  }
}

/** Writes the note anew, keeping the tags. Throws a UserError when the disk refuses. */
export function writeNote(folder: string, note: string): Notes {
  return changeNotes(folder, (notes) => ({ ...notes, note: note.trim() }))
}

/**
 * Adds and removes tags, keeping the note.
 * @throws UserError `bad-tag` for a tag that could not be typed or asked for
 */
export function changeTags(folder: string, change: { add?: readonly string[]; remove?: readonly string[] }): Notes {
  const { add = [], remove = [] } = change
  for (const tag of add) refuseBadTag(tag)
  return changeNotes(folder, (notes) => {
    const tags = new Set([...notes.tags, ...add])
    for (const tag of remove) tags.delete(tag)
    return { ...notes, tags: sorted([...tags]) }
  })
}

function refuseBadTag(tag: string): void {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._+-]{0,63}$/u.test(tag)) return
  throw new UserError({
    code: 'bad-tag',
    message: say(errorDetails['bad-tag'].message, { tag }),
    expected: say(errorDetails['bad-tag'].expected),
    found: `"${tag}"`,
    next: say(errorDetails['bad-tag'].next),
  })
}

/** Reads, changes and writes in one step that no other change comes between. */
function changeNotes(folder: string, change: (notes: Notes) => Notes): Notes {
  const path = join(folder, notesName)
  explaining(folder, 'write notes into', () => statSync(folder))
  return withLock(path, () => {
    const notes = change(notesToChange(folder))
    writeFileAtomic(path, `${JSON.stringify(notes, null, 2)}\n`)
    return notes
  })
}

function sorted(tags: readonly string[]): string[] {
  return [...new Set(tags)].sort()
}
