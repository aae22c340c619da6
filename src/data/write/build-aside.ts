// Builds a folder aside and moves it to its place when it is whole, so that a half one is never taken for a data set.
import type { InBoth } from '../../core/language.ts'
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { UserError } from '../../core/errors.ts'
import { explaining, hostInFileName, makeFolder, processExists } from '../../core/files.ts'
import { whileUnfinished } from '../../core/unfinished.ts'

/**
 * Calls `build` with the path of a new folder, then moves what is in it to `target`. When `build` throws, or a signal ends the process, the folder goes again.
 * A new target is built beside its place and renamed; a target that is there and empty (it may be a mounted disk, or the folder
 * somebody stands in) is filled from a hidden folder inside it, files of its top level (the lists) last.
 * What a killed process left of the same target goes at the start.
 * @throws UserError target-not-empty, target-inside-source, or what the file system said
 */
export async function buildAside<T>(
  target: string,
  sources: readonly string[],
  build: (folder: string) => Promise<T>,
): Promise<T> {
  const place = checkTarget(target, sources)
  const folder = place.isThere ? place.path : dirname(place.path)
  makeFolder(folder)
  const prefix = place.isThere ? unfinishedPrefix('') : unfinishedPrefix(basename(place.path))
  for (const name of abandonedIn(folder, prefix)) rmSync(join(folder, name), { recursive: true, force: true })
  const aside = join(folder, `${prefix}${process.pid}`)
  try {
    explaining(place.path, 'make the folder', () => mkdirSync(aside))
    const result = await whileUnfinished(aside, () => build(aside))
    explaining(place.path, 'write', () => (place.isThere ? moveInside(aside, folder) : renameSync(aside, place.path)))
    return result
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

function moveInside(aside: string, folder: string): void {
  const entries = readdirSync(aside, { withFileTypes: true })
  const filesLast = entries.toSorted((a, b) => Number(a.isFile()) - Number(b.isFile()))
  for (const { name } of filesLast) renameSync(join(aside, name), join(folder, name))
}

/** A place for a new folder. */
interface Place {
  /** Absolute; where a link led there, the path it leads to. */
  readonly path: string
  /** There, and empty. */
  readonly isThere: boolean
}

/** Refuses a target that holds anything, or that lies inside a source. */
export function checkTarget(target: string, sources: readonly string[]): Place {
  const named = resolve(target)
  const kind = explaining(named, 'write', () => statSync(named, { throwIfNoEntry: false }))
  const path = kind === undefined ? named : realpathSync(named)
  const source = sources.find((folder) => isInside(path, realpathSync(folder)) || isInside(named, resolve(folder)))
  if (source !== undefined) throw insideSource(path, source)
  if (kind === undefined) return { path, isThere: false }
  if (!kind.isDirectory()) throw notEmpty(path, say(errorDetails['target-not-empty'].foundFile))
  const names = explaining(path, 'read', () => readdirSync(path))
  const abandoned = abandonedIn(path, unfinishedPrefix(''))
  const others = names.filter((name) => !abandoned.includes(name))
  if (others.length === 0) return { path, isThere: true }
  throw notEmpty(path, say(errorDetails['target-not-empty'].found, { count: others.length, name: others[0] }))
}

function insideSource(path: string, source: string): UserError {
  return new UserError({
    code: 'target-inside-source',
    message: say(errorDetails['target-inside-source'].message),
    expected: say(errorDetails['target-inside-source'].expected),
    found: path,
    where: source,
    next: say(errorDetails['target-inside-source'].next),
  })
}

function notEmpty(path: string, found: InBoth<string>): UserError {
  return new UserError({
    code: 'target-not-empty',
    message: say(errorDetails['target-not-empty'].message),
    expected: say(errorDetails['target-not-empty'].expected),
    found,
    where: path,
    next: say(errorDetails['target-not-empty'].next),
  })
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path)
}

/** Hidden, and named for its target and for the machine; the process id follows. */
function unfinishedPrefix(name: string): string {
  return `.${name}.unfinished.${hostInFileName()}.`
}

/** Unfinished folders whose process is gone. */
function abandonedIn(folder: string, prefix: string): string[] {
  return explaining(folder, 'read', () => readdirSync(folder)).filter((name) => {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN
    return Number.isInteger(pid) && (pid === process.pid || !processExists(pid))
  })
}
