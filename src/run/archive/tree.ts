// A folder's files as they stand at one moment, and whether two moments differ.
import { type Stats, lstatSync, readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import type { InBoth } from '../../core/language.ts'
import { say } from '../../core/say.ts'
import { explaining } from '../../core/files.ts'

/** A file, folder or link below a folder. */
export interface TreeEntry {
  /** Relative to the folder, with `/`; empty for the folder itself. */
  readonly path: string
  readonly kind: 'file' | 'folder' | 'link'
  /** Permission bits. */
  readonly mode: number
  /** In bytes; 0 for folders and links. */
  readonly size: number
  /** Milliseconds since 1970. */
  readonly mtimeMs: number
  readonly inode: number
  /** Where a link leads, as it is written. */
  readonly target?: string
}

/** The second that an archive keeps of a time in milliseconds: `tar` takes it from a Date, which Node rounds to whole milliseconds. */
export const secondOf = (milliseconds: number): number => Math.floor(Math.round(milliseconds) / 1000)

/**
 * Everything in a folder, itself first, each folder before its content, links not followed.
 * @throws UserError `not-archivable` for sockets, devices and pipes; for what cannot be read
 */
export function listTree(folder: string): TreeEntry[] {
  const entries: TreeEntry[] = []
  const visit = (path: string): void => {
    const full = path === '' ? folder : join(folder, path)
    const entry = explaining(full, 'read', () => entryOf(full, path))
    entries.push(entry)
    if (entry.kind !== 'folder') return
    const names = explaining(full, 'read the folder', () => readdirSync(full)).sort()
    for (const name of names) visit(path === '' ? name : `${path}/${name}`)
  }
  visit('')
  return entries
}

function entryOf(full: string, path: string): TreeEntry {
  const stat = lstatSync(full)
  const kind = kindOf(stat, full)
  return {
    path,
    kind,
    mode: stat.mode & 0o7777,
    size: kind === 'file' ? stat.size : 0,
    mtimeMs: stat.mtimeMs,
    inode: stat.ino,
    ...(kind === 'link' && { target: readlinkSync(full) }),
  }
}

function kindOf(stat: Stats, full: string): TreeEntry['kind'] {
  if (stat.isFile()) return 'file'
  if (stat.isDirectory()) return 'folder'
  if (stat.isSymbolicLink()) return 'link'
  throw new UserError({
    code: 'not-archivable',
    message: say(errorDetails['not-archivable'].message),
    expected: say(errorDetails['not-archivable'].expected),
    found: say(errorDetails['not-archivable'].found),
    where: full,
    next: say(errorDetails['not-archivable'].next),
  })
}

const words = errorDetails['run-changed']

/** What became different between two listings of one folder, as a sentence; undefined when nothing did. */
export function treeDifference(before: readonly TreeEntry[], after: readonly TreeEntry[]): InBoth<string> | undefined {
  const left = new Map(after.map((entry) => [entry.path, entry]))
  for (const entry of before) {
    const now = left.get(entry.path)
    if (now === undefined) return say(words.foundGone, { path: entry.path })
    const isSame = now.kind === entry.kind && now.size === entry.size && now.mtimeMs === entry.mtimeMs
    if (!isSame || now.inode !== entry.inode)
      return entry.path === '' ? say(words.foundFolder) : say(words.foundOther, { path: entry.path })
    left.delete(entry.path)
  }
  const [added] = left.keys()
  return added === undefined ? undefined : say(words.foundNew, { path: added })
}
