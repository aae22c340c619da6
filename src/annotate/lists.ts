// The lists of a set that is edited: which images are learnt from and which are measured on. Both change together, or not at all.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { errorDetails } from '../core/error-details.ts'
import { UserError } from '../core/errors.ts'
import { explaining, writeFileAtomic } from '../core/files.ts'
import { readRegular } from '../core/read-file.ts'
import { say } from '../core/say.ts'
import { readState, type StateForm } from '../core/state-file.ts'
import { withLock } from '../core/with-lock.ts'
import { splits, type Split } from '../data/read/list.ts'
import { linesOfFile } from '../data/read/text-file.ts'
import { revisionOf } from './compose.ts'
import { editingPaths } from './folder.ts'
import { appendEntry, readJournal, type JournalEntry } from './journal.ts'
import { openedSet } from './open.ts'
import { historyOf, isKnown } from './store.ts'

/** The texts of both lists; empty: there is none. */
export type Lists = Readonly<Record<Split, string>>

const listNames = { train: 'train_list.txt', test: 'test_list.txt' } as const

/** Who changes the lists, and by what. */
export interface ListChange {
  readonly by: string
  readonly action: 'add' | 'split' | 'restore'
}

/** The lines of a list that are not blank, with their numbers from 1. */
export function linesOfList(root: string, split: Split) {
  return linesOfFile(bytesOf(root, split)).lines
}

/**
 * Changes the lists. When this returns they are on the disk and in the journal; killed at any instant, `finishLists` brings both to
 * what they were to be.
 * @param listsFor the lists that are wanted; one that is left out stays as it is
 * @throws UserError not-open-for-editing, what `listsFor` throws, and what the file system said
 */
export function changeLists(root: string, { by, action }: ListChange, listsFor: () => Partial<Lists>): void {
  openedSet(root)
  const paths = editingPaths(root)
  finishLists(root)
  withLock(paths.journal, () => {
    const wanted = listsFor()
    const at = new Date().toISOString()
    for (const split of splits) {
      const text = wanted[split]
      const before = bytesOf(root, split)
      const [from, to] = [revisionOf(before), revisionOf(Buffer.from(text ?? ''))]
      if (text === undefined || from === to) continue
      const common = { at, by, file: listNames[split], reviewed: false }
      const place = { root, path: join(root, listNames[split]) }
      // What the list was before is a state to come back to.
      if (!isKnown(place, from))
        appendEntry(paths.journal, { ...common, action: 'outside', from, to: from, text: textOf(before) })
      appendEntry(paths.journal, { ...common, action, from, to, text })
    }
    writeFileAtomic(paths.lists, `${JSON.stringify(wanted)}\n`)
    writeLists(root, wanted)
  })
}

/** Brings the lists to what they were to be when a process was killed while it changed them. */
export function finishLists(root: string): void {
  const { lists, journal } = editingPaths(root)
  if (!existsSync(lists)) return
  withLock(journal, () => {
    if (existsSync(lists)) writeLists(root, readState<Partial<Lists>>(lists, listsForm))
  })
}

const listsForm: StateForm<Partial<Lists>> = {
  isWhole: (wanted) =>
    !Array.isArray(wanted) && splits.every((split) => ['string', 'undefined'].includes(typeof wanted[split])),
  next: say(errorDetails['state-damaged'].nextLists),
}

/** The test list first: until the training list is written too, `check` tells that an image stands in both. */
function writeLists(root: string, wanted: Partial<Lists>): void {
  for (const split of [...splits].reverse()) {
    const [path, text] = [join(root, listNames[split]), wanted[split]]
    if (text === '') rmSync(path, { force: true })
    else if (text !== undefined) writeFileAtomic(path, text)
  }
  rmSync(editingPaths(root).lists, { force: true })
}

/** The last division, while nothing changed the lists since: it can be taken back. */
export function lastSplit(
  root: string,
): { readonly at: string; readonly entries: readonly JournalEntry[] } | undefined {
  const names: readonly string[] = Object.values(listNames)
  const entries = readJournal(editingPaths(root).journal).filter(({ file }) => names.includes(file))
  const last = entries.at(-1)
  if (last?.action !== 'split') return undefined
  const own = entries.filter(({ at, action }) => at === last.at && action === 'split')
  const isNow = splits.every((split) => {
    const entry = own.find(({ file }) => file === listNames[split])
    return entry === undefined || entry.to === revisionOf(bytesOf(root, split))
  })
  return isNow ? { at: last.at, entries: own } : undefined
}

/** Takes the last division back: both lists are what they were before it. @throws UserError not-found when there is none, or the lists changed since */
export function takeSplitBack(root: string, by: string): void {
  changeLists(root, { by, action: 'restore' }, () => {
    const split = lastSplit(root)
    if (split === undefined) throw noSplit(root)
    const before = ({ file, from }: JournalEntry): string =>
      historyOf({ root, path: join(root, file) }).find(({ to }) => to === from)?.text ?? ''
    return Object.fromEntries(
      split.entries.map((entry) => [entry.file === listNames.test ? 'test' : 'train', before(entry)] as const),
    )
  })
}

/** As it is, or its lines where it is not UTF-8. */
function textOf(bytes: Buffer): string {
  const { encoding, lines } = linesOfFile(bytes)
  return encoding === 'utf-8' ? bytes.toString('utf8') : lines.map(({ text }) => `${text}\n`).join('')
}

function bytesOf(root: string, split: Split): Buffer {
  const path = join(root, listNames[split])
  return existsSync(path) ? explaining(path, 'read', () => readRegular(path)) : Buffer.alloc(0)
}

function noSplit(root: string): UserError {
  return new UserError({
    code: 'not-found',
    message: say(errorDetails['not-found'].messageSplit),
    expected: say(errorDetails['not-found'].expectedSplit),
    where: root,
  })
}
