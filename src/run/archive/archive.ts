// Archives one run: packed aside, flushed, read back and compared byte for byte; only then its folder goes.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UserError, type Text } from '../../core/errors.ts'
import { explaining, flushFolder, makeFolder, removeLeftovers } from '../../core/files.ts'
import { holderOf } from '../claim.ts'
import { summarizeRun } from '../list/list.ts'
import type { RunSummary } from '../list/summary.ts'
import { linksTo, removeNames } from '../names.ts'
import type { RunEntry } from '../run-entry.ts'
import { compareArchive } from './compare.ts'
import { harmOf } from './harmless.ts'
import { archiveFolder, archivePath, asideOf } from './paths.ts'
import { clearLeftFolders, removeRunFolder } from './remove.ts'
import { writeSidecar } from './sidecar.ts'
import { packFolder } from './tar.ts'
import { listTree, treeDifference, type TreeEntry } from './tree.ts'
import { reasonOf } from '../state.ts'
import { isGoingOn } from '../state-names.ts'

/** A run that is archived now. */
export interface ArchiveReport {
  readonly id: string
  /** Absolute path of the tar.gz file. */
  readonly path: string
  readonly bytes: number
  readonly sha256: string
  readonly files: number
  readonly contentBytes: number
  /** Names that were taken away; `restore` gives them back. */
  readonly names: readonly string[]
}

/** The steps that take time. */
export type ArchiveStep = 'packing' | 'reading back' | 'removing'

/**
 * Replaces a run folder by `archive/<id>.tar.gz` beside it. Killed at any instant, the run folder is whole, or its verified
 * archive is (or both). What is left of an interrupted one is cleared up by the next.
 * @throws UserError `run-running`, `run-changed`, `archive-differs`, `not-archivable`, and what the disk says
 */
export async function archiveRun(
  entry: RunEntry,
  onStep: (step: ArchiveStep) => void = () => {},
): Promise<ArchiveReport> {
  const { id, folder } = entry
  const workdirs = dirname(folder)
  summaryOfEnded(entry)
  makeFolder(archiveFolder(workdirs))
  removeLeftovers(archiveFolder(workdirs))
  clearLeftFolders(workdirs)
  const before = listTree(folder)
  refuseHarm(folder, before)
  const path = archivePath(workdirs, id)
  const aside = asideOf(archiveFolder(workdirs), id, 'aside')
  try {
    onStep('packing')
    await packFolder(folder, aside)
    onStep('reading back')
    const { sha256, bytes, files, contentBytes } = await compareArchive(aside, folder)
    const summary = summaryOfEnded(entry)
    refuseChanged(entry, treeDifference(before, listTree(folder)))
    explaining(path, 'write', () => renameSync(aside, path))
    flushFolder(archiveFolder(workdirs))
    const names = linksTo(folder, workdirs)
    const archivedAt = new Date().toISOString()
    writeSidecar(path, { version: 1, id, archivedAt, bytes, sha256, files, contentBytes, names, summary })
    onStep('removing')
    removeRunFolder(folder)
    removeNames(folder, workdirs)
    return { id, path, bytes, sha256, files, contentBytes, names }
  } catch (error) {
    rmSync(aside, { force: true })
    throw error
  }
}

/**
 * The row of a run that has ended.
 * @throws UserError `run-running`
 */
export function summaryOfEnded(entry: RunEntry): RunSummary {
  const summary = summarizeRun(entry)
  const holder = holderOf(entry.folder)
  if (!isGoingOn(summary.state) && holder === undefined) return summary
  throw new UserError({
    code: 'run-running',
    message: say(errorDetails['run-running'].message, { id: entry.id }),
    expected: say(errorDetails['run-running'].expectedEnded),
    found: holder ?? reasonOf(summary.state),
    where: entry.folder,
    next: say(errorDetails['run-running'].nextArchive),
  })
}

/** What `restore` would refuse must not go into an archive. */
function refuseHarm(folder: string, entries: readonly TreeEntry[]): void {
  for (const entry of entries) {
    const found = harmOf(entry)
    if (found === undefined) continue
    throw new UserError({
      code: 'not-archivable',
      message: say(errorDetails['not-archivable'].messageHarm),
      expected: say(errorDetails['not-archivable'].expectedHarm),
      found,
      where: join(folder, entry.path),
      next: say(errorDetails['not-archivable'].nextHarm),
    })
  }
}

function refuseChanged({ id, folder }: RunEntry, difference: Text | undefined): void {
  if (difference === undefined) return
  throw new UserError({
    code: 'run-changed',
    message: say(errorDetails['run-changed'].message, { id }),
    expected: say(errorDetails['run-changed'].expected),
    found: difference,
    where: folder,
    next: say(errorDetails['run-changed'].next),
  })
}
