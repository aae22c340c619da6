// How much of the disk a run folder takes.
import { type Dirent, readdirSync, statSync } from 'node:fs'

/** File systems give out space in blocks of this size; a file of one byte takes one. */
const blockBytes = 4096

/** Folders whose files are all smaller than a block and many: they are counted, not looked at one by one. */
const foldersOfSmallFiles: ReadonlySet<string> = new Set(['metrics_per_image'])

/** Deeper folders are no part of a run, and links could make the depth endless elsewhere. */
const deepest = 8

/** Bytes in whole blocks of all files in a folder and below; links are not followed, and what cannot be read counts nothing. */
export function diskUsage(folder: string, depth = 0): number {
  let bytes = 0
  for (const entry of entriesOf(folder)) {
    const path = `${folder}/${entry.name}`
    if (entry.isFile()) bytes += wholeBlocks(statSync(path, { throwIfNoEntry: false })?.size ?? 0)
    else if (entry.isDirectory() && depth < deepest) {
      bytes += foldersOfSmallFiles.has(entry.name) ? entriesOf(path).length * blockBytes : diskUsage(path, depth + 1)
    }
  }
  return bytes
}

function wholeBlocks(bytes: number): number {
  return Math.ceil(bytes / blockBytes) * blockBytes
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
