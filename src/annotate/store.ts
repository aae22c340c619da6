// Reads and writes the annotations of one image in a set that is open for editing: at once, atomically, journalled, never over another's work.
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { errorDetails } from '../core/error-details.ts'
import { UserError } from '../core/errors.ts'
import { explaining, writeFileAtomic } from '../core/files.ts'
import { readRegular } from '../core/read-file.ts'
import { say } from '../core/say.ts'
import { withLock } from '../core/with-lock.ts'
import { annotationsOf, groundTruthWith, revisionOf, type AnnotatedFile, type Wanted } from './compose.ts'
import { editingPaths } from './folder.ts'
import { appendEntry, readJournal, type JournalAction, type JournalEntry } from './journal.ts'
import { openedSet } from './open.ts'

/** One ground truth of a set. */
export interface Place {
  /** The folder of the data set. */
  readonly root: string
  /** Path of the ground truth. */
  readonly path: string
}

/** What an edit says of itself. */
export interface Edit {
  /** The revision that it was made on. */
  readonly revision: string
  /** Which browser, or which program. */
  readonly by: string
  readonly action: JournalAction
  /** Whether a person has looked at it. */
  readonly reviewed: boolean
}

/** What stands there. @throws UserError what the file system said */
export function readAnnotations({ path }: Pick<Place, 'path'>): AnnotatedFile {
  return annotationsOf(bytesOf(path))
}

/**
 * Writes the annotations of an image. When this returns they are on the disk and in the journal; killed at any instant, the file holds
 * all of the old ones or all of the new ones.
 * @throws UserError annotation-conflict (another edit came first), annotation-invalid, not-open-for-editing, set-in-use
 */
export function saveAnnotations(place: Place, wanted: Wanted, edit: Edit): AnnotatedFile {
  return change(place, edit, (before) => groundTruthWith(wanted, before, fileOf(place)))
}

/** Says that a person has looked at an image as it is, or takes that back. @throws as `saveAnnotations` */
export function markReviewed(place: Place, edit: Omit<Edit, 'action'>): AnnotatedFile {
  return change(place, { ...edit, action: 'accept' }, (before) => before.toString('utf8'))
}

/**
 * Takes an image back to a state that it had.
 * @param to revision of that state
 * @throws UserError not-found, and as `saveAnnotations`
 */
export function restoreAnnotations(place: Place, to: string, edit: Omit<Edit, 'action'>): AnnotatedFile {
  const state = historyOf(place).find((entry) => entry.to === to)
  if (state === undefined) throw noSuchState(place, to)
  return change(place, { ...edit, action: 'restore' }, () => state.text)
}

/** Every state that a ground truth had, oldest first; the first is that of the backup. */
export function historyOf(place: Place): JournalEntry[] {
  const paths = editingPaths(place.root)
  const file = fileOf(place)
  const entries = readJournal(paths.journal).filter((entry) => entry.file === file)
  const original = join(paths.backup, file)
  if (!existsSync(original)) return entries
  const { openedAt, by } = openedSet(place.root)
  const text = bytesOf(original).toString('utf8')
  const to = revisionOf(Buffer.from(text))
  return [{ at: openedAt, by, action: 'outside', file, from: to, to, text, reviewed: false }, ...entries]
}

/** Path of the ground truth from the data set's folder, with forward slashes. */
export function fileOf({ root, path }: Place): string {
  return relative(root, path).replaceAll('\\', '/')
}

function change(place: Place, edit: Edit, textFor: (before: Buffer) => string): AnnotatedFile {
  const { root, path } = place
  openedSet(root)
  if (fileOf(place).startsWith('../')) throw outside(place)
  const paths = editingPaths(root)
  const write = (): AnnotatedFile => {
    const before = bytesOf(path)
    const from = revisionOf(before)
    if (from !== edit.revision) throw conflict(place, edit.revision)
    const text = textFor(before)
    const after = Buffer.from(text)
    const to = edit.action === 'accept' ? from : revisionOf(after)
    const common = { at: new Date().toISOString(), file: fileOf(place) }
    // What another program wrote since the last edit is a state to come back to as well.
    if (to !== from && !isKnown(place, from))
      appendEntry(paths.journal, {
        ...common,
        by: '',
        action: 'outside',
        from,
        to: from,
        text: before.toString('utf8'),
        reviewed: false,
      })
    const { by, action, reviewed } = edit
    appendEntry(paths.journal, { ...common, by, action, from, to, text, reviewed })
    if (to !== from) writeFileAtomic(path, after)
    return annotationsOf(to === from ? before : after)
  }
  return withLock(paths.journal, write, (owner) => inUse(root, owner))
}

/** Whether the journal has this state of a file, so that it can be come back to. */
export function isKnown(place: Place, revision: string): boolean {
  return historyOf(place).some(({ to }) => to === revision)
}

function bytesOf(path: string): Buffer {
  return explaining(path, 'read', () => readRegular(path))
}

function conflict(place: Place, revision: string): UserError {
  const last = readJournal(editingPaths(place.root).journal)
    .filter(({ file }) => file === fileOf(place))
    .at(-1)
  return new UserError({
    code: 'annotation-conflict',
    message: say(errorDetails['annotation-conflict'].message),
    expected: say(errorDetails['annotation-conflict'].expected, { revision: revision.slice(0, 12) }),
    found:
      last === undefined
        ? say(errorDetails['annotation-conflict'].foundOutside)
        : say(errorDetails['annotation-conflict'].found, { by: last.by, at: last.at }),
    where: place.path,
    next: say(errorDetails['annotation-conflict'].next),
  })
}

function outside({ root, path }: Place): UserError {
  return new UserError({
    code: 'ground-truth-outside',
    message: say(errorDetails['ground-truth-outside'].message),
    expected: say(errorDetails['ground-truth-outside'].expected, { root }),
    where: path,
    next: say(errorDetails['ground-truth-outside'].next),
  })
}

function inUse(root: string, owner: string): UserError {
  return new UserError({
    code: 'set-in-use',
    message: say(errorDetails['set-in-use'].message),
    expected: say(errorDetails['set-in-use'].expected),
    found: owner,
    where: root,
    next: say(errorDetails['set-in-use'].next),
  })
}

function noSuchState(place: Place, to: string): UserError {
  return new UserError({
    code: 'not-found',
    message: say(errorDetails['not-found'].messageState),
    found: to,
    where: place.path,
  })
}
