// Folders below those that are served: which of them are data sets, and one level at a time to choose from.
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { insideFolders, isInsideFolders } from './served-folders.ts'

/** Folders of one folder that are listed. */
const maxListed = 1000
/** Folders that are looked into for data sets, and how deep. */
const maxWalked = 3000
const maxDepth = 4
/** Folders of programs, in which nobody keeps data sets. */
const passed: ReadonlySet<string> = new Set(['node_modules', 'venv', 'site-packages', 'workdirs', 'outputs'])

/** Whether a folder holds the lists of a data set. */
export function isDataset(path: string): boolean {
  return existsSync(join(path, 'train_list.txt')) || existsSync(join(path, 'test_list.txt'))
}

/** Names of the folders in a folder, in order; those that begin with a dot are left out. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort((a, b) => a.localeCompare(b, undefined, { numeric: true }))
  } catch {
    return [] // not there, or no permission
  }
}

/** The data sets in a folder and in the folders below it, the nearest first; nothing is looked for inside of a data set. */
export function datasetsBelow(folder: string): string[] {
  const found: string[] = []
  let level = [folder]
  let walked = 0
  for (let depth = 0; depth <= maxDepth && level.length > 0; depth++) {
    const next: string[] = []
    for (const path of level) {
      if (walked++ >= maxWalked) return found
      if (isDataset(path)) found.push(path)
      else next.push(...namesIn(path).flatMap((name) => (passed.has(name) ? [] : [join(path, name)])))
    }
    level = next
  }
  return found
}

/** The folders in a folder. */
export interface Listing {
  /** Undefined: the list of what is served. */
  readonly path?: string
  /** The folder above, where it may be read. */
  readonly parent?: string
  readonly isDataset: boolean
  readonly folders: { name: string; path: string; isDataset: boolean }[]
  /** Whether there are more than are listed. */
  readonly more: boolean
}

/** What is in a folder; without a path, the folders that may be read. @throws UserError path-outside, file-missing */
export function foldersIn(path: string | undefined, served: readonly string[]): Listing {
  if (path === undefined) {
    const folders = served.map((folder) => ({ name: folder, path: folder, isDataset: isDataset(folder) }))
    return { isDataset: false, folders, more: false }
  }
  const folder = insideFolders(path, served)
  const names = namesIn(folder)
  const above = dirname(folder)
  return {
    path: folder,
    ...(above !== folder && isInsideFolders(above, served) && { parent: above }),
    isDataset: isDataset(folder),
    folders: names.slice(0, maxListed).map((name) => {
      const inside = join(folder, name)
      return { name, path: inside, isDataset: isDataset(inside) }
    }),
    more: names.length > maxListed,
  }
}
