// All files below a folder, in the order a person would list them.
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { explainSystemError } from '../../core/files.ts'

/** As a file manager sorts: `img_2` before `img_10`. The order is the same on every machine. */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'variant' })

/** Natural order of paths. */
export function naturalOrder(one: string, other: string): number {
  return collator.compare(one, other) || (one < other ? -1 : Number(one > other))
}

/**
 * Paths of all files below `root`, relative to it, with forward slashes, in natural order. Links are followed; a folder that was
 * seen on the way down is not entered again. Hidden files and folders, and macOS's `__MACOSX`, are left out.
 * @throws UserError when `root` cannot be read
 */
export async function filesBelow(root: string): Promise<string[]> {
  const files: string[] = []
  const visit = async (folder: string, above: readonly string[]): Promise<void> => {
    const real = await realpath(join(root, folder))
    if (above.includes(real)) return
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === '__MACOSX') continue
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      const kind = entry.isSymbolicLink() ? await stat(join(root, path)).catch(() => undefined) : entry
      if (kind?.isDirectory() === true) await visit(path, [...above, real])
      else if (kind?.isFile() === true) files.push(path)
    }
  }
  await visit('', []).catch((error: unknown) => {
    throw explainSystemError(error, root, 'read')
  })
  return files.sort(naturalOrder)
}
