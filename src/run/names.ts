// Names of runs: relative symbolic links beside the run folders, made, moved and taken away.
import { errorDetails } from '../core/error-details.ts'
import type { InBoth } from '../core/language.ts'
import { say } from '../core/say.ts'
import { commandLine } from '../core/command-line.ts'
import { lstatSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { UserError } from '../core/errors.ts'
import { explaining, flushFolder } from '../core/files.ts'
import { starterName } from '../core/starter-name.ts'
import { scratchName } from './initial-weights.ts'
import { closest } from './suggest.ts'
import { parseRunId } from './layout.ts'
import { followName, listRuns } from './resolve.ts'
import type { RunEntry } from './run-entry.ts'

/** A change of names, as it happened. */
export interface NameChange {
  readonly name: string
  /** Absolute path of the link. */
  readonly link: string
  /** Id of the run that the name meant before; absent for a new name. */
  readonly before?: string
}

/**
 * Names a run: `workdirs/<name> -> exp_...`. Naming a run again by the same name changes nothing.
 * @throws UserError `bad-name`; `name-taken` when it means another run (unless `move`) or is no name at all
 */
export function nameRun(entry: RunEntry, name: string, options: { workdirs: string; move?: boolean }): NameChange {
  const { workdirs, move = false } = options
  refuseBadName(name)
  const link = join(resolve(workdirs), name)
  const taken = lstatSync(link, { throwIfNoEntry: false })
  if (taken === undefined) return placeLink(entry, link)
  if (!taken.isSymbolicLink()) throw nameTaken(name, link, { found: say(takenWords.foundOther), next: takenWords.next })
  const folder = followName(resolve(workdirs), name)
  if (folder === entry.folder) return { name, link, before: entry.id }
  const before = folder === undefined ? basename(readlinkSync(link)) : basename(folder)
  if (!move) throw nameTaken(name, link, { found: say(takenWords.foundRun, { id: before }), next: takenWords.nextMove })
  return { ...placeLink(entry, link), before }
}

/** Windows lets only junctions be made without special rights, and takes them as absolute paths whatever is asked for. */
const linkKind = process.platform === 'win32' ? 'junction' : 'dir'

/** Puts the link in its place in one step, over an older one. */
function placeLink(entry: RunEntry, link: string): NameChange {
  const aside = join(dirname(link), `.${basename(link)}.${process.pid}.aside-link`)
  const target = linkKind === 'junction' ? entry.folder : relative(dirname(link), entry.folder)
  explaining(link, 'make the link', () => {
    rmSync(aside, { force: true })
    symlinkSync(target, aside, linkKind)
    try {
      renameSync(aside, link)
    } catch (error) {
      rmSync(aside, { force: true })
      throw error
    }
  })
  flushFolder(dirname(link))
  return { name: basename(link), link }
}

/** Longer names are no names. */
const longestName = 100

/** Names that could be taken for something else: ids, `latest`, hidden files, paths, flags. */
export function refuseBadName(name: string): void {
  const isPlain = /^[\p{L}\p{N}_][^\p{C}/\\:*?"<>|]*$/u.test(name) && !/[. ]$/.test(name)
  const meansMore =
    name === 'latest' ||
    name === 'archive' ||
    name === starterName ||
    name === scratchName ||
    parseRunId(name) !== undefined
  if (isPlain && !meansMore && name.length <= longestName) return
  throw new UserError({
    code: 'bad-name',
    message: say(errorDetails['bad-name'].message, { name }),
    expected: say(errorDetails['bad-name'].expected, { longest: longestName }),
    found: meansMore ? say(errorDetails['bad-name'].foundMeans, { name }) : `"${name}"`,
  })
}

const takenWords = errorDetails['name-taken']

function nameTaken(name: string, where: string, { found, next }: Record<'found' | 'next', InBoth<string>>): UserError {
  return new UserError({
    code: 'name-taken',
    message: say(errorDetails['name-taken'].message, { name }),
    expected: say(errorDetails['name-taken'].expected),
    found,
    where,
    next: say(next),
  })
}

/**
 * Takes a name away; the run stays.
 * @throws UserError `name-unknown`, `name-not-one` (a run folder's own name is no link)
 */
export function unnameRun(name: string, workdirs: string): NameChange {
  const link = join(resolve(workdirs), name)
  const isInside = dirname(link) === resolve(workdirs)
  const found = isInside ? lstatSync(link, { throwIfNoEntry: false }) : undefined
  if (found === undefined) throw unknownName(name, workdirs)
  if (!found.isSymbolicLink())
    throw new UserError({
      code: 'name-not-one',
      message: say(errorDetails['name-not-one'].message, { name }),
      expected: say(errorDetails['name-not-one'].expected),
      found: found.isDirectory()
        ? say(errorDetails['name-not-one'].foundFolder)
        : say(errorDetails['name-not-one'].foundFile),
      where: link,
      next: say(errorDetails['name-not-one'].next, { command: commandLine('ocrdet', 'rm', link) }),
    })
  const before = basename(followName(resolve(workdirs), name) ?? readlinkSync(link))
  removeLink(link)
  return { name, link, before }
}

function unknownName(name: string, workdirs: string): UserError {
  const names = listRuns(workdirs).flatMap((run) => run.names)
  const [guess] = closest(name, names)
  const words = errorDetails['name-unknown']
  const listed = names.length === 0 ? say(words.nextNone) : say(words.nextList, { list: names.slice(0, 10).join(', ') })
  return new UserError({
    code: 'name-unknown',
    message: say(errorDetails['name-unknown'].message, { name }),
    expected: say(errorDetails['name-unknown'].expected),
    found: `"${name}"`,
    where: resolve(workdirs),
    next: guess === undefined ? listed : say(words.nextGuess, { guess }),
  })
}

/** Removes a link, never what it leads to. */
function removeLink(link: string): void {
  explaining(link, 'remove', () => rmSync(link))
  flushFolder(dirname(link))
}

/** All links in a workdirs folder that lead, or once led, to the run folder `folder`. */
export function linksTo(folder: string, workdirs: string): string[] {
  const root = resolve(workdirs)
  return explaining(root, 'read the folder', () => readdirSync(root, { withFileTypes: true }))
    .filter((entry) => entry.isSymbolicLink() && leadsTo(join(root, entry.name), folder))
    .map(({ name }) => name)
    .sort()
}

/** By what the link says, so that one to a folder that is gone counts too. */
function leadsTo(link: string, folder: string): boolean {
  const target = readlinkSync(link)
  return resolve(dirname(link), target) === folder || basename(target) === basename(folder)
}

/** Removes the names of a run that is about to go, and says which. */
export function removeNames(folder: string, workdirs: string): string[] {
  const names = linksTo(folder, workdirs)
  for (const name of names) removeLink(join(resolve(workdirs), name))
  return names
}
