// Names, notes and tags of runs: what a person calls them and writes about them.
import { type NameChange, nameRun, unnameRun } from '../../run/names.ts'
import { type Notes, changeTags, readNotes, writeNote } from '../../run/notes.ts'
import { resolveRun } from '../../run/resolve.ts'
import { workdirsOf } from '../../run/list/list.ts'

/** Which run, and where runs are. */
export interface RunReference {
  /** A folder, an id, a name, or `latest`. */
  readonly run: string
  readonly workdirs: string
}

export interface NameReport extends NameChange {
  readonly id: string
}

/** Gives a run a name. `move` takes it from the run that has it. @throws UserError `bad-name`, `name-taken` */
export function giveName({ run, workdirs }: RunReference, name: string, move = false): NameReport {
  const entry = resolveRun(run, workdirs)
  return { id: entry.id, ...nameRun(entry, name, { workdirs: workdirsOf(entry), move }) }
}

/** Takes a name away. @throws UserError `name-unknown`, `name-not-one` */
export function takeName(name: string, workdirs: string): NameChange {
  return unnameRun(name, workdirs)
}

export interface NotesReport extends Notes {
  readonly id: string
  /** Whether anything was written. */
  readonly changed: boolean
}

/** Writes a run's note anew; without a text it is only read. */
export function noteRun({ run, workdirs }: RunReference, text?: string): NotesReport {
  const { id, folder } = resolveRun(run, workdirs)
  return { id, ...(text === undefined ? readNotes(folder) : writeNote(folder, text)), changed: text !== undefined }
}

/** Adds tags, or takes them away; without any they are only read. @throws UserError `bad-tag` */
export function tagRun({ run, workdirs }: RunReference, tags: readonly string[], remove = false): NotesReport {
  const { id, folder } = resolveRun(run, workdirs)
  if (tags.length === 0) return { id, ...readNotes(folder), changed: false }
  return { id, ...changeTags(folder, remove ? { remove: tags } : { add: tags }), changed: true }
}
