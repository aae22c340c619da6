// The bin: deleted runs lie in a hidden folder beside the others for a week, and can come back with their names.
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { explaining, flushFolder, makeFolder, writeFileAtomic } from '../../core/files.ts'
import { readRegularText } from '../../core/read-file.ts'
import { summaryOfEnded } from '../../run/archive/archive.ts'
import { removeRunFolder } from '../../run/archive/remove.ts'
import { nameRun, removeNames } from '../../run/names.ts'
import { requireOwn, resolveRun } from '../../run/resolve.ts'
import type { RunEntry } from '../../run/run-entry.ts'

const trashName = '.bin'
const keptDays = 7
const dayMs = 24 * 3600 * 1000

/** A deleted run. */
export interface TrashedRun {
  /** Its folder's name in the trash. */
  readonly bin: string
  readonly run: string
  /** ISO 8601. */
  readonly deletedAt: string
  /** When it goes for good, at the next deletion after that. */
  readonly until: string
  readonly names: readonly string[]
  readonly bytes: number
}

/**
 * Puts a run into the trash, in one step, and clears out what has lain there long enough.
 * @throws UserError run-linked, run-running
 */
export function binRun(entry: RunEntry, workdirs: string, now = new Date()): TrashedRun {
  const { bytes } = summaryOfEnded(requireOwn(entry, workdirs))
  const folder = join(workdirs, trashName)
  makeFolder(folder)
  clearOld(workdirs, now)
  const bin = `${entry.id}.${now.getTime()}`
  const until = new Date(now.getTime() + keptDays * dayMs).toISOString()
  const trashed = { bin, run: entry.id, deletedAt: now.toISOString(), until, names: [...entry.names], bytes }
  writeFileAtomic(join(folder, `${bin}.json`), `${JSON.stringify(trashed)}\n`)
  explaining(entry.folder, 'remove', () => renameSync(entry.folder, join(folder, bin)))
  flushFolder(folder)
  removeNames(entry.folder, workdirs)
  return trashed
}

/** Newest first. */
export function listTrash(workdirs: string): TrashedRun[] {
  const folder = join(resolve(workdirs), trashName)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && existsSync(join(folder, name.slice(0, -5))))
    .flatMap((name) => readNote(join(folder, name)) ?? [])
    .sort((a, b) => (a.deletedAt < b.deletedAt ? 1 : -1))
}

function readNote(path: string): TrashedRun | undefined {
  try {
    return JSON.parse(readRegularText(path)) as TrashedRun
  } catch {
    return undefined // cut short, or not ours
  }
}

/** Brings a deleted run back. Names that mean another run by now stay there. @throws UserError not-found, restore-in-the-way */
export function unbinRun(bin: string, workdirs: string) {
  const { run, names } = find(bin, workdirs)
  const root = resolve(workdirs)
  const target = join(root, run)
  if (existsSync(target))
    throw new UserError({
      code: 'restore-in-the-way',
      message: say(errorDetails['restore-in-the-way'].message, { id: run }),
      expected: say(errorDetails['restore-in-the-way'].expectedId),
      found: say(errorDetails['restore-in-the-way'].foundRun),
      where: target,
    })
  explaining(target, 'write', () => renameSync(join(root, trashName, bin), target))
  rmSync(join(root, trashName, `${bin}.json`), { force: true })
  flushFolder(root)
  const entry = resolveRun(target, workdirs)
  const takenNames = names.filter((name) => !isGiven(entry, name, workdirs))
  return { run, names: names.filter((name) => !takenNames.includes(name)), takenNames }
}

function isGiven(entry: RunEntry, name: string, workdirs: string): boolean {
  try {
    nameRun(entry, name, { workdirs })
    return true
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}

/** Removes a deleted run for good. @throws UserError not-found */
export function emptyTrash(bin: string, workdirs: string): void {
  find(bin, workdirs)
  const folder = join(resolve(workdirs), trashName)
  removeRunFolder(join(folder, bin))
  rmSync(join(folder, `${bin}.json`), { force: true })
}

function find(bin: string, workdirs: string): TrashedRun {
  const found = listTrash(workdirs).find((one) => one.bin === bin)
  if (found !== undefined) return found
  throw new UserError({
    code: 'not-found',
    message: say(errorDetails['not-found'].messageTrash),
    expected: say(errorDetails['not-found'].expectedTrash),
    found: JSON.stringify(bin.slice(0, 100)),
    next: say(errorDetails['not-found'].nextTrash),
  })
}

function clearOld(workdirs: string, now: Date): void {
  for (const { bin, until } of listTrash(workdirs)) if (Date.parse(until) < now.getTime()) emptyTrash(bin, workdirs)
}
