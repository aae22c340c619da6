// What stands beside an archive, so that archives are listed without unpacking: the run's row, its names, and checksums.
import { type Stats, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { systemCode } from '../../core/errors.ts'
import { explainSystemError, writeFileAtomic } from '../../core/files.ts'
import { readRegularText } from '../../core/read-file.ts'
import { startOfRunId } from '../layout.ts'
import type { RunSummary } from '../list/summary.ts'
import { trendOf } from '../list/trend.ts'
import { archiveFolder, idOfArchive, sidecarPath } from './paths.ts'

/** Content of `archive/<id>.json`. */
export interface Sidecar {
  readonly version: 1
  readonly id: string
  /** ISO 8601. */
  readonly archivedAt: string
  /** Length and SHA-256, in hex, of the tar.gz file. */
  readonly bytes: number
  readonly sha256: string
  /** Files in the archive, and the bytes of their content. */
  readonly files: number
  readonly contentBytes: number
  /** Names that the run had; `restore` gives them back. */
  readonly names: readonly string[]
  /** The run's row at that time. */
  readonly summary: RunSummary
}

/** An archive as a list shows it. */
export interface ArchivedRun {
  readonly id: string
  /** Absolute path of the tar.gz file. */
  readonly path: string
  readonly bytes: number
  readonly names: readonly string[]
  readonly archivedAt: string
  /** SHA-256 that the file had when it was verified; undefined without its sidecar. */
  readonly sha256: string | undefined
  /** Files in it and the bytes of their content, as counted then; undefined without its sidecar. */
  readonly content: { readonly files: number; readonly bytes: number } | undefined
  /** With only what the file's name tells, when the sidecar is missing or does not belong to it. */
  readonly summary: RunSummary
}

/** Writes the sidecar of an archive, flushed. */
export function writeSidecar(archive: string, sidecar: Sidecar): void {
  writeFileAtomic(sidecarPath(archive), `${JSON.stringify(sidecar, null, 2)}\n`)
}

/** All archives of a workdirs folder, newest run first. */
export function listArchives(workdirs: string): ArchivedRun[] {
  const folder = archiveFolder(workdirs)
  return namesIn(folder)
    .flatMap((name) => {
      const id = idOfArchive(name)
      return id === undefined ? [] : [describeArchive(join(folder, name), id)]
    })
    .sort((a, b) => (a.summary.startedAt < b.summary.startedAt ? 1 : -1))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return []
    throw explainSystemError(error, folder, 'read the folder')
  }
}

/** What is known of an archive file from its sidecar, or else from its name and time. */
export function describeArchive(path: string, id: string): ArchivedRun {
  const stat = statSync(path)
  const sidecar = readSidecar(path, stat.size)
  const archivedAt = sidecar?.archivedAt ?? stat.mtime.toISOString()
  const archive = { path, bytes: stat.size, archivedAt }
  const summary = { ...(sidecar?.summary ?? bareSummary(path, id, stat)), archive }
  const content = sidecar && { files: sidecar.files, bytes: sidecar.contentBytes }
  return { id, ...archive, names: sidecar?.names ?? [], sha256: sidecar?.sha256, content, summary }
}

/** The sidecar of an archive of this length; undefined when there is none, or it belongs to another file. */
function readSidecar(archive: string, bytes: number): Sidecar | undefined {
  try {
    const value = JSON.parse(readRegularText(sidecarPath(archive))) as Sidecar
    const isCounted = Number.isSafeInteger(value.files) && Number.isSafeInteger(value.contentBytes)
    const isOurs = value.version === 1 && value.bytes === bytes && isCounted && Array.isArray(value.names)
    return isOurs && typeof value.summary === 'object' ? value : undefined
  } catch {
    return undefined
  }
}

const reason = {
  reason: 'nothing stands beside the archive that tells how the run ended',
  reasonZh: '归档旁没有说明实验如何结束的文件',
}

function bareSummary(path: string, id: string, { mtime, size }: Stats): RunSummary {
  return {
    id,
    folder: path,
    names: [],
    startedAt: (startOfRunId(id) ?? mtime).toISOString(),
    state: { name: 'dead', ...reason },
    epochsDone: 0,
    epochs: 0,
    bytes: size,
    trend: trendOf([], []),
    errors: 0,
    warnings: 0,
    note: '',
    tags: [],
    config: {},
  }
}
