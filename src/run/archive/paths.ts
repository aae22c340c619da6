// Where archives lie, how their files are called, and which paths inside one may be used.
import { join, resolve } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { hostInFileName } from '../../core/files.ts'
import type { ArchiveEntry } from './tar.ts'

/** The folder beside the runs that holds their archives. No run and no name is called so. */
export const archiveFolderName = 'archive'
const archiveEnding = '.tar.gz'

/** The folder of archives of a workdirs folder. */
export function archiveFolder(workdirs: string): string {
  return resolve(workdirs, archiveFolderName)
}

/** `archive/exp_20260105_143022.tar.gz` */
export function archivePath(workdirs: string, id: string): string {
  return join(archiveFolder(workdirs), `${id}${archiveEnding}`)
}

/** The small file beside an archive that says what is in it. */
export function sidecarPath(archive: string): string {
  return `${archive.slice(0, -archiveEnding.length)}.json`
}

/** The run's id from an archive's file name; undefined for other files. */
export function idOfArchive(fileName: string): string | undefined {
  return fileName.endsWith(archiveEnding) && !fileName.startsWith('.')
    ? fileName.slice(0, -archiveEnding.length)
    : undefined
}

let count = 0

/** A hidden name beside `path` for work that is not done: told apart from others by machine, process and count. */
export function asideOf(path: string, name: string, ending: 'aside' | 'restoring' | 'removing'): string {
  count += 1
  return join(path, `.${name.slice(0, 60)}.${hostInFileName()}.${process.pid}.${count}.${ending}`)
}

/** An unfinished or half removed folder of this or another process. */
export const leftFolderPattern = /^\..+\.([\w-]+)\.(\d+)\.\d+\.(?:restoring|removing)$/

/**
 * An entry's path below the run folder; empty for the folder itself. The first entry of an archive is the run folder, under
 * whatever folders it was packed with (`workdirs/exp_...`).
 * @throws UserError `archive-damaged` for a path that leads anywhere else
 */
export function pathInside({ path, kind }: ArchiveEntry, prefix: string, archive: string): string {
  if (path === prefix && kind === 'folder') return ''
  const inside = path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : undefined
  const isPlain = inside?.split(/[\\/]/).every((part) => part !== '' && part !== '.' && part !== '..') ?? false
  if (inside !== undefined && isPlain && !inside.includes('\0')) return inside
  throw new UserError({
    code: 'archive-damaged',
    message: say(errorDetails['archive-damaged'].messageForeign),
    expected: say(errorDetails['archive-damaged'].expectedForeign),
    found: say(errorDetails['archive-damaged'].foundEntry, { entry: JSON.stringify(path) }),
    where: archive,
  })
}
