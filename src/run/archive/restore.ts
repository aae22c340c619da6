// Restores a run from its archive: unpacked aside, flushed, compared byte for byte; only then it takes its place.
import { lstatSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { explaining, flushFolder, makeFolder } from '../../core/files.ts'
import { say } from '../../core/say.ts'
import { nameRun } from '../names.ts'
import { resolveRun } from '../resolve.ts'
import type { RunEntry } from '../run-entry.ts'
import { compareArchive } from './compare.ts'
import { archiveFolder, asideOf, sidecarPath } from './paths.ts'
import { clearLeftFolders } from './remove.ts'
import type { ArchivedRun } from './sidecar.ts'
import { readArchive } from './tar.ts'
import { Unpacking } from './unpack.ts'

/** A run that stands in its place again. */
export interface RestoreReport {
  readonly id: string
  /** Absolute. */
  readonly folder: string
  readonly archive: string
  /** Whether the archive was removed, as it is in the folder of archives and was not to be kept. */
  readonly archiveRemoved: boolean
  readonly files: number
  readonly contentBytes: number
  /** Names that it has again, and those that mean another run by now. */
  readonly names: readonly string[]
  readonly takenNames: readonly string[]
}

/** Options of `restoreRun`. */
export interface RestoreOptions {
  readonly workdirs: string
  /** Leaves the archive where it is. */
  readonly keep?: boolean
}

/**
 * Brings a run back byte for byte. Killed at any instant, the archive is whole, or the run is (or both).
 * @throws UserError `restore-in-the-way`, `archive-damaged`, `archive-changed`, and what the disk says
 */
export async function restoreRun(
  archived: ArchivedRun,
  { workdirs, keep = false }: RestoreOptions,
): Promise<RestoreReport> {
  const { id, path, names, sha256 } = archived
  const folder = join(resolve(workdirs), id)
  makeFolder(resolve(workdirs))
  clearLeftFolders(resolve(workdirs))
  refuseInTheWay(folder)
  const aside = asideOf(resolve(workdirs), id, 'restoring')
  try {
    const unpacking = new Unpacking(archived, aside)
    const read = await readArchive(path, unpacking)
    unpacking.finish()
    if (sha256 !== undefined && sha256 !== read.sha256) throw changed(path)
    const { files, contentBytes } = await compareArchive(path, aside)
    refuseInTheWay(folder)
    explaining(folder, 'write', () => renameSync(aside, folder))
    flushFolder(dirname(folder))
    const given = giveNames(resolveRun(folder, workdirs), names, workdirs)
    const archiveRemoved = !keep && dirname(path) === archiveFolder(workdirs)
    if (archiveRemoved) for (const file of [path, sidecarPath(path)]) rmSync(file, { force: true })
    return { id, folder, archive: path, archiveRemoved, files, contentBytes, ...given }
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    throw error
  }
}

function refuseInTheWay(folder: string): void {
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return
  throw new UserError({
    code: 'restore-in-the-way',
    message: say(errorDetails['restore-in-the-way'].message, { id: basename(folder) }),
    expected: say(errorDetails['restore-in-the-way'].expected),
    found: say(errorDetails['restore-in-the-way'].found),
    where: folder,
    next: say(errorDetails['restore-in-the-way'].next),
  })
}

function changed(archive: string): UserError {
  return new UserError({
    code: 'archive-changed',
    message: say(errorDetails['archive-changed'].message),
    expected: say(errorDetails['archive-changed'].expected, { sidecar: basename(sidecarPath(archive)) }),
    found: say(errorDetails['archive-changed'].found),
    where: archive,
    next: say(errorDetails['archive-changed'].next, { sidecar: basename(sidecarPath(archive)) }),
  })
}

function giveNames(entry: RunEntry, names: readonly string[], workdirs: string) {
  const takenNames = names.filter((name) => {
    try {
      nameRun(entry, name, { workdirs })
      return false
    } catch (error) {
      if (error instanceof UserError) return true
      throw error
    }
  })
  return { names: names.filter((name) => !takenNames.includes(name)), takenNames }
}
