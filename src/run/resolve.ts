// Finds runs: all of a workdirs folder with their names, and the one that a person means by a path, an id, a name or `latest`.
import { errorDetails } from '../core/error-details.ts'
import { between, joined, say } from '../core/say.ts'
import { commandLine } from '../core/command-line.ts'
import { type Dirent, existsSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { UserError, systemCode } from '../core/errors.ts'
import { explaining, explainSystemError } from '../core/files.ts'
import { listArchives } from './archive/sidecar.ts'
import { latestOf } from './latest.ts'
import { defaultWorkdirs, idOfFolder, parseRunId, runPaths } from './layout.ts'
import { listCheckpoints } from './reader.ts'
import type { RunEntry } from './run-entry.ts'
import { startOfRun } from './started-at.ts'
import { closest } from './suggest.ts'

/** The files of weights in a run folder, the one to use first: the best model, the last one, then the others from the latest epoch to the first. */
export function weightFilesOf(folder: string): string[] {
  const files = listCheckpoints(runPaths(folder).checkpoints)
  const ranks = { best: 0, last: 1, backup: 2, epoch: 2, other: 3 } as const
  const known = files.filter(({ kind }) => kind !== 'other')
  known.sort((a, b) => ranks[a.kind] - ranks[b.kind] || (b.epoch ?? 0) - (a.epoch ?? 0))
  return known.map(({ path }) => path)
}

/** The weights of a run folder that are used; undefined without any. */
export function weightsOfRun(folder: string): string | undefined {
  return weightFilesOf(folder)[0]
}

/** All runs in a folder, newest first. A missing folder has none. */
export function listRuns(workdirs: string = defaultWorkdirs): RunEntry[] {
  const root = realPath(workdirs) ?? resolve(workdirs)
  const namesOf = new Map<string, string[]>()
  for (const entry of entriesOf(workdirs)) {
    if (entry.name.startsWith('.')) continue
    const folder = runBehind(root, entry)
    if (folder === undefined) continue
    const names = namesOf.get(folder) ?? []
    if (entry.isSymbolicLink()) names.push(entry.name)
    namesOf.set(folder, names)
  }
  return newestFirst([...namesOf].map(([folder, names]) => entryOf(folder, names)))
}

function entriesOf(workdirs: string): Dirent[] {
  try {
    return readdirSync(workdirs, { withFileTypes: true })
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw explainSystemError(error, workdirs, 'read the folder')
  }
}

/** The run folder that a directory entry is or links to. */
function runBehind(workdirs: string, entry: Dirent): string | undefined {
  if (entry.isSymbolicLink()) return followName(workdirs, entry.name)
  if (!entry.isDirectory()) return undefined
  const folder = `${workdirs}${sep}${entry.name}` // join takes a fifth of the time of a list of thousands
  return parseRunId(entry.name) !== undefined || isRunFolder(folder) ? folder : undefined
}

/**
 * The run folder behind a name link. The article's own command, `ln -s workdirs/exp_1 workdirs/exp_v1`, makes a link that
 * dangles (it means workdirs/workdirs/exp_1), so a dangling link counts as one to the run of that name beside it.
 */
export function followName(workdirs: string, name: string): string | undefined {
  const target =
    realPath(join(workdirs, name)) ?? realPath(join(workdirs, basename(readlinkSync(join(workdirs, name)))))
  return target !== undefined && isRunFolder(target) ? target : undefined
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

/** Whether a folder is a run: it is called like one, or holds a run's config.yaml or log.txt. */
export function isRunFolder(folder: string): boolean {
  if (!(statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false)) return false
  const { config, log } = runPaths(folder)
  return parseRunId(idOfFolder(folder)) !== undefined || existsSync(config) || existsSync(log)
}

function entryOf(folder: string, names: readonly string[]): RunEntry {
  const id = basename(folder)
  return { id, folder, names: [...names].sort(), startedAt: startOfRun(folder) }
}

function newestFirst(entries: readonly RunEntry[]): RunEntry[] {
  const sortable = entries.map((entry) => {
    return { entry, time: entry.startedAt.getTime() }
  })
  const countOf = ({ id }: RunEntry): number => parseRunId(id)?.count ?? 0
  sortable.sort((a, b) => b.time - a.time || countOf(b.entry) - countOf(a.entry) || (a.entry.id < b.entry.id ? -1 : 1))
  return sortable.map(({ entry }) => entry)
}

/**
 * The run that `reference` means: `latest` (the newest that trained), an id or a name in `workdirs`, or the path of a run folder.
 * Throws a UserError (`run-unknown`, `run-none`, `run-not-one`) that says what there is.
 */
export function resolveRun(reference: string, workdirs: string = defaultWorkdirs): RunEntry {
  const runs = listRuns(workdirs)
  if (reference === 'latest') {
    if (runs.length === 0) throw unknownRun(reference, { runs, workdirs })
    return latestOf(runs)
  }
  const known = runs.find(({ id, names }) => id === reference || names.includes(reference))
  if (known !== undefined) return known
  const folder = reference === '' ? undefined : realPath(reference)
  if (folder === undefined) throw unknownRun(reference, { runs, workdirs })
  if (!isRunFolder(folder)) throw notARun(reference, folder)
  return runs.find((run) => run.folder === folder) ?? entryOf(folder, [])
}

/**
 * Like `resolveRun`, for what moves or removes the folder: a link in `workdirs` must not take a run away that lies elsewhere,
 * unless the folder's own path is given.
 * @throws UserError `run-linked`, and as `resolveRun` does
 */
export function resolveOwnRun(reference: string, workdirs: string = defaultWorkdirs): RunEntry {
  const entry = resolveRun(reference, workdirs)
  const isGiven = realPath(dirname(resolve(reference))) === dirname(entry.folder) && basename(reference) === entry.id
  if (isGiven) return entry
  return requireOwn(entry, workdirs)
}

/** @throws UserError `run-linked` for a run that lies in another folder than `workdirs` */
export function requireOwn(entry: RunEntry, workdirs: string): RunEntry {
  const root = realPath(workdirs) ?? resolve(workdirs)
  if (dirname(entry.folder) === root) return entry
  throw new UserError({
    code: 'run-linked',
    message: say(errorDetails['run-linked'].message, { id: entry.id }),
    expected: say(errorDetails['run-linked'].expected, { root }),
    found: entry.folder,
    where: join(root, entry.names[0] ?? entry.id),
    next: say(errorDetails['run-linked'].next, {
      command: commandLine('ocrdet', 'unname', entry.names[0] ?? entry.id, '--workdirs', workdirs),
    }),
  })
}

const words = errorDetails['run-unknown']
const expected = say(words.expectedReference)

function notARun(reference: string, folder: string): UserError {
  const isFolder = statSync(folder).isDirectory()
  if (isFolder) explaining(folder, 'read the folder', () => readdirSync(folder)) // One that is closed to us may well be a run.
  return new UserError({
    code: 'run-not-one',
    message: say(errorDetails['run-not-one'].message, { reference }),
    expected,
    found: isFolder ? say(errorDetails['run-not-one'].foundFolder) : say(errorDetails['run-not-one'].foundFile),
    where: folder,
    next: isFolder ? say(errorDetails['run-not-one'].nextFolder) : say(errorDetails['run-not-one'].nextFile),
  })
}

/** More runs than this are counted, not listed. */
const maxListed = 10

function unknownRun(reference: string, { runs, workdirs }: { runs: readonly RunEntry[]; workdirs: string }): UserError {
  const where = resolve(workdirs)
  const archived = listArchives(workdirs).find(({ id, names }) => id === reference || names.includes(reference))
  if (archived !== undefined) {
    return new UserError({
      code: 'run-archived',
      message: say(errorDetails['run-archived'].message, { reference }),
      expected: say(errorDetails['run-archived'].expected),
      found: archived.path,
      next: say(errorDetails['run-archived'].next, {
        command: commandLine('ocrdet', 'restore', archived.id, '--workdirs', workdirs),
      }),
    })
  }
  if (runs.length === 0) {
    return new UserError({
      code: 'run-none',
      message: say(errorDetails['run-none'].message),
      expected,
      found: say(errorDetails['run-none'].found),
      where,
      next: say(errorDetails['run-none'].next),
    })
  }
  const known = runs.flatMap(({ id, names }) => (names.length === 0 ? [id] : [...names, id]))
  const guesses = closest(reference, [...known, 'latest'], 3)
  const listed = runs
    .slice(0, maxListed)
    .map(({ id, names }) => (names.length === 0 ? id : `${id} (${names.join(', ')})`))
  return new UserError({
    code: 'run-unknown',
    message: say(errorDetails['run-unknown'].message, { reference }),
    expected,
    found: reference === '' ? say(words.foundNothing) : `"${reference}"`,
    where,
    next: say(words.next, {
      list: listed.join(', '),
      ...(guesses.length > 0 && { guess: joined(guesses, between.or) }),
      ...(runs.length > maxListed && { more: runs.length - maxListed }),
    }),
  })
}
