// All files below a folder, in the order a person would list them.
import type { Stats } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, resolve, sep, isAbsolute } from 'node:path'
import { explainSystemError } from '../../core/files.ts'

/** As a file manager sorts: `img_2` before `img_10`. The order is the same on every machine. */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'variant' })

/** Natural order of paths. */
export function naturalOrder(one: string, other: string): number {
  return collator.compare(one, other) || (one < other ? -1 : Number(one > other))
}

/**
 * Paths of all files below `root`, relative to it, with forward slashes, in natural order. Links are followed; a folder that was
 * seen on the way down is not entered again, and nothing that really lies outside of the folders `within` is told. Hidden files and folders, and macOS's `__MACOSX`, are left out.
 * @throws UserError when `root` cannot be read
 */
export async function filesBelow(root: string, within?: readonly string[]): Promise<string[]> {
  const files: string[] = []
  const limits = within && (await Promise.all(within.map((folder) => realpath(folder).catch(() => resolve(folder)))))
  const visit = async (folder: string, above: readonly string[]): Promise<void> => {
    const real = await realpath(join(root, folder))
    if (above.includes(real)) return
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === '__MACOSX') continue
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      const kind = entry.isSymbolicLink() ? await behindLink(join(root, path), limits) : entry
      if (kind?.isDirectory() === true) await visit(path, [...above, real])
      else if (kind?.isFile() === true) files.push(path)
    }
  }
  await visit('', []).catch((error: unknown) => {
    throw explainSystemError(error, root, 'read')
  })
  return files.sort(naturalOrder)
}

/** What a link leads to; undefined for nothing, and for what lies outside. */
async function behindLink(path: string, limits: readonly string[] | undefined): Promise<Stats | undefined> {
  try {
    const real = await realpath(path)
    return limits === undefined || limits.some((folder) => isInside(real, folder)) ? await stat(real) : undefined
  } catch {
    return undefined // it dangles
  }
}

/** Whether a path is a folder or lies in it; both real. */
function isInside(path: string, folder: string): boolean {
  const rest = relative(folder, path)
  return rest !== '..' && !rest.startsWith(`..${sep}`) && !isAbsolute(rest)
}
