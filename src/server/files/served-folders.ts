// Which folders the server may read: a path counts by where it really leads, links followed.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { type Text, UserError } from '../../core/errors.ts'
import { isInside, pathOutside, realPath } from '../../core/inside.ts'
import type { ServerOptions } from '../options.ts'

/**
 * The real path of something that lies in one of the folders.
 * @throws UserError path-outside, file-missing
 */
export function insideFolders(path: string, folders: readonly string[]): string {
  const absolute = absolutePath(path)
  const real = realPath(absolute)
  // What does not exist must not be told apart from what may not be seen.
  if (real === undefined || !isInside(real, folders)) {
    if (real === undefined && isInside(absolute, folders))
      throw pathMissing(absolute, say(errorDetails['file-missing'].expectedPath))
    throw pathOutside(absolute, folders)
  }
  return real
}

/** Nothing is there. */
export function pathMissing(path: string, expected: Text): UserError {
  return new UserError({
    code: 'file-missing',
    message: say(errorDetails['file-missing'].messagePath),
    expected,
    found: say(errorDetails['file-missing'].foundNothing),
    where: path,
    next: say(errorDetails['file-missing'].nextPath),
  })
}

/** The whole path; `~` is the home folder of who runs the server. */
export function absolutePath(path: string): string {
  return resolve(path.replace(/^~(?=$|[\\/])/, () => homedir()))
}

/** Everything that may be read: the folders served, runs, and results. */
export function readableFolders({
  options: { folders, workdirs, out, uploads },
}: {
  readonly options: ServerOptions
}): string[] {
  return [...folders, workdirs, out, uploads]
}

/** Whether something that exists really lies in one of the folders. */
export function isInsideFolders(path: string, folders: readonly string[]): boolean {
  const real = realPath(resolve(path))
  return real !== undefined && isInside(real, folders)
}

/** The path of something that will be made in one of the folders; its parent must be there. */
export function insideForWriting(path: string, folders: readonly string[]): string {
  const absolute = absolutePath(path)
  return join(insideFolders(dirname(absolute), folders), basename(absolute))
}

/** A link below a folder that leads out of what may be read; undefined when none does. @param depth folders that are looked into */
export function linkLeadingOut(folder: string, folders: readonly string[], depth: number): string | undefined {
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name)
    if (entry.isSymbolicLink() && realPath(path) !== undefined && !isInsideFolders(path, folders)) return path
    const below = entry.isDirectory() && depth > 1 ? linkLeadingOut(path, folders, depth - 1) : undefined
    if (below !== undefined) return below
  }
  return undefined
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return [] // gone, or no permission: then nothing in it is read either
  }
}
