// Which folders the server may read: a path counts by where it really leads, links followed.
import { realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { UserError, systemCode } from '../../core/errors.ts'
import { explainSystemError } from '../../core/files.ts'
import type { ServerOptions } from '../options.ts'

/**
 * The real path of something that lies in one of the folders.
 * @throws UserError path-outside, file-missing
 */
export function insideFolders(path: string, folders: readonly string[]): string {
  const absolute = resolve(path)
  const real = realPath(absolute)
  // What does not exist must not be told apart from what may not be seen.
  if (real === undefined || !folders.some((folder) => isInside(real, folder))) {
    if (real === undefined && folders.some((folder) => isInside(absolute, folder)))
      throw new UserError({
        code: 'file-missing',
        message: 'There is no such file or folder',
        expected: 'a path that exists',
        found: 'nothing',
        where: absolute,
        next: 'check the path',
      })
    throw outside(absolute, folders)
  }
  return real
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
  return real !== undefined && folders.some((folder) => isInside(real, folder))
}

/** The path of something that will be made in one of the folders; its parent must be there. */
export function insideForWriting(path: string, folders: readonly string[]): string {
  const absolute = resolve(path)
  return join(insideFolders(dirname(absolute), folders), basename(absolute))
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'EACCES' || code === 'ENAMETOOLONG')
      return undefined
    throw explainSystemError(error, path, 'read')
  }
}

/** Whether `path` is `folder` or lies in it; both absolute. The folder's links are followed too. */
function isInside(path: string, folder: string): boolean {
  const root = realPath(resolve(folder)) ?? resolve(folder)
  const rest = relative(root, path)
  return rest === '' || (rest !== '..' && !rest.startsWith(`..${sep}`) && !isAbsolute(rest))
}

function outside(path: string, folders: readonly string[]): UserError {
  return new UserError({
    code: 'path-outside',
    message: 'This path is not in a folder that the server may read',
    expected: `a path in ${folders.join(' or ')}`,
    found: path.slice(0, 300),
    next: 'start the server with --allow <folder>, or upload the files',
  })
}
