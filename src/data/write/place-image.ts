// Puts an image into a new data set: as a copy, or as a link to the original.
import { constants } from 'node:fs'
import { copyFile, link, symlink } from 'node:fs/promises'
import { resolve } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError, systemCode } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { explainSystemError } from '../../core/files.ts'

/** `copy` is independent of the source; `link` takes no space and needs the source to stay where it is. */
export type ImageMode = 'copy' | 'link'

/** How an image came into the data set. */
export type Placed = 'copied' | 'linked' | 'hard-linked'

/** Systems and disks without symbolic links, or that keep them for administrators (Windows), answer with one of these. */
const noSymlinks: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])

/**
 * Puts the image at `from` to the new path `to`. Nothing is ever overwritten. A link is symbolic, with an absolute path; where
 * the system makes none, it is a hard link.
 */
export async function placeImage(from: string, to: string, mode: ImageMode): Promise<Placed> {
  if (mode === 'link') return await linkImage(resolve(from), to)
  // A clone where the file system can, which takes neither time nor space.
  await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE).catch((error: unknown) => {
    throw explainSystemError(error, to, 'write')
  })
  return 'copied'
}

async function linkImage(from: string, to: string): Promise<Placed> {
  try {
    await symlink(from, to)
    return 'linked'
  } catch (error) {
    if (!noSymlinks.has(systemCode(error) ?? '')) throw explainSystemError(error, to, 'write')
  }
  try {
    await link(from, to)
    return 'hard-linked'
  } catch (error) {
    throw new UserError({
      code: 'link-refused',
      message: say(errorDetails['link-refused'].message),
      expected: say(errorDetails['link-refused'].expected),
      where: to,
      next: say(errorDetails['link-refused'].next),
      cause: error,
    })
  }
}
